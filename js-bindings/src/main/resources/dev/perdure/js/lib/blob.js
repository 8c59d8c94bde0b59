// Blob and File. Their bytes are a Uint8Array that guests never get.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal, wrongArgument } = lib('webidl');
  const INTERNAL = Symbol('internal');
  const EMPTY = new Uint8Array(0);
  const LIMIT = 128 * 1024 * 1024;
  let bytesOf;

  function typeOf(value) {
    if (value === undefined) return '';
    const type = `${value}`;
    return /[^\x20-\x7f]/.test(type) ? '' : type.toLowerCase();
  }

  function bytesOfPart(part) {
    if (typeof part === 'object' && part !== null) {
      if (ArrayBuffer.isView(part)) {
        refuseResizable(part.buffer);
        return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      }
      if (part instanceof ArrayBuffer || part instanceof SharedArrayBuffer) {
        refuseResizable(part);
        return new Uint8Array(part);
      }
      if (part instanceof Blob) return bytesOf(part);
    }
    return lib('encoding').encode(`${part}`);
  }

  function refuseResizable(buffer) {
    if (buffer.resizable === true && realm.flag('NO_RESIZABLE_ARRAY_BUFFER_IN_BLOB')) {
      throw new TypeError('Cannot create a Blob with a resizable ArrayBuffer');
    }
  }

  /** An object as the string it stands for. What that runs may resize the buffers of other parts, which are read after. */
  function settled(part) {
    const live = typeof part === 'object' && part !== null
      && (ArrayBuffer.isView(part) || part instanceof ArrayBuffer || part instanceof SharedArrayBuffer || part instanceof Blob);
    return live ? part : `${part}`;
  }

  function checkSize(size) {
    if (size > LIMIT) throw new RangeError(`Blob size ${size} exceeds limit ${LIMIT}`);
  }

  function concat(type, parts) {
    if (parts === undefined) return EMPTY;
    if (!Array.isArray(parts)) throw wrongArgument(type, null, 1, 'Array');
    if (parts.length === 1 && parts[0] instanceof Blob) return bytesOf(parts[0]);
    const pieces = parts.map(settled).map(bytesOfPart);
    const size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
    checkSize(size);
    const all = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      all.set(piece, at);
      at += piece.byteLength;
    }
    return all;
  }

  class Blob {
    #bytes;
    #type;

    constructor(parts, options) {
      if (parts === INTERNAL) {
        this.#bytes = options.bytes;
        this.#type = options.type;
        return;
      }
      if (options?.endings !== undefined) throw new Error("The 'endings' field on 'Options' is not implemented.");
      this.#type = typeOf(options?.type);
      this.#bytes = concat(new.target === File ? 'File' : 'Blob', parts);
    }

    static #own = (self) => {
      try {
        return self.#bytes;
      } catch {
        throw illegal();
      }
    };

    get size() {
      return Blob.#own(this).byteLength;
    }

    get type() {
      Blob.#own(this);
      return this.#type;
    }

    slice(start, end, type) {
      const bytes = Blob.#own(this);
      return new Blob(INTERNAL, {
        bytes: bytes.subarray(start === undefined ? 0 : start | 0, end === undefined ? bytes.byteLength : end | 0),
        type: typeOf(type),
      });
    }

    async arrayBuffer() {
      return Blob.#own(this).slice().buffer;
    }

    async bytes() {
      return Blob.#own(this).slice();
    }

    async text() {
      return lib('encoding').decode(Blob.#own(this));
    }

    stream() {
      Blob.#own(this);
      return lib('body').extract(this).asStream();
    }

    static {
      bytesOf = (blob) => blob.#bytes;
    }
  }

  class File extends Blob {
    #name;
    #lastModified;

    constructor(parts, name, options) {
      if (parts === INTERNAL) {
        super(INTERNAL, options);
        this.#name = name;
        this.#lastModified = options.lastModified;
        return;
      }
      if (arguments.length < 2) throw wrongArgument('File', null, 2, 'string');
      super(parts, options);
      this.#name = `${name}`;
      const modified = options?.lastModified;
      this.#lastModified = modified === undefined ? Date.now() : +modified || 0;
    }

    static #check = (self) => {
      if (typeof self !== 'object' || self === null || !(#name in self)) throw illegal();
    };

    get name() {
      File.#check(this);
      return this.#name;
    }

    get lastModified() {
      File.#check(this);
      return this.#lastModified;
    }
  }

  realm.asInterface(Blob, 'Blob');
  realm.asInterface(File, 'File');
  return {
    Blob, File,
    /** The bytes of a blob, which are not to be changed. */
    bytesOf: (blob) => bytesOf(blob),
    /** A file over bytes that nobody else changes. */
    file: (bytes, name, type, lastModified) => new File(INTERNAL, name, { bytes, type, lastModified }),
    /** A blob over bytes that nobody else changes. */
    blob: (bytes, type) => new Blob(INTERNAL, { bytes, type }),
  };
})
