// gzip and deflate on the JDK; the streams gather their input and work when it ends. Brotli and zstd refuse by name.
(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const constants = lib('node/zlib-constants');
  const { Buffer } = lib('node/buffer');
  const KINDS = {
    deflate: ['deflate', true], inflate: ['deflate', false], deflateRaw: ['deflate-raw', true], inflateRaw: ['deflate-raw', false],
    gzip: ['gzip', true], gunzip: ['gzip', false], unzip: ['unzip', false],
  };

  function bytesOf(data) {
    if (typeof data === 'string') return Buffer.from(data);
    if (ArrayBuffer.isView(data)) return data;
    if (lib('inspect').types.isAnyArrayBuffer(data)) return new Uint8Array(data);
    throw errors.invalidArgType('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], data);
  }

  function run(name, data, options = {}) {
    const [format, compresses] = KINDS[name];
    if (!compresses) return Buffer.from(host.inflate(bytesOf(data), format, options?.maxOutputLength ?? constants.Z_MAX_CHUNK));
    const level = options?.level ?? -1;
    errors.validateInteger(level, 'options.level', -1, 9);
    const strategy = options?.strategy ?? 0;
    errors.validateInteger(strategy, 'options.strategy', 0, 4);
    return Buffer.from(host.deflate(bytesOf(data), format, level, Math.min(strategy, 2)));
  }

  const exports = {
    ...constants,
    constants,
    codes: Object.fromEntries(['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR', 'Z_VERSION_ERROR']
      .flatMap((name) => [[name, constants[name]], [constants[name], name]])),
    crc32(data, value = 0) {
      if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw errors.invalidArgType('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
      errors.validateInteger(value, 'value', 0, 0xffffffff);
      return host.crc32(bytesOf(data), value);
    },
  };

  for (const name of Object.keys(KINDS)) {
    const className = name[0].toUpperCase() + name.slice(1);
    exports[`${name}Sync`] = (data, options) => run(name, data, options);
    exports[name] = (data, options, callback) => {
      if (typeof options === 'function') {
        callback = options;
        options = {};
      }
      errors.validateFunction(callback, 'callback');
      let result;
      let failure = null;
      bytesOf(data);
      try {
        result = run(name, data, options);
      } catch (error) {
        failure = error;
      }
      queueMicrotask(() => (failure === null ? callback(null, result) : callback(failure)));
    };
    let Type;
    const make = () => Type ??= streamClass(name, className);
    Object.defineProperty(exports, className, { get: make, enumerable: true });
    exports[`create${className}`] = (options) => new (make())(options);
  }

  function streamClass(name, className) {
    const { Transform } = lib('node/stream');
    return { [className]: class extends Transform {
      #chunks = [];
      #options;

      constructor(options = {}) {
        super(options);
        this.#options = options;
        this.bytesWritten = 0;
      }

      _transform(chunk, encoding, callback) {
        this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
        this.bytesWritten += chunk.length;
        callback();
      }

      _flush(callback) {
        try {
          this.push(run(name, Buffer.concat(this.#chunks), this.#options));
          callback();
        } catch (error) {
          callback(error);
        }
      }

      flush(kind, callback = kind) {
        if (typeof callback === 'function') queueMicrotask(callback);
      }

      close(callback) {
        if (typeof callback === 'function') this.once('close', callback);
        this.destroy();
      }

      params(level, strategy, callback) {
        queueMicrotask(callback);
      }

      reset() {
        this.#chunks = [];
      }
    } }[className];
  }

  for (const name of ['BrotliCompress', 'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress']) {
    const small = name[0].toLowerCase() + name.slice(1);
    for (const member of [name, `create${name}`, small, `${small}Sync`]) {
      exports[member] = { [member]() {
        throw errors.notImplemented(`zlib.${member}`);
      } }[member];
    }
  }
  return exports;
})
