// The streams of node:fs. They work by its functions with callbacks, or by those that `options.fs` has in their place.
(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const { pathOf } = lib('node/volume');
  const { Buffer } = lib('node/buffer');
  const { Readable, Writable, finished } = lib('node/stream');
  const CHUNK = 65536;

  function optionsOf(options) {
    if (options === undefined || options === null) return {};
    if (typeof options === 'string') options = { encoding: options };
    if (typeof options !== 'object') throw errors.invalidArgType('options', ['string', 'Object'], options);
    const { encoding } = options;
    if (encoding != null && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw errors.invalidArgValue('encoding', encoding, 'is invalid encoding');
    return options;
  }

  /** What a stream over a FileHandle works by. */
  const byHandle = (handle) => ({
    close: (_, done) => handle.close().then(() => done(), done),
    read: (_, ...rest) => (handle.fd === undefined ? rest.at(-1)(null, 0) : lib('node/fs').read(handle.fd, ...rest)),
    write: (_, ...rest) => lib('node/fs').write(handle.fd, ...rest),
  });

  const isHandle = (fd) => typeof fd === 'object' && fd !== null && typeof fd.close === 'function' && typeof fd.on === 'function';

  function setUp(stream, path, options, flags, needed) {
    const { fd, fs, start } = options;
    stream.fd = null;
    if (isHandle(fd)) {
      if (fs !== undefined) throw errors.notImplemented('FileHandle with fs');
      if (fd.fd === undefined) throw errors.invalidArgValue('options.fd', fd, 'is closed');
      stream.fd = fd.fd;
      stream.io = byHandle(fd);
      fd.on('close', () => stream.close());
    } else {
      if (fd !== undefined && fd !== null) {
        errors.validateInteger(fd, 'fd', 0, 2 ** 31 - 1);
        stream.fd = fd;
      }
      for (const name of fs == null ? [] : needed) errors.validateFunction(fs[name], `options.fs.${name}`);
      stream.io = fs ?? lib('node/fs');
    }
    Object.defineProperty(stream, 'io', { enumerable: false });
    stream.path = path === null || path === undefined ? undefined : typeof path === 'string' || Buffer.isBuffer(path) ? path : pathOf(path);
    if (stream.fd === null) pathOf(stream.path);
    stream.flags = options.flags ?? flags;
    stream.mode = options.mode ?? 0o666;
    if (start !== undefined) errors.validateInteger(start, 'start', 0);
    stream.start = start;
    stream.pos = start;
    return { ...options, autoDestroy: options.autoClose ?? options.autoDestroy ?? true, emitClose: options.emitClose ?? true, encoding: undefined };
  }

  function construct(done) {
    if (typeof this.fd === 'number') {
      done();
      return;
    }
    this.io.open(this.path, this.flags, this.mode, (error, fd) => {
      if (error) {
        done(error);
        return;
      }
      this.fd = fd;
      done();
      this.emit('open', fd);
      this.emit('ready');
    });
  }

  function destroy(error, done) {
    const { fd } = this;
    this.fd = null;
    if (fd === null) done(error);
    else this.io.close(fd, (fault) => done(error ?? fault));
  }

  /** A constructor that may be called without new, as those of Node.js. */
  function extend(Type, Parent, members) {
    Object.setPrototypeOf(Type, Parent);
    Object.setPrototypeOf(Type.prototype, Parent.prototype);
    const descriptors = Object.getOwnPropertyDescriptors({ ...members, _construct: construct, _destroy: destroy });
    Object.defineProperties(Type.prototype, descriptors);
    Object.defineProperty(Type.prototype, 'pending', { get() { return this.fd === null; }, configurable: true });
    return Type;
  }

  function ReadStream(path, options) {
    if (!(this instanceof ReadStream)) return new ReadStream(path, options);
    const given = optionsOf(options);
    const ready = setUp(this, path, given, 'r', ['open', 'read', 'close']);
    this.end = given.end ?? Infinity;
    if (this.end !== Infinity) {
      errors.validateInteger(this.end, 'end', 0);
      if (this.start > this.end) throw errors.outOfRange('start', `<= "end" (here: ${this.end})`, this.start);
      this.pos ??= this.fd === null ? 0 : undefined;
    }
    this.bytesRead = 0;
    Readable.call(this, { ...ready, highWaterMark: given.highWaterMark ?? CHUNK });
    if (given.encoding && given.encoding !== 'buffer') this.setEncoding(given.encoding);
    return this;
  }

  extend(ReadStream, Readable, {
    _read(size) {
      const left = this.pos === undefined ? this.end - this.bytesRead + 1 : this.end - this.pos + 1;
      const most = Math.min(left, size);
      if (most <= 0) {
        this.push(null);
        return;
      }
      const buffer = Buffer.alloc(most);
      this.io.read(this.fd, buffer, 0, most, this.pos ?? null, (error, count, read = buffer) => {
        if (error) {
          this.destroy(error);
          return;
        }
        if (count > 0) {
          this.bytesRead += count;
          if (this.pos !== undefined) this.pos += count;
        }
        this.push(count > 0 ? read.subarray(0, count) : null);
      });
    },
    close(callback) {
      if (typeof callback === 'function') finished(this, callback);
      this.destroy();
    },
  });

  function WriteStream(path, options) {
    if (!(this instanceof WriteStream)) return new WriteStream(path, options);
    const given = optionsOf(options);
    const ready = setUp(this, path, given, given.start === undefined ? 'w' : 'r+', ['open', 'write', 'close']);
    this.bytesWritten = 0;
    Writable.call(this, { ...ready, decodeStrings: true });
    if (given.encoding) this.setDefaultEncoding(given.encoding);
    return this;
  }

  extend(WriteStream, Writable, {
    _write(data, _, done) {
      const next = (from) => {
        this.io.write(this.fd, data, from, data.length - from, this.pos ?? null, (error, count) => {
          if (error) {
            done(error);
            return;
          }
          this.bytesWritten += count;
          if (this.pos !== undefined) this.pos += count;
          if (from + count < data.length && count > 0) next(from + count);
          else done();
        });
      };
      next(0);
    },
    close(callback) {
      if (typeof callback === 'function') {
        if (this.closed) {
          queueMicrotask(callback);
          return;
        }
        this.once('close', callback);
      }
      if (!this.autoClose) this.once('finish', () => this.destroy());
      this.end();
    },
    destroySoon() {
      this.end();
    },
  });
  for (const [Type, state] of [[ReadStream, '_readableState'], [WriteStream, '_writableState']]) {
    Object.defineProperty(Type.prototype, 'autoClose', {
      get() { return this[state].autoDestroy; },
      set(value) { this[state].autoDestroy = value; },
      configurable: true,
    });
  }
  return { ReadStream, WriteStream };
})
