// SubtleCrypto: names, checks and error texts as workerd has them; the work is done in Java.
(function perdurePart(host, lib, realm) {
  'use strict';
  const formats = host.formats();
  const MAKE = Symbol();
  const USAGES = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];
  const PRIVATE = ['decrypt', 'sign', 'deriveKey', 'deriveBits', 'unwrapKey'];
  const PUBLIC = ['encrypt', 'verify', 'wrapKey'];
  const SIGN = ['sign', 'verify'];
  const DERIVE = ['deriveKey', 'deriveBits'];
  const CIPHER = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
  const HASHES = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'MD5'];
  const CURVES = ['P-256', 'P-384', 'P-521'];
  const DERIVABLE = ['AES-CTR', 'AES-CBC', 'AES-GCM', 'AES-KW', 'HMAC', 'HKDF', 'PBKDF2'];
  const JWK_ORDER = ['kty', 'use', 'key_ops', 'alg', 'ext', 'crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
  const HASH_BYTES = { 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64, MD5: 16 };

  const fail = (name, message) => {
    throw realm.domError(message, name);
  };
  const operation = (message) => fail('OperationError', message);
  const data = (message) => fail('DataError', message);
  const access = (message) => fail('InvalidAccessError', message);
  const unsupported = (message) => fail('NotSupportedError', message);
  const type = (message) => {
    throw new TypeError(message);
  };

  let stateOf;

  class CryptoKey {
    #state;

    constructor(make, state) {
      if (make !== MAKE) type('Illegal constructor');
      this.#state = state;
    }

    get type() {
      return this.#state.type;
    }

    get extractable() {
      return this.#state.extractable;
    }

    get algorithm() {
      return this.#state.algorithm;
    }

    get usages() {
      return this.#state.usages;
    }

    static {
      stateOf = (key) => (key !== null && typeof key === 'object' && #state in key ? key.#state : undefined);
    }
  }

  function makeKey(keyType, handle, algorithm, extractable, usages) {
    return new CryptoKey(MAKE, { type: keyType, handle, algorithm, extractable, usages: USAGES.filter((usage) => usages.includes(usage)) });
  }

  const isBuffer = (value) => ArrayBuffer.isView(value) || lib('inspect').types.isAnyArrayBuffer(value);

  function buffer(value, method, position) {
    if (!ArrayBuffer.isView(value) && !isBuffer(value)) {
      type(`Failed to execute '${method}' on 'SubtleCrypto': parameter ${position} is not of type 'BufferSource'.`);
    }
    return value;
  }

  function key(value, method, position) {
    return stateOf(value) ?? type(`Failed to execute '${method}' on 'SubtleCrypto': parameter ${position} is not of type 'CryptoKey'.`);
  }

  function algorithmOf(value, method, position) {
    if (typeof value === 'string') return { name: value };
    if (value === null || typeof value !== 'object') {
      type(`Failed to execute '${method}' on 'SubtleCrypto': parameter ${position} is not of type 'Algorithm'.`);
    }
    return value.name === undefined ? { ...value, name: 'undefined' } : value;
  }

  const same = (left, right) => left.toLowerCase() === right.toLowerCase();

  function digestName(algorithm) {
    const name = String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm);
    return HASHES.find((hash) => same(hash, name)) ?? unsupported('Unrecognized or unimplemented digest algorithm requested.');
  }

  function hashOf(algorithm, dictionary = 'algorithm') {
    return digestName(algorithm.hash ?? type(`Missing field "hash" in "${dictionary}".`));
  }

  function validUsages(name, context, actual, allowed) {
    for (const usage of actual) {
      if (!allowed.includes(usage)) {
        fail('SyntaxError', `Attempt to ${context} ${name} key with invalid usage "${usage}".`);
      }
    }
    return actual;
  }

  function checkOperation(state, requested, usage) {
    if (!same(requested, state.algorithm.name)) {
      access(`Requested algorithm "${requested}" does not match this CryptoKey's algorithm "${state.algorithm.name}".`);
    }
    if (!state.usages.includes(usage)) access(`Requested key usage "${usage}" does not match any usage listed in this CryptoKey.`);
  }

  function field(algorithm, name, dictionary = 'algorithm') {
    return algorithm[name] ?? type(`Missing field "${name}" in "${dictionary}".`);
  }

  const copied = (value) => (ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice() : new Uint8Array(value.slice(0)));

  function bignum(text, message, name = 'DataError') {
    const bytes = typeof text === 'string' ? host.fromBase64Url(text) : null;
    return bytes ?? fail(name, message);
  }

  // Symmetric keys

  const aes = {
    generate(name, algorithm, extractable, usages) {
      validUsages(name, 'generate', usages, name === 'AES-KW' ? ['wrapKey', 'unwrapKey'] : CIPHER);
      const length = Math.trunc(Number(field(algorithm, 'length')));
      if (![128, 192, 256].includes(length)) operation(`Generated AES key length must be 128, 192, or 256 bits but requested ${length}.`);
      return makeKey('secret', host.randomSecret(length), { name, length }, extractable, usages);
    },

    import(name, format, keyData, algorithm, extractable, usages) {
      validUsages(name, 'import secret', usages, name === 'AES-KW' ? ['wrapKey', 'unwrapKey'] : CIPHER);
      let bytes;
      if (format === 'raw') {
        bytes = keyData;
      } else if (format === 'jwk') {
        if (keyData.kty !== 'oct') {
          data(`Symmetric "jwk" key import requires a JSON Web Key with Key Type parameter "kty" equal to "oct" (encountered "${keyData.kty}").`);
        }
        bytes = bignum(keyData.k, 'Symmetric "jwk" key import requires a base64Url encoding of the key.');
      } else {
        unsupported(`Unrecognized key import format "${format}".`);
      }
      const length = bytes.byteLength * 8;
      if (![128, 192, 256].includes(length)) data(`Imported AES key length must be 128, 192, or 256 bits but provided ${length}.`);
      if (format === 'jwk') checkSymmetricJwk(keyData, `A${length}${name.slice(4)}`, extractable, usages);
      return makeKey('secret', host.secret(bytes), { name, length }, extractable, usages);
    },

    export(state, format) {
      const { name, length } = state.algorithm;
      if (format === 'raw') return host.secretBytes(state.handle);
      if (format !== 'jwk') unsupported(`${name} key only supports exporting "raw" & "jwk", not "${format}".`);
      return jwk({ kty: 'oct', k: host.secretText(state.handle), alg: `A${length}${name.slice(4)}`, key_ops: [...state.usages], ext: true });
    },

    cipher(encrypt, state, algorithm, bytes) {
      switch (state.algorithm.name) {
        case 'AES-CBC': {
          const iv = field(algorithm, 'iv');
          if (iv.byteLength !== 16) {
            operation(`AES-CBC IV must be 16 bytes long (provided ${iv.byteLength}${encrypt ? ' bytes' : ''}).`);
          }
          return host.aesCbc(encrypt, state.handle, iv, bytes);
        }
        case 'AES-CTR': {
          const counter = algorithm.counter ?? type('Missing "counter" member in "algorithm".');
          if (counter.byteLength !== 16) operation(`Counter must have length of 16 bytes (provided ${counter.byteLength}).`);
          const length = Math.trunc(Number(algorithm.length ?? type('Missing "length" member in "algorithm".')));
          if (!(length > 0 && length <= 128)) operation(`Invalid counter of ${length} bits length provided.`);
          return host.aesCtr(state.handle, counter, length, bytes);
        }
        case 'AES-GCM': {
          const iv = field(algorithm, 'iv');
          if (iv.byteLength === 0) operation('AES-GCM IV must not be empty.');
          const tag = Math.trunc(Number(algorithm.tagLength ?? 128));
          if (![32, 64, 96, 104, 112, 120, 128].includes(tag)) operation(`Invalid AES-GCM tag length ${tag}.`);
          if (!encrypt && bytes.byteLength < tag / 8) {
            operation(`Ciphertext length of ${bytes.byteLength * 8} bits must be greater than or equal to the size of the AES-GCM tag length of ${tag} bits.`);
          }
          return host.aesGcm(encrypt, state.handle, iv, bytes, algorithm.additionalData ?? null, tag / 8);
        }
      }
      return unsupported(`The ${encrypt ? 'encrypt' : 'decrypt'} operation is not implemented for "${state.algorithm.name}".`);
    },
  };

  function checkSymmetricJwk(keyData, alg, extractable, usages) {
    if (keyData.alg !== undefined && keyData.alg !== alg) {
      data(`Symmetric "jwk" key contains invalid "alg" value "${keyData.alg}", expected "${alg}".`);
    }
    if (usages.length > 0 && keyData.use !== undefined && keyData.use !== 'enc') {
      data(`Symmetric "jwk" key must have a "use" of "enc", not "${keyData.use}".`);
    }
    if (keyData.key_ops !== undefined) {
      const operations = Array.from(keyData.key_ops, String);
      const twice = operations.find((value, i) => operations.indexOf(value) !== i);
      if (twice !== undefined) data(`Symmetric "jwk" key contains duplicate value "${twice}", in "key_op".`);
      for (const usage of usages) {
        if (!operations.includes(usage)) data(`"jwk" key missing usage "${usage}", in "key_ops".`);
      }
    }
    if (keyData.ext === false && extractable) {
      data('"jwk" key has value "false", for "ext" that is incompatible with import extractability value "true".');
    }
  }

  const hmac = {
    generate(name, algorithm, extractable, usages) {
      const hash = hashOf(algorithm);
      validUsages(name, 'generate', usages, SIGN);
      const length = Math.trunc(Number(algorithm.length ?? host.blockSize(hash) * 8));
      if (!(length > 0)) operation(`HMAC key length must be a non-zero unsigned long integer (requested ${length}).`);
      return makeKey('secret', trimmed(new Uint8Array(host.random(Math.ceil(length / 8))), length), { name, hash: { name: hash }, length }, extractable, usages);
    },

    import(name, format, keyData, algorithm, extractable, usages) {
      validUsages(name, 'import secret', usages, SIGN);
      const requested = field(algorithm, 'hash');
      const asked = String(typeof requested === 'object' ? requested.name : requested);
      let bytes;
      if (format === 'raw') {
        bytes = keyData;
      } else if (format === 'jwk') {
        if (keyData.kty !== 'oct') {
          data(`HMAC "jwk" key import requires a JSON Web Key with Key Type parameter ("kty") equal to "oct" (encountered "${keyData.kty}").`);
        }
        bytes = new Uint8Array(bignum(keyData.k, 'HMAC "jwk" key import requires a base64Url encoding of the key'));
        if (keyData.alg !== undefined) {
          if (!asked.startsWith('SHA-')) unsupported('Unrecognized or unimplemented hash algorithm requested');
          const expected = `HS${asked.slice(4)}`;
          if (keyData.alg !== expected) {
            data(`HMAC "jwk" key import specifies "alg" that is incompatible with the hash name (encountered "${keyData.alg}", expected "${expected}").`);
          }
        }
      } else {
        unsupported(`Unrecognized key import format "${format}".`);
      }
      const size = bytes.byteLength * 8;
      const length = Math.trunc(Number(algorithm.length ?? size));
      if (length === 0 || length > size || length <= size - 8) {
        data(`Imported HMAC key length (${length}) must be a non-zero value up to 7 bits less than, and no greater than, the bit length of the raw key data (${size}).`);
      }
      return makeKey('secret', trimmed(bytes, length), { name, hash: { name: digestName(asked) }, length }, extractable, usages);
    },

    export(state, format) {
      if (format === 'raw') return host.secretBytes(state.handle);
      if (format !== 'jwk') unsupported(`Unimplemented key export format "${format}".`);
      const hash = state.algorithm.hash.name;
      if (!hash.startsWith('SHA-')) unsupported(`Unimplemented JWK key export format for key algorithm "${hash}".`);
      return jwk({ kty: 'oct', k: host.secretText(state.handle), alg: `HS${hash.slice(4)}`, key_ops: [...state.usages], ext: true });
    },

    sign: (state, algorithm, bytes) => host.hmac(state.algorithm.hash.name, state.handle, bytes),
    verify: (state, algorithm, signature, bytes) => host.hmacEquals(state.algorithm.hash.name, state.handle, signature, bytes),
  };

  function trimmed(bytes, length) {
    const unused = bytes.byteLength * 8 - length;
    if (unused > 0) bytes[bytes.length - 1] &= 0xff << unused;
    return host.secret(bytes);
  }

  const password = {
    import(name, format, keyData, algorithm, extractable, usages) {
      validUsages(name, 'import secret', usages, DERIVE);
      if (extractable) fail('SyntaxError', `${name} key cannot be extractable.`);
      if (format !== 'raw') unsupported(`${name} key must be imported in "raw" format (requested "${format}"${name === 'HKDF' ? ')' : ').'}`);
      return makeKey('secret', host.secret(keyData), { name }, extractable, usages);
    },

    export: (state) => unsupported(`Unrecognized or unsupported export of "${state.algorithm.name}" requested.`),

    derive(state, algorithm, length) {
      const { name } = state.algorithm;
      const hash = hashOf(algorithm);
      const salt = field(algorithm, 'salt');
      if (name === 'HKDF') {
        const info = field(algorithm, 'info');
        if (length === null) operation('HKDF cannot derive a key with null length.');
        if (length % 8 !== 0) operation(`HKDF requires a derived key length that is a multiple of eight (requested ${length}).`);
        if (length / 8 > 255 * HASH_BYTES[hash]) operation('HKDF deriveBits failed.');
        return host.hkdf(hash, state.handle, salt, info, length / 8);
      }
      const iterations = Math.trunc(Number(field(algorithm, 'iterations')));
      if (length === null) operation('PBKDF2 cannot derive a key with null length.');
      if (length % 8 !== 0) operation(`PBKDF2 requires a derived key length that is a multiple of eight (requested ${length}).`);
      if (!(iterations > 0)) operation(`PBKDF2 requires a positive iteration count (requested ${iterations}).`);
      if (length / 8 > 255 * HASH_BYTES[hash]) operation('Pbkdf2 failed: derived key length exceeds maximum for this hash');
      const result = host.pbkdf2(hash, state.handle, salt, iterations, length / 8);
      return result instanceof ArrayBuffer ? result : realm.wait(result);
    },
  };

  // Pairs of keys

  function jwk(members) {
    const result = {};
    for (const name of JWK_ORDER) result[name] = members[name];
    return result;
  }

  function checkPairJwk(name, keyData, extractable, usages) {
    const [use, first, second] = name === 'RSA-OAEP' ? ['enc', 'encrypt', 'wrapKey']
      : name === 'ECDH' || name === 'X25519' ? ['enc', 'unused', 'unused'] : ['sig', 'sign', 'verify'];
    if (usages.length > 0 && keyData.use !== undefined && keyData.use !== use) {
      data(`Asymmetric "jwk" key import with usages requires a JSON Web Key with Public Key Use parameter "use" ("${keyData.use}") equal to "sig".`);
    }
    if (keyData.key_ops !== undefined) {
      const operations = Array.from(keyData.key_ops, String).sort();
      if (new Set(operations).size !== operations.length) {
        data(`A JSON Web Key's Key Operations parameter ("key_ops") must not contain duplicates.`);
      }
      if (keyData.use !== undefined) {
        if (keyData.use !== use) {
          data(`Asymmetric "jwk" import requires a JSON Web Key with Public Key Use "use" ("${keyData.use}") equal to "${use}".`);
        }
        const start = 'A JSON Web Key should have either a Public Key Use parameter ("use") or a Key Operations parameter ("key_ops"); otherwise, the parameters must be consistent with each other. ';
        for (const value of operations) {
          if (first === 'unused') {
            data(`${start}For public ${name} keys, there are no valid usages,so keys with a non-empty "key_ops" parameter are not allowed.`);
          }
          if (value !== first && value !== second) {
            data(`${start}A Public Key Use for ${name} would allow a Key Operations array with only "${first}" and/or "${second}" values (not "${value}").`);
          }
        }
      }
      for (const usage of usages) {
        if (!operations.includes(usage)) {
          data(`All specified key usages must be present in the JSON Web Key's Key Operations parameter ("key_ops").`);
        }
      }
    }
    if (keyData.ext === false && extractable) data('Cannot create an extractable CryptoKey from an unextractable JSON Web Key.');
  }

  /** Reads spki, pkcs8 and jwk; gives the type of the key, its handle and its usages. */
  function importPair(name, family, format, keyData, extractable, usages, allowed, readJwk) {
    const forPublic = name === 'ECDH' || name === 'X25519' ? [] : allowed.filter((usage) => PUBLIC.includes(usage));
    const forPrivate = allowed.filter((usage) => PRIVATE.includes(usage));
    if (format === 'jwk') {
      if (keyData.d !== undefined) {
        if (keyData.oth !== undefined) unsupported('Multi-prime private keys not supported.');
        validUsages(name, 'import private', usages, forPrivate);
      } else {
        const lenient = (name === 'ECDH') && !realm.flag('STRICT_CRYPTO_CHECKS');
        validUsages(name, 'import public', usages, lenient ? DERIVE : forPublic);
      }
      checkPairJwk(name, keyData, extractable, usages);
      return { keyType: keyData.d !== undefined ? 'private' : 'public', handle: readJwk(keyData) };
    }
    if (format === 'spki') {
      const handle = formats.fromSpki(family, keyData) ?? data('Invalid SPKI input.');
      validUsages(name, 'import public', usages, forPublic);
      return { keyType: 'public', handle };
    }
    if (format === 'pkcs8') {
      const handle = formats.fromPkcs8(family, keyData) ?? data('Invalid PKCS8 input.');
      validUsages(name, 'import private', usages, forPrivate);
      return { keyType: 'private', handle };
    }
    return unsupported(`Unrecognized key import format "${format}".`);
  }

  function exportPair(state, format, members, raw) {
    const { handle, type: keyType, algorithm } = state;
    switch (format) {
      case 'jwk': return jwk({ ...members(formats.numbers(handle)), key_ops: [...state.usages], ext: true });
      case 'pkcs8':
        if (keyType !== 'private') access(`Asymmetric pkcs8 export requires private key (not "${keyType}").`);
        return formats.pkcs8(handle);
      case 'spki':
        if (keyType !== 'public') access(`Asymmetric spki export requires public key (not "${keyType}").`);
        return formats.spki(handle);
      case 'raw': return raw();
    }
    return access(`Cannot export "${algorithm.name}" in "${format}" format.`);
  }

  function makePair(handle, algorithm, extractable, usages, publicUsages = usages.filter((usage) => PUBLIC.includes(usage))) {
    return {
      publicKey: makeKey('public', formats.publicHalf(handle), algorithm, true, publicUsages),
      privateKey: makeKey('private', handle, { ...algorithm }, extractable, usages.filter((usage) => PRIVATE.includes(usage))),
    };
  }

  function requireKind(state, kind, message) {
    if (state.type !== kind) access(message);
  }

  const SIGNING = 'Asymmetric signing requires a private key.';
  const VERIFYING = 'Asymmetric verification requires a public key.';
  const NO_JWK_HASH = (hash) => unsupported(`JWK export not supported for hash algorithm "${hash}".`);

  const rsa = {
    async generate(name, algorithm, extractable, usages) {
      const publicExponent = field(algorithm, 'publicExponent');
      const hash = hashOf(algorithm);
      const modulusLength = Math.trunc(Number(field(algorithm, 'modulusLength')));
      if (!(modulusLength > 0)) operation(`modulusLength must be greater than zero (requested ${modulusLength}).`);
      validUsages(name, 'generate', usages, name === 'RSA-OAEP' ? CIPHER : SIGN);
      if (modulusLength % 8 !== 0 || modulusLength < 256 || modulusLength > 16384) {
        operation(`The modulus length must be a multiple of 8 and between 256 and 16k, but ${modulusLength} was requested.`);
      }
      const bytes = copied(publicExponent);
      let exponent = 0;
      for (const byte of bytes) exponent = exponent * 256 + byte;
      if (exponent >= 2 ** 32) operation('The "publicExponent" must be either 3 or 65537, but got a number larger than 2^32.');
      if (exponent !== 3 && exponent !== 65537) operation(`The "publicExponent" must be either 3 or 65537, but got ${exponent}.`);
      if (modulusLength % 128 !== 0) operation("Can't generate key: RSA key size is required to be a multiple of 128");
      const handle = await realm.wait(formats.generateRsa(modulusLength, exponent));
      return makePair(handle, { name, modulusLength, publicExponent: bytes, hash: { name: hash } }, extractable, usages);
    },

    import(name, format, keyData, algorithm, extractable, usages) {
      const hash = hashOf(algorithm);
      const { keyType, handle } = importPair(name, 'RSA', format, keyData, extractable, usages, name === 'RSA-OAEP' ? CIPHER : SIGN, (key) => {
        if (key.kty !== 'RSA') {
          data(`RSASSA-PKCS1-v1_5 "jwk" key import requires a JSON Web Key with Key Type parameter "kty" ("${key.kty}") equal to "RSA".`);
        }
        if (key.alg !== undefined) {
          const known = /^(?:RS|PS|RSA-OAEP-)(256|384|512)$/.exec(key.alg)?.[1] ?? (['RS1', 'PS1', 'RSA-OAEP'].includes(key.alg) ? '1' : undefined);
          if (known === undefined) unsupported(`Unrecognized or unimplemented algorithm "${key.alg}" listed in JSON Web Key Algorithm parameter.`);
          if (hash !== `SHA-${known}`) data(`JSON Web Key Algorithm parameter "alg" ("${key.alg}") does not match requested hash algorithm "${key.alg}".`);
        }
        return rsaNumbers(key);
      });
      const modulusLength = formats.modulusLength(handle);
      const publicExponent = new Uint8Array(formats.publicExponent(handle));
      return makeKey(keyType, handle, { name, modulusLength, publicExponent, hash: { name: hash } }, extractable, usages);
    },

    export(state, format) {
      const { name, hash: { name: hash } } = state.algorithm;
      return exportPair(state, format, ([n, e, d, p, q, dp, dq, qi]) => {
        if (!hash.startsWith('SHA')) NO_JWK_HASH(hash);
        const size = hash.slice(4);
        const alg = name === 'RSA-OAEP' ? (size === '1' ? 'RSA-OAEP' : `RSA-OAEP-${size}`) : `${name === 'RSA-PSS' ? 'PS' : 'RS'}${size}`;
        return state.type === 'private' ? { kty: 'RSA', alg, n, e, d, p, q, dp, dq, qi } : { kty: 'RSA', alg, n, e };
      }, () => access(`Cannot export "${name}" in "raw" format.`));
    },

    sign(state, algorithm, bytes) {
      const { name, hash: { name: hash }, modulusLength } = state.algorithm;
      if (name === 'RSA-OAEP') unsupported(`The sign and verify operations are not implemented for "${name}".`);
      requireKind(state, 'private', SIGNING);
      const size = Math.ceil(modulusLength / 8);
      if (name === 'RSASSA-PKCS1-v1_5') {
        const least = HASH_BYTES[hash] + 32;
        if (least > size) operation(`key too small for signing with given digest, need at least ${8 * least}bits.`);
        return host.sign(name, hash, 0, state.handle, bytes);
      }
      const salt = saltOf(algorithm, 'DataError');
      if (HASH_BYTES[hash] + 2 > size) operation('key too small for signing with given digest');
      if (salt > size - HASH_BYTES[hash] - 2) operation('key too small for signing with given digest and salt length');
      return host.sign(name, hash, salt, state.handle, bytes);
    },

    verify(state, algorithm, signature, bytes) {
      const { name, hash: { name: hash } } = state.algorithm;
      if (name === 'RSA-OAEP') unsupported(`The sign and verify operations are not implemented for "${name}".`);
      requireKind(state, 'public', VERIFYING);
      return host.verify(name, hash, name === 'RSA-PSS' ? saltOf(algorithm, 'TypeError') : 0, state.handle, signature, bytes);
    },

    cipher(encrypt, state, algorithm, bytes) {
      const { name, hash } = state.algorithm;
      if (name !== 'RSA-OAEP') unsupported(`The ${encrypt ? 'encrypt' : 'decrypt'} operation is not implemented for "${name}".`);
      if (encrypt) requireKind(state, 'public', `Encryption/key wrapping only works with public keys, not "${state.type}".`);
      else requireKind(state, 'private', `Decryption/key unwrapping only works with private keys, not "${state.type}".`);
      return host.rsaOaep(encrypt, hash.name, algorithm.label ?? null, state.handle, bytes);
    },
  };

  function saltOf(algorithm, kind) {
    const message = 'Failed to provide salt for RSA-PSS key operation which requires a salt';
    if (algorithm.saltLength === undefined) (kind === 'TypeError' ? type(message) : data(message));
    const salt = Math.trunc(Number(algorithm.saltLength));
    if (salt < 0) data(`SaltLength for RSA-PSS must be non-negative (provided ${salt}).`);
    return salt;
  }

  function rsaNumbers(key) {
    const start = 'Invalid RSA key in JSON Web Key; ';
    const n = bignum(key.n, `${start}missing or invalid Modulus parameter ("n").`);
    const e = bignum(key.e, `${start}missing or invalid Exponent parameter ("e").`);
    if (key.d === undefined) return formats.fromRsaNumbers(n, e, null, null);
    const d = bignum(key.d, `${start}missing or invalid Private Exponent parameter ("d").`);
    const present = ['p', 'q', 'dp', 'dq', 'qi'].filter((name) => key[name] !== undefined).length;
    if (present === 0) return formats.fromRsaNumbers(n, e, d, null);
    if (present !== 5) {
      data('Invalid RSA private key in JSON Web Key; if one Prime Factor or CRT Exponent/Coefficient parameter is present, then they must all be present ("p", "q", "dp", "dq", "qi").');
    }
    const p = bignum(key.p, `${start}invalid First Prime Factor parameter ("p").`);
    bignum(key.q, `${start}invalid Second Prime Factor parameter ("q").`);
    bignum(key.dp, `${start}invalid First Factor CRT Exponent parameter ("dp").`);
    bignum(key.dq, `${start}invalid Second Factor CRT Exponent parameter ("dq").`);
    bignum(key.qi, `${start}invalid First CRT Coefficient parameter ("qi").`);
    return formats.fromRsaNumbers(n, e, d, p);
  }

  function curveOf(algorithm) {
    const name = String(field(algorithm, 'namedCurve'));
    return CURVES.find((curve) => same(curve, name)) ?? unsupported(`Unrecognized or unimplemented EC curve "${name}" requested.`);
  }

  const elliptic = {
    generate(name, algorithm, extractable, usages) {
      validUsages(name, 'generate', usages, name === 'ECDSA' ? SIGN : DERIVE);
      const namedCurve = curveOf(algorithm);
      return makePair(formats.generateElliptic(namedCurve), { name, namedCurve }, extractable, usages);
    },

    import(name, format, keyData, algorithm, extractable, usages) {
      const namedCurve = curveOf(algorithm);
      let keyType = 'public';
      let handle;
      if (format === 'raw') {
        validUsages(name, 'import public', usages, name === 'ECDSA' ? ['verify'] : realm.flag('STRICT_CRYPTO_CHECKS') ? [] : DERIVE);
        handle = formats.fromRawElliptic(namedCurve, keyData);
      } else {
        ({ keyType, handle } = importPair(name, 'EC', format, keyData, extractable, usages, name === 'ECDSA' ? SIGN : DERIVE,
          (key) => pointOf(name, namedCurve, key)));
      }
      if (formats.curve(handle) !== namedCurve) {
        data(`"algorithm.namedCurve" "${algorithm.namedCurve}"${name === 'ECDH' ? ',' : ''} does not match the curve specified by the input key data.`);
      }
      return makeKey(keyType, handle, { name, namedCurve }, extractable, usages);
    },

    export(state, format) {
      const { namedCurve } = state.algorithm;
      return exportPair(state, format, ([x, y, d]) => (state.type === 'private' ? { kty: 'EC', crv: namedCurve, x, y, d } : { kty: 'EC', crv: namedCurve, x, y }), () => {
        requireKind(state, 'public', 'Raw export of elliptic curve keys is only allowed for public keys.');
        return formats.raw(state.handle);
      });
    },

    sign(state, algorithm, bytes) {
      requireKind(state, 'private', SIGNING);
      return host.sign('ECDSA', ecdsaHash(state, algorithm), 0, state.handle, bytes);
    },

    verify(state, algorithm, signature, bytes) {
      requireKind(state, 'public', VERIFYING);
      return host.verify('ECDSA', ecdsaHash(state, algorithm), 0, state.handle, signature, bytes);
    },

    derive(state, algorithm, length) {
      if (state.algorithm.name !== 'ECDH') unsupported(`The deriveBits operation is not implemented for "${state.algorithm.name}".`);
      const peer = peerOf(state, algorithm);
      const { namedCurve } = state.algorithm;
      if (peer.algorithm.namedCurve !== namedCurve) {
        access(`Private key for derivation is using curve "${namedCurve}" while public key is using "${peer.algorithm.namedCurve}".`);
      }
      return masked(host.agree('ECDH', state.handle, peer.handle), length);
    },
  };

  function ecdsaHash(state, algorithm) {
    if (state.algorithm.name !== 'ECDSA') unsupported(`The sign and verify operations are not implemented for "${state.algorithm.name}".`);
    return digestName(algorithm.hash ?? type('Missing "hash" in AlgorithmIdentifier. (ECDSA requires that the hash algorithm be specified at call time rather than on the key. This differs from other WebCrypto algorithms for historical reasons.)'));
  }

  function pointOf(name, namedCurve, key) {
    if (key.kty !== 'EC') {
      data(`Elliptic curve "jwk" key import requires a JSON Web Key with Key Type parameter "kty" ("${key.kty}") equal to "EC".`);
    }
    if (name === 'ECDSA' && key.alg !== undefined) {
      const curve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[key.alg]
        ?? unsupported(`Unrecognized or unimplemented algorithm "${key.alg}" listed in JSON Web Key Algorithm parameter.`);
      if (curve !== namedCurve) data(`JSON Web Key Algorithm parameter "alg" ("${key.alg}") does not match requested curve.`);
    }
    const x = bignum(key.x, 'Invalid EC key in JSON Web Key; missing "x".');
    const y = bignum(key.y, 'Invalid EC key in JSON Web Key; missing "y".');
    const d = key.d === undefined ? null
      : bignum(key.d, 'Invalid EC key in JSON Web Key; missing or invalid private key component ("d").');
    return formats.fromPoint(namedCurve, x, y, d);
  }

  function peerOf(state, algorithm) {
    const { name } = state.algorithm;
    requireKind(state, 'private', `The deriveBits operation is only valid for a private key, not "${state.type}".`);
    const peer = stateOf(field(algorithm, 'public', 'derivedKeyParams')) ?? type('Missing field "public" in "derivedKeyParams".');
    if (peer.type !== 'public') access(`The provided key has type "${peer.type}", not "public"`);
    const isCurve = (other) => 'namedCurve' in other;
    if (Object.keys(peer.algorithm).length !== Object.keys(state.algorithm).length || isCurve(peer.algorithm) !== isCurve(state.algorithm)) {
      access(`Base ${name} private key cannot be used to derive a key from a peer ${peer.algorithm.name} public key`);
    }
    if (peer.algorithm.name !== name) {
      access(`Private key for derivation is using "${name}" while public key is using "${peer.algorithm.name}".`);
    }
    return peer;
  }

  function masked(secret, length) {
    const size = secret.byteLength * 8;
    const bits = length ?? size;
    if (bits > size) operation(`Derived key length (${bits} bits) is too long (should be at most ${size} bits).`);
    const result = new Uint8Array(secret.slice(0, Math.ceil(bits / 8)));
    const unused = result.length * 8 - bits;
    if (unused > 0) result[result.length - 1] &= 0xff << unused;
    return result.buffer;
  }

  const edwards = {
    generate(name, algorithm, extractable, usages) {
      validUsages(name, 'generate', usages, name === 'X25519' ? DERIVE : SIGN);
      checkNodeCurve(name, algorithm);
      return makePair(formats.generateEdwards(name), edwardsAlgorithm(name), extractable, usages);
    },

    import(name, format, keyData, algorithm, extractable, usages) {
      checkNodeCurve(name, algorithm);
      const curve = name === 'X25519' ? 'X25519' : 'Ed25519';
      let keyType = 'public';
      let handle;
      if (format === 'raw') {
        validUsages(name, 'import public', usages, name === 'X25519' ? [] : ['verify']);
        if (keyData.byteLength !== 32) data(`${curve} raw keys must be exactly 32-bytes (provided ${keyData.byteLength}).`);
        handle = formats.fromRawEdwards(curve, keyData);
      } else {
        ({ keyType, handle } = importPair(name, curve, format, keyData, extractable, usages, name === 'X25519' ? DERIVE : SIGN, (key) => octetsOf(curve, key)));
      }
      return makeKey(keyType, handle, edwardsAlgorithm(name), extractable, usages);
    },

    export(state, format) {
      const { name } = state.algorithm;
      return exportPair(state, format, ([x, d]) => ({
        kty: 'OKP', crv: name === 'X25519' ? 'X25519' : 'Ed25519', x, alg: name === 'Ed25519' ? 'EdDSA' : undefined,
        d: state.type === 'private' ? d : undefined,
      }), () => {
        requireKind(state, 'public', `Raw export of ${name} keys is only allowed for public keys.`);
        return formats.raw(state.handle);
      });
    },

    sign(state, algorithm, bytes) {
      requireKind(state, 'private', SIGNING);
      if (state.algorithm.name === 'X25519') operation('Not implemented for algorithm "X25519".');
      return host.sign('Ed25519', '', 0, state.handle, bytes);
    },

    verify(state, algorithm, signature, bytes) {
      requireKind(state, 'public', VERIFYING);
      if (state.algorithm.name === 'X25519') operation('Not implemented for this algorithmX25519');
      if (signature.byteLength !== 64) operation(`Invalid ${state.algorithm.name} signature length ${signature.byteLength}`);
      return host.verify('Ed25519', '', 0, state.handle, signature, bytes);
    },

    derive(state, algorithm, length) {
      const { name } = state.algorithm;
      if (name !== 'X25519') unsupported(`The deriveBits operation is not implemented for "${name}".`);
      return masked(host.agree('X25519', state.handle, peerOf(state, algorithm).handle), length);
    },
  };

  const edwardsAlgorithm = (name) => (name === 'NODE-ED25519' ? { name, namedCurve: name } : { name });

  function checkNodeCurve(name, algorithm) {
    if (name !== 'NODE-ED25519') return;
    const curve = field(algorithm, 'namedCurve');
    if (curve !== 'NODE-ED25519') unsupported(`EDDSA curve "${curve}" isn't supported.`);
  }

  function octetsOf(curve, key) {
    if (key.kty !== 'OKP') {
      data(`${curve} "jwk" key imports requires a JSON Web Key with Key Type parameter "kty" ("${key.kty}") equal to "OKP".`);
    }
    const crv = key.crv ?? data(`Missing field "crv" for ${curve} key.`);
    if (crv !== curve) unsupported(`Only ${curve} is supported but "${crv}" was requested.`);
    if (key.alg !== undefined && curve === 'Ed25519' && key.alg !== 'EdDSA') {
      data(`JSON Web Key Algorithm parameter "alg" ("${key.alg}") does not match requested Ed25519 curve.`);
    }
    const x = bignum(key.x, `Invalid ${crv} key in JSON WebKey; missing or invalid public key component ("x").`);
    if (x.byteLength !== 32) data(`Invalid length ${x.byteLength} for public key`);
    if (key.d === undefined) return formats.fromRawEdwards(curve, x);
    const d = bignum(key.d, `Invalid ${curve} key in JSON Web Key; missing or invalid private key component ("d").`);
    if (d.byteLength !== 32) data(`Invalid length ${d.byteLength} for private key`);
    return formats.fromSeed(curve, d);
  }

  const ALGORITHMS = new Map([
    ...['AES-CTR', 'AES-CBC', 'AES-GCM', 'AES-KW'].map((name) => [name, aes]),
    ['HMAC', hmac], ['PBKDF2', password], ['HKDF', password],
    ...['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP'].map((name) => [name, rsa]),
    ['ECDSA', elliptic], ['ECDH', elliptic],
    ...['NODE-ED25519', 'Ed25519', 'X25519'].map((name) => [name, edwards]),
  ]);

  function lookup(name) {
    for (const [known, implementation] of ALGORITHMS) if (same(known, String(name))) return [known, implementation];
    return [undefined, undefined];
  }

  const implementationOf = (state) => ALGORITHMS.get(state.algorithm.name);
  const NEEDS_USAGE = 'Secret/private CryptoKeys must have at least one usage.';

  function importKeySync(format, keyData, algorithm, extractable, usages) {
    if (format === 'raw' || format === 'pkcs8' || format === 'spki') {
      if (!isBuffer(keyData)) {
        type(keyData !== null && typeof keyData === 'object'
          ? 'Import data provided for "raw", "pkcs8", or "spki" import formats must be a buffer source.'
          : "Failed to execute 'importKey' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource or JsonWebKey'.");
      }
      keyData = copied(keyData);
    } else if (format === 'jwk') {
      if (keyData === null || typeof keyData !== 'object' || isBuffer(keyData)) {
        type('Import data provided for "jwk" import format must be a JsonWebKey.');
      }
      if (keyData.ext === false && extractable) {
        data(`JWK ext field for "${algorithm.name}" is set to false but extractable is true`);
      }
    } else {
      unsupported(`Unrecognized key import format "${format}".`);
    }
    const [name, implementation] = lookup(algorithm.name);
    if (name === undefined) unsupported(`Unrecognized key import algorithm "${algorithm.name}" requested.`);
    const imported = implementation.import(name, format, keyData, algorithm, extractable, usages);
    if (imported.usages.length === 0 && imported.type !== 'public') fail('SyntaxError', NEEDS_USAGE);
    return imported;
  }

  function keyLength(algorithm) {
    const name = DERIVABLE.find((known) => same(known, String(algorithm.name)))
      ?? unsupported(`Unrecognized derived key type "${algorithm.name}" requested.`);
    if (name.startsWith('AES-')) {
      const length = Math.trunc(Number(field(algorithm, 'length', 'derivedKeyParams')));
      if (![128, 192, 256].includes(length)) operation(`Derived AES key must be 128, 192, or 256 bits in length but provided ${length}.`);
      return length;
    }
    if (name !== 'HMAC') return null;
    if (algorithm.length !== undefined) {
      const length = Math.trunc(Number(algorithm.length));
      return length > 0 ? length : type('HMAC key length must be a non-zero unsigned long integer.');
    }
    return host.blockSize(hashOf(algorithm, 'derivedKeyParams')) * 8;
  }

  function derive(state, algorithm, length) {
    const implementation = implementationOf(state);
    if (implementation.derive === undefined) {
      unsupported(`The deriveKey and deriveBits operations are not implemented for "${state.algorithm.name}".`);
    }
    return implementation.derive(state, algorithm, length);
  }

  function cipher(encrypt, state, algorithm, bytes) {
    const implementation = implementationOf(state);
    if (implementation.cipher === undefined) {
      unsupported(`The ${encrypt ? 'encrypt' : 'decrypt'} operation is not implemented for "${state.algorithm.name}".`);
    }
    return implementation.cipher(encrypt, state, algorithm, bytes);
  }

  function exportable(state) {
    if (!state.extractable) access(`Attempt to export non-extractable ${state.algorithm.name} key.`);
    return state;
  }

  class SubtleCrypto {
    #brand = true;

    constructor(make) {
      if (make !== MAKE) type('Illegal constructor');
    }

    async encrypt(algorithm, cryptoKey, bytes) {
      algorithm = algorithmOf(algorithm, 'encrypt', 1);
      const state = key(cryptoKey, 'encrypt', 2);
      buffer(bytes, 'encrypt', 3);
      checkOperation(state, algorithm.name, 'encrypt');
      return cipher(true, state, algorithm, bytes);
    }

    async decrypt(algorithm, cryptoKey, bytes) {
      algorithm = algorithmOf(algorithm, 'decrypt', 1);
      const state = key(cryptoKey, 'decrypt', 2);
      buffer(bytes, 'decrypt', 3);
      checkOperation(state, algorithm.name, 'decrypt');
      return cipher(false, state, algorithm, bytes);
    }

    async sign(algorithm, cryptoKey, bytes) {
      algorithm = algorithmOf(algorithm, 'sign', 1);
      const state = key(cryptoKey, 'sign', 2);
      buffer(bytes, 'sign', 3);
      checkOperation(state, algorithm.name, 'sign');
      const { sign } = implementationOf(state);
      return sign === undefined ? unsupported(`The sign operation is not implemented for "${state.algorithm.name}".`) : sign(state, algorithm, bytes);
    }

    async verify(algorithm, cryptoKey, signature, bytes) {
      algorithm = algorithmOf(algorithm, 'verify', 1);
      const state = key(cryptoKey, 'verify', 2);
      buffer(signature, 'verify', 3);
      buffer(bytes, 'verify', 4);
      checkOperation(state, algorithm.name, 'verify');
      const { verify } = implementationOf(state);
      return verify === undefined ? unsupported(`The verify operation is not implemented for "${state.algorithm.name}".`) : verify(state, algorithm, signature, bytes);
    }

    async digest(algorithm, bytes) {
      algorithm = algorithmOf(algorithm, 'digest', 1);
      return host.digest(digestName(algorithm), buffer(bytes, 'digest', 2));
    }

    async generateKey(algorithm, extractable, usages) {
      realm.needHandler();
      algorithm = algorithmOf(algorithm, 'generateKey', 1);
      usages = Array.from(usages, String);
      const [name, implementation] = lookup(algorithm.name);
      if (implementation?.generate === undefined) unsupported(`Unrecognized key generation algorithm "${algorithm.name}" requested.`);
      const made = await implementation.generate(name, algorithm, Boolean(extractable), usages);
      if (made instanceof CryptoKey) {
        if (usages.length === 0) fail('SyntaxError', NEEDS_USAGE);
      } else if (made.privateKey.usages.length === 0) {
        fail('SyntaxError', 'Attempt to generate asymmetric keys with no valid private key usages.');
      }
      return made;
    }

    async deriveKey(algorithm, baseKey, derived, extractable, usages) {
      algorithm = algorithmOf(algorithm, 'deriveKey', 1);
      const state = key(baseKey, 'deriveKey', 2);
      derived = algorithmOf(derived, 'deriveKey', 3);
      usages = Array.from(usages, String);
      checkOperation(state, algorithm.name, 'deriveKey');
      const secret = await derive(state, algorithm, keyLength(derived));
      return importKeySync('raw', secret, derived, Boolean(extractable), usages);
    }

    async deriveBits(algorithm, baseKey, length = null) {
      algorithm = algorithmOf(algorithm, 'deriveBits', 1);
      const state = key(baseKey, 'deriveBits', 2);
      if (length !== null && (length | 0) < 0) type('deriveBits length must be an unsigned long integer.');
      checkOperation(state, algorithm.name, 'deriveBits');
      return derive(state, algorithm, length === null ? null : length | 0);
    }

    async importKey(format, keyData, algorithm, extractable, usages) {
      algorithm = algorithmOf(algorithm, 'importKey', 3);
      return importKeySync(String(format), keyData, algorithm, Boolean(extractable), Array.from(usages, String));
    }

    async exportKey(format, cryptoKey) {
      const state = exportable(key(cryptoKey, 'exportKey', 2));
      return implementationOf(state).export(state, String(format));
    }

    async wrapKey(format, cryptoKey, wrappingKey, algorithm) {
      const state = key(cryptoKey, 'wrapKey', 2);
      const wrapping = key(wrappingKey, 'wrapKey', 3);
      algorithm = algorithmOf(algorithm, 'wrapKey', 4);
      checkOperation(wrapping, algorithm.name, 'wrapKey');
      exportable(state);
      let bytes = implementationOf(state).export(state, String(format));
      if (!(bytes instanceof ArrayBuffer)) bytes = host.utf8(JSON.stringify(bytes));
      if (wrapping.algorithm.name !== 'AES-KW') return cipher(true, wrapping, algorithm, bytes);
      if (bytes.byteLength % 8 !== 0) {
        operation(`Unwrapped key bit length must be a multiple of 64 bits but unwrapped key has a length of ${bytes.byteLength * 8} bits.`);
      }
      if (bytes.byteLength < 16) {
        operation(`Unwrapped key has length ${bytes.byteLength} bytes but it should be greater than or equal to 16 and less than or equal to 18446744073709551607`);
      }
      return host.aesKw(true, wrapping.handle, bytes);
    }

    async unwrapKey(format, wrapped, unwrappingKey, algorithm, unwrapped, extractable, usages) {
      buffer(wrapped, 'unwrapKey', 2);
      const state = key(unwrappingKey, 'unwrapKey', 3);
      algorithm = algorithmOf(algorithm, 'unwrapKey', 4);
      unwrapped = algorithmOf(unwrapped, 'unwrapKey', 5);
      checkOperation(state, algorithm.name, 'unwrapKey');
      let bytes;
      if (state.algorithm.name === 'AES-KW') {
        const bits = wrapped.byteLength * 8;
        if (bits % 64 !== 0) operation(`Provided a wrapped key to unwrap that is ${bits} bits which isn't a multiple of 64 bits.`);
        if (bits < 192) operation(`Provided a wrapped key to unwrap this is ${bits} bits that is less than the minimal length of 192 bits.`);
        bytes = host.aesKw(false, state.handle, wrapped);
      } else {
        bytes = cipher(false, state, algorithm, wrapped);
      }
      let keyData = bytes;
      if (format === 'jwk') {
        keyData = JSON.parse(host.text(bytes));
        if (keyData === null || typeof keyData !== 'object' || keyData.kty === undefined) {
          data('Missing "kty" field or corrupt JSON unwrapping key?');
        }
      }
      return importKeySync(String(format), keyData, unwrapped, Boolean(extractable), Array.from(usages, String));
    }

    timingSafeEqual(left, right) {
      buffer(left, 'timingSafeEqual', 1);
      buffer(right, 'timingSafeEqual', 2);
      if (left.byteLength !== right.byteLength) type('Input buffers must have the same byte length.');
      return host.equal(left, right);
    }
  }

  for (const [Type, tag] of [[CryptoKey, 'CryptoKey'], [SubtleCrypto, 'SubtleCrypto']]) {
    for (const name of Object.getOwnPropertyNames(Type.prototype)) {
      if (name !== 'constructor') Object.defineProperty(Type.prototype, name, { enumerable: true });
    }
    Object.defineProperty(Type.prototype, Symbol.toStringTag, { value: tag, configurable: true });
  }
  return { subtle: new SubtleCrypto(MAKE), SubtleCrypto, CryptoKey, stateOf, makeKey, digestName, importKeySync };
})
