(function perdurePart(host, lib, realm) {
  'use strict';
  const integers = new Set(['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array',
    'Uint32Array', 'BigInt64Array', 'BigUint64Array']);
  const typeOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const MAKE = Symbol();
  let DigestStream;

  function illegal() {
    throw new TypeError('Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.');
  }

  class Crypto {
    #brand = true;

    constructor(make) {
      if (make !== MAKE) throw new TypeError('Illegal constructor');
    }

    get subtle() {
      if (this === undefined || !(#brand in this)) illegal();
      return lib('subtle').subtle;
    }

    getRandomValues(view) {
      if (this === undefined || !(#brand in this)) illegal();
      if (!ArrayBuffer.isView(view)) {
        throw new TypeError("Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'.");
      }
      if (!integers.has(typeOf.call(view))) {
        throw realm.domError('ArrayBufferView argument to getRandomValues() must be an integer-typed view.', 'TypeMismatchError');
      }
      if (view.byteLength > 65536) {
        throw realm.domError(`getRandomValues() only accepts buffers of size <= 64K but provided ${view.byteLength} bytes.`, 'QuotaExceededError');
      }
      realm.needHandler();
      if (view.byteLength > 0) {
        new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(new Uint8Array(host.random(view.byteLength)));
      }
      return view;
    }

    randomUUID() {
      if (this === undefined || !(#brand in this)) illegal();
      realm.needHandler();
      return host.uuid();
    }

    get DigestStream() {
      if (this === undefined || !(#brand in this)) illegal();
      return DigestStream ??= makeDigestStream();
    }
  }

  function makeDigestStream() {
    const { WritableStream } = lib('streams');
    return class DigestStream extends WritableStream {
      #digest;
      #written = 0n;

      constructor(algorithm) {
        const checksum = ['crc32', 'crc32c', 'crc64nvme'].includes(algorithm?.name ?? algorithm);
        const running = host.running(checksum ? algorithm?.name ?? algorithm : lib('subtle').digestName(algorithm));
        let settle;
        const digest = new Promise((resolve, reject) => {
          settle = { resolve, reject };
        });
        digest.catch(() => {});
        let written = (size) => {};
        super({
          write(chunk) {
            let bytes = chunk;
            if (typeof chunk === 'string') bytes = host.utf8(chunk);
            else if (!ArrayBuffer.isView(chunk) && !lib('inspect').types.isAnyArrayBuffer(chunk)) {
              throw new TypeError('DigestStream is a byte stream but received an object of non-ArrayBuffer/ArrayBufferView/string type on its writable side.');
            }
            if (bytes.byteLength === 0) return;
            host.update(running, bytes);
            written(bytes.byteLength);
          },
          close() {
            settle.resolve(host.finish(running));
          },
          abort(reason) {
            settle.reject(reason);
          },
        });
        this.#digest = digest;
        written = (size) => {
          this.#written += BigInt(size);
        };
      }

      get digest() {
        return this.#digest;
      }

      get bytesWritten() {
        return this.#written;
      }

      static {
        for (const name of ['digest', 'bytesWritten']) Object.defineProperty(this.prototype, name, { enumerable: true });
        Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'DigestStream', configurable: true });
      }
    };
  }

  for (const name of ['subtle', 'getRandomValues', 'randomUUID', 'DigestStream']) {
    Object.defineProperty(Crypto.prototype, name, { enumerable: name !== 'DigestStream' });
  }
  Object.defineProperty(Crypto.prototype, Symbol.toStringTag, { value: 'Crypto', configurable: true });
  return { crypto: new Crypto(MAKE), Crypto };
})
