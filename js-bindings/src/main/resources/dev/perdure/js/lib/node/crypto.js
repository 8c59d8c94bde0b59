(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const { Buffer } = lib('node/buffer');
  const { inspect } = lib('inspect');
  const web = host.web();
  const formats = web.formats();
  const subtle = () => lib('subtle');
  const isView = (value) => ArrayBuffer.isView(value) || lib('inspect').types.isAnyArrayBuffer(value);
  const output = (bytes, encoding) => {
    const buffer = Buffer.from(bytes);
    return encoding == null || encoding === 'buffer' ? buffer : buffer.toString(encoding);
  };

  function bytesOf(value, name, encoding) {
    if (typeof value === 'string') return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
    if (isView(value)) return value;
    throw errors.invalidArgType(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }

  function hashName(name) {
    const found = host.hashName(name);
    if (found === null) throw new Error('Digest method not supported');
    return found;
  }

  const finalized = (what = 'Digest already called') => errors.withCode(Error, 'ERR_CRYPTO_HASH_FINALIZED', what);

  // Hashes

  const transformOf = (() => {
    let Base;
    return () => Base ??= lib('node/stream').Transform;
  })();

  /** Adds what Node's streams have to classes that are mostly used without them: the stream is made when one of these is touched. */
  function streaming(Type, feed, end) {
    const streams = new WeakMap();
    const streamOf = (object) => {
      let stream = streams.get(object);
      if (stream === undefined) {
        stream = new (transformOf())({
          transform(chunk, encoding, callback) {
            try {
              const piece = feed(object, chunk, encoding);
              if (piece !== undefined) this.push(piece);
              callback();
            } catch (error) {
              callback(error);
            }
          },
          flush(callback) {
            try {
              this.push(end(object));
              callback();
            } catch (error) {
              callback(error);
            }
          },
        });
        streams.set(object, stream);
      }
      return stream;
    };
    for (const name of ['write', 'end', 'read', 'pipe', 'unpipe', 'on', 'once', 'off', 'emit', 'addListener', 'removeListener', 'removeAllListeners',
      'listenerCount', 'listeners', 'prependListener', 'setEncoding', 'pause', 'resume', 'destroy', 'push', 'cork', 'uncork', Symbol.asyncIterator]) {
      Object.defineProperty(Type.prototype, name, {
        value(...args) {
          const result = streamOf(this)[name](...args);
          return result === streams.get(this) ? this : result;
        },
        writable: true, configurable: true,
      });
    }
    for (const name of ['readable', 'writable', 'destroyed', 'readableEnded', 'writableEnded', 'writableFinished', 'writableNeedDrain',
      'writableHighWaterMark', 'readableHighWaterMark', 'writableObjectMode', 'readableObjectMode', 'readableFlowing', 'closed', 'errored',
      '_writableState', '_readableState']) {
      Object.defineProperty(Type.prototype, name, { get() { return streamOf(this)[name]; }, configurable: true });
    }
  }

  const callable = (Type) => new realm.Proxy(Type, { apply: (target, self, args) => new Type(...args) });

  const encodingName = (encoding) => (encoding == null || encoding === 'buffer' ? 'buffer' : `${encoding}`);

  class Hash {
    #state;
    #result = null;
    #done = false;

    constructor(algorithm, options) {
      if (algorithm instanceof Hash) {
        if (algorithm.#done) throw finalized();
        this.#state = host.hashCopy(algorithm.#state);
        return;
      }
      errors.validateString(algorithm, 'algorithm');
      const length = options?.outputLength;
      if (length !== undefined) errors.validateInteger(length, 'outputLength', 0, 2 ** 32 - 1);
      this.#state = host.hash(hashName(algorithm));
      if (length !== undefined && length !== host.hashLength(this.#state)) throw new Error('Unsupported state or unable to authenticate data: not an XOF hash');
    }

    update(data, encoding) {
      if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
        throw errors.invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
      }
      if (this.#done) throw finalized();
      host.hashUpdate(this.#state, bytesOf(data, 'data', encoding));
      return this;
    }

    digest(encoding) {
      if (this.#done) throw finalized();
      const name = encodingName(encoding);
      this.#done = true;
      return output(this.#finish(), name);
    }

    #finish() {
      return this.#result ??= host.hashFinish(this.#state);
    }

    /** What the stream ends with; digest() may still be called once. */
    static flushed(hash) {
      return Buffer.from(hash.#finish());
    }

    copy() {
      return new Hash(this);
    }
  }
  const { flushed } = Hash;
  delete Hash.flushed;
  streaming(Hash, (hash, chunk, encoding) => void hash.update(chunk, encoding === 'buffer' ? undefined : encoding), flushed);

  class Hmac {
    #state;
    #done = false;

    constructor(algorithm, key) {
      errors.validateString(algorithm, 'hmac');
      const secret = keyBytes(key, 'key');
      this.#state = host.mac(hashName(algorithm), secret);
    }

    update(data, encoding) {
      if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
        throw errors.invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
      }
      if (this.#done) throw finalized();
      host.macUpdate(this.#state, bytesOf(data, 'data', encoding));
      return this;
    }

    digest(encoding) {
      if (this.#done) return encoding === undefined || encoding === 'buffer' ? Buffer.alloc(0) : '';
      this.#done = true;
      return output(host.macFinish(this.#state), encoding);
    }
  }
  streaming(Hmac, (hmac, chunk, encoding) => void hmac.update(chunk, encoding === 'buffer' ? undefined : encoding), (hmac) => hmac.digest());

  function keyBytes(key, name) {
    if (key instanceof KeyObject) {
      if (key.type !== 'secret') throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', `Invalid key object type ${key.type}, expected secret.`);
      return key.export();
    }
    const state = subtle().stateOf(key);
    if (state !== undefined) return web.secretBytes(state.handle);
    return bytesOf(key, name);
  }

  // Random

  function checkSize(size, name = 'size', max = 2147483647) {
    errors.validateNumber(size, name, 0, max);
    return Math.trunc(size);
  }

  function later(work, callback) {
    let result;
    let failure = null;
    try {
      result = work();
    } catch (error) {
      failure = error;
    }
    queueMicrotask(() => (failure === null ? callback(null, result) : callback(failure)));
  }

  function random(length) {
    realm.needHandler();
    return web.random(length);
  }

  function randomBytes(size, callback) {
    const length = checkSize(size);
    if (callback === undefined) return Buffer.from(random(length));
    errors.validateFunction(callback, 'callback');
    later(() => Buffer.from(random(length)), callback);
    return undefined;
  }

  function randomFillSync(buffer, offset = 0, size) {
    if (!isView(buffer)) throw errors.invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], buffer);
    const view = ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer);
    const width = buffer.BYTES_PER_ELEMENT ?? 1;
    const start = checkSize(offset, 'offset', view.length / width) * width;
    const length = size === undefined ? view.length - start : checkSize(size, 'size') * width;
    if (start + length > view.length) throw errors.outOfRange('size + offset', `<= ${view.length}`, start + length);
    view.set(new Uint8Array(random(length)), start);
    return buffer;
  }

  function randomFill(buffer, offset, size, callback) {
    if (typeof offset === 'function') [callback, offset, size] = [offset, 0, undefined];
    else if (typeof size === 'function') [callback, size] = [size, undefined];
    errors.validateFunction(callback, 'callback');
    later(() => randomFillSync(buffer, offset, size), callback);
  }

  function randomInt(min, max, callback) {
    if (max === undefined || typeof max === 'function') [callback, max, min] = [max, min, 0];
    if (callback !== undefined) errors.validateFunction(callback, 'callback');
    if (!Number.isSafeInteger(min)) throw errors.invalidArgType('min', 'a safe integer', min);
    if (!Number.isSafeInteger(max)) throw errors.invalidArgType('max', 'a safe integer', max);
    if (max <= min) throw errors.outOfRange('min', 'min < max', min);
    const range = max - min;
    if (!(range <= 2 ** 48 - 1)) throw errors.outOfRange(max === range ? 'max' : 'max - min', `<= ${2 ** 48 - 1}`, range);
    const draw = () => {
      const limit = 2 ** 48 - (2 ** 48 % range);
      for (;;) {
        const value = Buffer.from(random(6)).readUIntBE(0, 6);
        if (value < limit) return (value % range) + min;
      }
    };
    if (callback === undefined) return draw();
    later(draw, callback);
    return undefined;
  }

  // Derivation

  function pbkdf2Sync(password, salt, iterations, length, digest) {
    errors.validateString(digest, 'digest');
    const secret = bytesOf(password, 'password');
    const salted = bytesOf(salt, 'salt');
    errors.validateInteger(iterations, 'iterations', 1, 2147483647);
    errors.validateInteger(length, 'keylen', 0, 2147483647);
    const hash = host.hashName(digest);
    if (hash === null) throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${digest}`);
    return Buffer.from(host.pbkdf2(hash, secret, salted, iterations, length));
  }

  function hkdfSync(digest, key, salt, info, length) {
    errors.validateString(digest, 'digest');
    const hash = host.hashName(digest);
    if (hash === null) throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${digest}`);
    errors.validateInteger(length, 'length', 0, 2147483647);
    return host.hkdf(hash, keyBytes(key, 'key'), bytesOf(salt, 'salt'), bytesOf(info, 'info'), length);
  }

  function scryptSync(password, salt, length, options = {}) {
    const secret = bytesOf(password, 'password');
    const salted = bytesOf(salt, 'salt');
    errors.validateInteger(length, 'keylen', 0, 2147483647);
    const cost = options.N ?? options.cost ?? 16384;
    const block = options.r ?? options.blockSize ?? 8;
    const parallel = options.p ?? options.parallelization ?? 1;
    const most = options.maxmem ?? 32 * 1024 * 1024;
    if (cost < 2 || (cost & (cost - 1)) !== 0 || 128 * cost * block > most) {
      throw errors.withCode(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'Invalid scrypt params: memory limit exceeded');
    }
    return Buffer.from(host.scrypt(secret, salted, cost, block, parallel, length));
  }

  const asynchronous = (work) => (...args) => {
    const callback = args.pop();
    errors.validateFunction(callback, 'callback');
    const result = work(...args);
    queueMicrotask(() => callback(null, result));
  };

  // Ciphers

  class CipherBase {
    #running = null;
    #make;
    #encrypt;
    #gcm;
    #additional = [];
    #tag = null;
    #tagLength = 16;
    #padding = true;
    #done = false;
    #decoder = null;

    constructor(encrypt, name, key, iv, options) {
      errors.validateString(name, 'cipher');
      const lower = name.toLowerCase();
      const sizes = host.cipherSizes(lower);
      if (sizes === null) throw new Error(`Unknown or unsupported cipher: ${name}`);
      this.#encrypt = encrypt;
      this.#gcm = lower.endsWith('gcm');
      const secret = Buffer.from(keyBytes(key, 'key'));
      const vector = iv === null ? Buffer.alloc(0) : Buffer.from(bytesOf(iv, 'iv'));
      if (this.#gcm ? vector.length === 0 : vector.length !== sizes[1]) throw new Error('Invalid initialization vector');
      if (secret.length !== sizes[0]) throw errors.withCode(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
      if (options?.authTagLength !== undefined) this.#tagLength = options.authTagLength;
      this.#make = () => host.cipher(encrypt, lower, secret, vector, this.#padding);
    }

    #start() {
      if (this.#done) throw finalized('Unsupported state');
      if (this.#running === null) {
        this.#running = this.#make();
        for (const data of this.#additional) host.cipherAdditional(this.#running, data);
      }
      return this.#running;
    }

    #give(bytes, encoding) {
      if (encoding === undefined || encoding === 'buffer') return Buffer.from(bytes);
      this.#decoder ??= new (lib('node/string_decoder').StringDecoder)(encoding);
      return this.#decoder.write(Buffer.from(bytes));
    }

    update(data, inputEncoding, outputEncoding) {
      if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw errors.invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
      return this.#give(host.cipherUpdate(this.#start(), bytesOf(data, 'data', inputEncoding)), outputEncoding);
    }

    final(encoding) {
      const running = this.#start();
      this.#done = true;
      let bytes;
      if (this.#gcm && !this.#encrypt) {
        if (this.#tag === null) throw new Error('Unsupported state or unable to authenticate data');
        bytes = host.cipherFinish(running, this.#tag);
      } else {
        bytes = host.cipherFinish(running, null);
        if (this.#gcm) {
          this.#tag = Buffer.from(bytes.slice(bytes.byteLength - 16)).subarray(0, this.#tagLength);
          bytes = bytes.slice(0, bytes.byteLength - 16);
        }
      }
      const result = this.#give(bytes, encoding);
      return typeof result === 'string' ? result + this.#decoder.end() : result;
    }

    setAAD(data) {
      this.#additional.push(Buffer.from(bytesOf(data, 'buffer')));
      return this;
    }

    getAuthTag() {
      if (!this.#gcm || !this.#encrypt || !this.#done) throw errors.withCode(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation getAuthTag');
      return Buffer.from(this.#tag);
    }

    setAuthTag(tag, encoding) {
      this.#tag = Buffer.from(bytesOf(tag, 'buffer', encoding));
      return this;
    }

    setAutoPadding(on = true) {
      this.#padding = Boolean(on);
      return this;
    }
  }

  class Cipheriv extends CipherBase {
    constructor(name, key, iv, options) {
      super(true, name, key, iv, options);
    }
  }
  class Decipheriv extends CipherBase {
    constructor(name, key, iv, options) {
      super(false, name, key, iv, options);
    }
  }
  delete Decipheriv.prototype.getAuthTag;
  streaming(CipherBase, (cipher, chunk, encoding) => cipher.update(chunk, encoding === 'buffer' ? undefined : encoding), (cipher) => cipher.final());

  function getCipherInfo(name) {
    const sizes = host.cipherSizes(String(name).toLowerCase());
    if (sizes === null) return undefined;
    const mode = String(name).toLowerCase().split('-').pop();
    return { name: String(name).toLowerCase(), blockSize: mode === 'cbc' || mode === 'ecb' ? 16 : undefined, ivLength: sizes[1] || undefined, keyLength: sizes[0], mode };
  }

  // Keys

  const FAMILIES = { 'rsa': 'RSA', 'ec': 'EC', 'ed25519': 'Ed25519', 'x25519': 'X25519' };
  let handleOf;

  class KeyObject {
    #handle;
    #type;
    #kind;

    constructor(type, handle, kind) {
      if (type !== 'secret' && type !== 'public' && type !== 'private') throw errors.invalidArgValue('type', type);
      this.#type = type;
      this.#handle = handle;
      this.#kind = kind;
    }

    static {
      handleOf = (key) => key.#handle;
    }

    static from(cryptoKey) {
      const state = subtle().stateOf(cryptoKey);
      if (state === undefined) throw errors.invalidArgType('key', 'CryptoKey', cryptoKey);
      const { name } = state.algorithm;
      const kind = name.startsWith('RSA') ? 'rsa' : name.startsWith('EC') ? 'ec' : name === 'X25519' ? 'x25519' : 'ed25519';
      return wrap(state.type, state.handle, state.type === 'secret' ? undefined : kind);
    }

    get type() {
      return this.#type;
    }

    get symmetricKeySize() {
      return this.#type === 'secret' ? web.secretLength(this.#handle) : undefined;
    }

    get asymmetricKeyType() {
      return this.#kind;
    }

    get asymmetricKeyDetails() {
      switch (this.#kind) {
        case 'rsa': {
          let exponent = 0n;
          for (const byte of new Uint8Array(formats.publicExponent(this.#handle))) exponent = exponent * 256n + BigInt(byte);
          return { modulusLength: formats.modulusLength(this.#handle), publicExponent: exponent };
        }
        case 'ec': return { namedCurve: { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' }[formats.curve(this.#handle)] };
        case undefined: return undefined;
      }
      return {};
    }

    equals(other) {
      if (!(other instanceof KeyObject)) throw errors.invalidArgType('otherKeyObject', 'KeyObject', other);
      if (other.type !== this.#type) return false;
      return this.export(plain(this)).equals(other.export(plain(other)));
    }

    export(options = {}) {
      if (options.format === 'jwk') return exportJwk(this);
      if (this.#type === 'secret') return Buffer.from(web.secretBytes(this.#handle));
      const { type, format } = options;
      if (this.#type === 'public') {
        if (type !== 'spki') throw type === 'pkcs1' ? errors.notImplemented('KeyObject.export with type pkcs1') : errors.invalidArgValue('options.type', type);
        const der = formats.spki(this.#handle);
        return format === 'pem' ? host.toPem('PUBLIC KEY', der) : Buffer.from(der);
      }
      if (type !== 'pkcs8') throw type === 'pkcs1' || type === 'sec1' ? errors.notImplemented(`KeyObject.export with type ${type}`) : errors.invalidArgValue('options.type', type);
      if (options.cipher !== undefined) throw errors.notImplemented('KeyObject.export with a cipher');
      const der = formats.pkcs8(this.#handle);
      return format === 'pem' ? host.toPem('PRIVATE KEY', der) : Buffer.from(der);
    }

    toCryptoKey(algorithm, extractable, usages) {
      const format = this.#type === 'secret' ? 'raw' : this.#type === 'public' ? 'spki' : 'pkcs8';
      return subtle().importKeySync(format, this.export(plain(this)), typeof algorithm === 'string' ? { name: algorithm } : algorithm, extractable, usages);
    }

    [Symbol.for('nodejs.util.inspect.custom')]() {
      return `${this.constructor.name} {}`;
    }
  }
  Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { value: 'KeyObject', configurable: true });
  class SecretKeyObject extends KeyObject {}
  class PublicKeyObject extends KeyObject {}
  class PrivateKeyObject extends KeyObject {}
  const plain = (key) => (key.type === 'secret' ? {} : { type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'der' });

  function wrap(type, handle, kind) {
    return new ({ secret: SecretKeyObject, public: PublicKeyObject, private: PrivateKeyObject }[type])(type, handle, kind);
  }

  function exportJwk(key) {
    const handle = handleOf(key);
    if (key.type === 'secret') return { kty: 'oct', k: web.secretText(handle) };
    const numbers = Array.from(formats.numbers(handle));
    switch (key.asymmetricKeyType) {
      case 'rsa': return Object.assign({ kty: 'RSA' }, Object.fromEntries(['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].slice(0, key.type === 'private' ? 8 : 2).map((name, i) => [name, numbers[i]])));
      case 'ec': return { kty: 'EC', x: numbers[0], y: numbers[1], crv: formats.curve(handle), ...(key.type === 'private' ? { d: numbers[2] } : {}) };
    }
    return { crv: key.asymmetricKeyType === 'x25519' ? 'X25519' : 'Ed25519', ...(key.type === 'private' ? { d: numbers[1] } : {}), x: numbers[0], kty: 'OKP' };
  }

  const decodeError = () => errors.withCode(Error, 'ERR_OSSL_UNSUPPORTED', 'error:1E08010C:DECODER routines::unsupported');

  function readDer(der, type) {
    for (const [kind, family] of Object.entries(FAMILIES)) {
      const handle = type === 'private' ? formats.fromPkcs8(family, der) : formats.fromSpki(family, der);
      if (handle !== null) return wrap(type, handle, kind);
    }
    throw decodeError();
  }

  function wrapDer(tag, ...parts) {
    const body = Buffer.concat(parts);
    const length = body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
    return Buffer.concat([Buffer.from([tag, ...length]), body]);
  }
  const RSA_OID = () => Buffer.from('300d06092a864886f70d0101010500', 'hex');
  const VERSION = () => Buffer.from('020100', 'hex');

  function readPem(text, type) {
    const found = host.pem(text);
    if (found === null) throw decodeError();
    const [label, der] = [found[0], found[1]];
    switch (label) {
      case 'PUBLIC KEY':
        if (type === 'private') throw decodeError();
        return readDer(der, 'public');
      case 'RSA PUBLIC KEY': return readDer(wrapDer(0x30, RSA_OID(), wrapDer(0x03, Buffer.from([0]), Buffer.from(der))), 'public');
      case 'PRIVATE KEY': return readDer(der, 'private');
      case 'RSA PRIVATE KEY': return readDer(wrapDer(0x30, VERSION(), RSA_OID(), wrapDer(0x04, Buffer.from(der))), 'private');
      case 'EC PRIVATE KEY': {
        const sec1 = Buffer.from(der);
        const at = sec1.indexOf(0xa0, 6);
        if (at === -1) throw decodeError();
        const curve = sec1.subarray(at + 2, at + 2 + sec1[at + 1]);
        return readDer(wrapDer(0x30, VERSION(), wrapDer(0x30, Buffer.from('06072a8648ce3d0201', 'hex'), curve), wrapDer(0x04, sec1)), 'private');
      }
    }
    throw errors.notImplemented(`a key of the kind ${label}`);
  }

  function readJwk(jwk, type) {
    const names = { EC: jwk.crv === undefined ? {} : { name: 'ECDSA', namedCurve: jwk.crv }, RSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, OKP: { name: jwk.crv } };
    const algorithm = names[jwk.kty] ?? (() => { throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_JWK', 'Invalid JWK data'); })();
    const { alg, use, key_ops: operations, ext, ...rest } = jwk;
    if (type === 'public') for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi']) delete rest[name];
    const isPrivate = rest.d !== undefined;
    if (type === 'private' && !isPrivate) throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_JWK', 'Invalid JWK data');
    return KeyObject.from(subtle().importKeySync('jwk', rest, algorithm, true, isPrivate ? (jwk.crv === 'X25519' ? ['deriveBits'] : ['sign']) : []));
  }

  /** What createPublicKey, createPrivateKey, sign and the others take for a key. */
  function readKey(input, type) {
    if (input instanceof KeyObject) {
      if (type === 'public' && input.type === 'private') return wrap('public', formats.publicHalf(handleOf(input)), input.asymmetricKeyType);
      if (input.type !== type) throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', `Invalid key object type ${input.type}, expected ${type}.`);
      return input;
    }
    if (subtle().stateOf(input) !== undefined) return readKey(KeyObject.from(input), type);
    let key;
    if (typeof input === 'string' || isView(input)) {
      key = readPem(typeof input === 'string' ? input : Buffer.from(input).toString('latin1'), type);
    } else if (input !== null && typeof input === 'object') {
      const { key: data, format = 'pem', encoding } = input;
      if (data instanceof KeyObject || subtle().stateOf(data) !== undefined) return readKey(data, type);
      if (format === 'jwk') key = readJwk(data, type);
      else if (format === 'pem') key = readPem(typeof data === 'string' ? data : Buffer.from(data).toString('latin1'), type);
      else {
        const der = bytesOf(data, 'key.key', encoding);
        if (input.type === 'pkcs1') key = readPem(host.toPem(type === 'private' ? 'RSA PRIVATE KEY' : 'RSA PUBLIC KEY', der), type);
        else if (input.type === 'sec1') key = readPem(host.toPem('EC PRIVATE KEY', der), type);
        else key = readDer(der, input.type === 'spki' ? 'public' : input.type === 'pkcs8' ? 'private' : type);
      }
    } else {
      throw errors.invalidArgType('key', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey'], input);
    }
    return key.type === type ? key : readKey(key, type);
  }

  function createSecretKey(key, encoding) {
    return wrap('secret', web.secret(bytesOf(key, 'key', encoding)));
  }

  // Signatures

  function scheme(key, options) {
    switch (key.asymmetricKeyType) {
      case 'rsa': return options?.padding === 6 ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
      case 'ec': return options?.dsaEncoding === 'ieee-p1363' ? 'ECDSA' : 'ECDSA-DER';
      case 'ed25519': return 'Ed25519';
    }
    throw errors.notImplemented(`signing with a key of type ${key.asymmetricKeyType}`);
  }

  const SIZES = { MD5: 16, 'SHA-1': 20, 'SHA-224': 28, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

  function saltLength(key, hash, options, signing) {
    if (key.asymmetricKeyType !== 'rsa' || options?.padding !== 6) return 0;
    const salt = options.saltLength ?? -2;
    if (salt === -1) return SIZES[hash];
    if (salt >= 0) return salt;
    return signing ? Math.ceil(formats.modulusLength(handleOf(key)) / 8) - SIZES[hash] - 2 : SIZES[hash];
  }

  function signOnce(algorithm, data, key, callback) {
    if (callback !== undefined) return later(() => signOnce(algorithm, data, key), callback);
    const hash = algorithm == null ? '' : hashName(algorithm);
    const secret = readKey(key, 'private');
    const bytes = bytesOf(data, 'data');
    return Buffer.from(web.sign(scheme(secret, key), hash, saltLength(secret, hash, key, true), handleOf(secret), bytes));
  }

  function verifyOnce(algorithm, data, key, signature, callback) {
    if (callback !== undefined) return later(() => verifyOnce(algorithm, data, key, signature), callback);
    const hash = algorithm == null ? '' : hashName(algorithm);
    const open = readKey(key, 'public');
    return web.verify(scheme(open, key), hash, saltLength(open, hash, key, false), handleOf(open), bytesOf(signature, 'signature'), bytesOf(data, 'data'));
  }

  class SignBase {
    chunks = [];

    constructor(algorithm) {
      errors.validateString(algorithm, 'algorithm');
      if (host.hashName(algorithm) === null) throw errors.withCode(Error, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
      Object.defineProperty(this, 'chunks', { value: [], enumerable: false });
      Object.defineProperty(this, 'algorithm', { value: algorithm, enumerable: false });
    }

    update(data, encoding) {
      this.chunks.push(Buffer.from(bytesOf(data, 'data', encoding)));
      return this;
    }

    write(data, encoding) {
      this.update(data, encoding);
      return true;
    }

    end(data, encoding) {
      if (data !== undefined) this.update(data, encoding);
      return this;
    }
  }

  class Sign extends SignBase {
    sign(key, encoding) {
      return output(signOnce(this.algorithm, Buffer.concat(this.chunks), key), encoding);
    }
  }

  class Verify extends SignBase {
    verify(key, signature, encoding) {
      return verifyOnce(this.algorithm, Buffer.concat(this.chunks), key, typeof signature === 'string' ? Buffer.from(signature, encoding) : signature);
    }
  }

  function generateKeyPairSync(type, options = {}) {
    let handle;
    switch (type) {
      case 'ec': {
        const name = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }[options.namedCurve] ?? options.namedCurve;
        if (!['P-256', 'P-384', 'P-521'].includes(name)) throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
        handle = formats.generateElliptic(name);
        break;
      }
      case 'ed25519': handle = formats.generateEdwards('Ed25519'); break;
      case 'x25519': handle = formats.generateEdwards('X25519'); break;
      case 'rsa':
        errors.validateInteger(options.modulusLength, 'options.modulusLength', 512, 16384);
        handle = formats.generateRsaNow(options.modulusLength, options.publicExponent ?? 65537);
        break;
      default: throw errors.invalidArgValue('type', type, 'must be a supported key type');
    }
    return encodePair(handle, type, options);
  }

  function encodePair(handle, type, options) {
    const publicKey = wrap('public', formats.publicHalf(handle), type);
    const privateKey = wrap('private', handle, type);
    return {
      publicKey: options.publicKeyEncoding ? publicKey.export(options.publicKeyEncoding) : publicKey,
      privateKey: options.privateKeyEncoding ? privateKey.export(options.privateKeyEncoding) : privateKey,
    };
  }

  function generateKeyPair(type, options, callback) {
    if (typeof options === 'function') [callback, options] = [options, {}];
    errors.validateFunction(callback, 'callback');
    const pair = generateKeyPairSync(type, options);
    queueMicrotask(() => callback(null, pair.publicKey, pair.privateKey));
  }
  generateKeyPair[Symbol.for('nodejs.util.promisify.customArgs')] = ['publicKey', 'privateKey'];

  function generateKeySync(type, { length } = {}) {
    if (type !== 'hmac' && type !== 'aes') throw errors.invalidArgValue('type', type, 'must be a supported key type');
    if (type === 'aes' && ![128, 192, 256].includes(length)) throw errors.invalidArgValue('options.length', length, 'must be one of: 128, 192, 256');
    errors.validateInteger(length, 'options.length', 8, 2147483647);
    return wrap('secret', web.randomSecret(length - (length % 8)));
  }

  function crypt(encrypt, key, data) {
    const padding = key?.padding ?? 4;
    if (padding !== 4) throw errors.notImplemented('RSA encryption without OAEP padding');
    const hash = hashName(key?.oaepHash ?? 'sha1');
    const object = readKey(key, encrypt ? 'public' : 'private');
    return Buffer.from(web.rsaOaep(encrypt, hash, key?.oaepLabel ?? null, handleOf(object), bytesOf(data, 'buffer')));
  }

  function diffieHellman({ privateKey, publicKey }) {
    const own = readKey(privateKey, 'private');
    const other = readKey(publicKey, 'public');
    return Buffer.from(web.agree(own.asymmetricKeyType === 'x25519' ? 'X25519' : 'ECDH', handleOf(own), handleOf(other)));
  }

  // Primes

  /** A BigInt that is not negative, or bytes, as bytes. */
  function unsigned(value, name) {
    if (typeof value === 'bigint') {
      if (value < 0n) throw errors.outOfRange(name, '>= 0', value);
      const hex = value.toString(16);
      return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
    }
    if (!isView(value)) throw errors.invalidArgType(name, ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], value);
    return value;
  }

  const INT32 = 2 ** 31 - 1;

  /** Checks what a prime is to be like; the work is done when the result is called. */
  function primeJob(size, options) {
    errors.validateInteger(size, 'size', 1, INT32);
    if (options === null || typeof options !== 'object' || Array.isArray(options)) throw errors.invalidArgType('options', 'Object', options);
    const { safe = false, bigint = false, add, rem } = options;
    errors.validateBoolean(safe, 'options.safe');
    errors.validateBoolean(bigint, 'options.bigint');
    const modulus = add === undefined ? null : unsigned(add, 'options.add');
    const rest = rem === undefined ? null : unsigned(rem, 'options.rem');
    return () => {
      const prime = host.prime(size, safe, modulus, rest);
      return bigint ? BigInt(`0x${Buffer.from(prime).toString('hex')}`) : prime;
    };
  }

  function generatePrime(size, options, callback) {
    if (typeof options === 'function') [callback, options] = [options, {}];
    const job = primeJob(size, options);
    errors.validateFunction(callback, 'callback');
    later(job, callback);
  }

  function checkJob(candidate, options) {
    const bytes = unsigned(candidate, 'candidate');
    errors.validateObject(options, 'options');
    const { checks = 0 } = options;
    errors.validateInteger(checks, 'options.checks', 0, INT32);
    return () => host.isPrime(bytes, checks);
  }

  function checkPrime(candidate, options, callback) {
    if (typeof options === 'function') [callback, options] = [options, {}];
    const job = checkJob(candidate, options ?? {});
    errors.validateFunction(callback, 'callback');
    later(job, callback);
  }

  class ECDH {
    #curve;
    #key = null;

    constructor(curve) {
      errors.validateString(curve, 'curve');
      this.#curve = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }[curve];
      if (this.#curve === undefined) throw errors.withCode(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
    }

    generateKeys(encoding, format) {
      this.#key = formats.generateElliptic(this.#curve);
      return this.getPublicKey(encoding, format);
    }

    getPublicKey(encoding, format = 'uncompressed') {
      const raw = Buffer.from(formats.raw(this.#key));
      if (format !== 'compressed') return output(raw, encoding);
      const half = (raw.length - 1) / 2;
      return output(Buffer.concat([Buffer.from([2 + (raw.at(-1) & 1)]), raw.subarray(1, 1 + half)]), encoding);
    }

    getPrivateKey(encoding) {
      return output(Buffer.from(formats.numbers(this.#key)[2], 'base64url'), encoding);
    }

    setPrivateKey(key, encoding) {
      this.#key = formats.fromScalar(this.#curve, bytesOf(key, 'key', encoding));
      return this;
    }

    computeSecret(other, inputEncoding, outputEncoding) {
      const peer = formats.fromRawElliptic(this.#curve, bytesOf(other, 'otherPublicKey', inputEncoding));
      return output(web.agree('ECDH', this.#key, peer), outputEncoding);
    }
  }

  const HASHES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'RSA-MD5', 'RSA-SHA1', 'RSA-SHA224', 'RSA-SHA256', 'RSA-SHA384', 'RSA-SHA512'];
  const CIPHERS = ['cbc', 'ctr', 'ecb', 'gcm', 'ofb'].flatMap((mode) => [128, 192, 256].map((size) => `aes-${size}-${mode}`)).concat('des-ede3-cbc');

  return lib('node/modules').refusing('crypto', {
    get constants() {
      return lib('node/crypto-constants');
    },
    get CryptoKey() {
      return globalThis.CryptoKey;
    },
    get webcrypto() {
      return globalThis.crypto;
    },
    get subtle() {
      return subtle().subtle;
    },
    getRandomValues: (view) => globalThis.crypto.getRandomValues(view),
    randomUUID() {
      realm.needHandler();
      return web.uuid();
    },
    Hash: callable(Hash),
    Hmac: callable(Hmac),
    Cipheriv: callable(Cipheriv),
    Decipheriv: callable(Decipheriv),
    Sign: callable(Sign),
    Verify: callable(Verify),
    ECDH: callable(ECDH),
    KeyObject,
    SecretKeyObject,
    PublicKeyObject,
    PrivateKeyObject,
    createHash: (algorithm, options) => new Hash(algorithm, options),
    createHmac: (algorithm, key, options) => new Hmac(algorithm, key, options),
    createCipheriv: (name, key, iv, options) => new Cipheriv(name, key, iv, options),
    createDecipheriv: (name, key, iv, options) => new Decipheriv(name, key, iv, options),
    createSign: (algorithm) => new Sign(algorithm),
    createVerify: (algorithm) => new Verify(algorithm),
    createECDH: (curve) => new ECDH(curve),
    createSecretKey,
    createPublicKey: (key) => readKey(key, 'public'),
    createPrivateKey: (key) => readKey(key, 'private'),
    sign: signOnce,
    verify: verifyOnce,
    generatePrime,
    generatePrimeSync: (size, options = {}) => primeJob(size, options)(),
    checkPrime,
    checkPrimeSync: (candidate, options = {}) => checkJob(candidate, options)(),
    hash(algorithm, data, encoding = 'hex') {
      errors.validateString(algorithm, 'algorithm');
      bytesOf(data, 'input');
      errors.validateString(encoding, 'outputEncoding');
      return new Hash(algorithm).update(data).digest(encoding);
    },
    randomBytes,
    pseudoRandomBytes: randomBytes,
    prng: randomBytes,
    rng: randomBytes,
    randomFill,
    randomFillSync,
    randomInt,
    pbkdf2Sync,
    pbkdf2: asynchronous(pbkdf2Sync),
    hkdfSync,
    hkdf: asynchronous(hkdfSync),
    scryptSync,
    scrypt(password, salt, length, options, callback) {
      if (callback === undefined) [callback, options] = [options, {}];
      errors.validateFunction(callback, 'callback');
      const result = scryptSync(password, salt, length, options);
      queueMicrotask(() => callback(null, result));
    },
    timingSafeEqual(left, right) {
      for (const [name, value] of [['buf1', left], ['buf2', right]]) {
        if (!isView(value)) throw errors.invalidArgType(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
      }
      if (left.byteLength !== right.byteLength) throw new TypeError('Input buffers must have the same byte length.');
      return web.equal(left, right);
    },
    generateKeyPair,
    generateKeyPairSync,
    generateKeySync,
    generateKey(type, options, callback) {
      errors.validateFunction(callback, 'callback');
      later(() => generateKeySync(type, options), callback);
    },
    publicEncrypt: (key, data) => crypt(true, key, data),
    privateDecrypt: (key, data) => crypt(false, key, data),
    diffieHellman,
    getCiphers: () => [...CIPHERS],
    getCipherInfo,
    getCurves: () => ['prime256v1', 'secp384r1', 'secp521r1'],
    getHashes: () => [...HASHES],
    getFips: () => 0,
    fips: false,
    setFips() {},
    setEngine() {},
    secureHeapUsed: () => ({ total: 0, used: 0, utilization: 0, min: 0 }),
  });
})
