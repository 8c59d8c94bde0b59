(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const LONGEST = 2 ** 31 - 1;
  const INSPECT = Symbol.for('nodejs.util.inspect.custom');
  const isAnyArrayBuffer = (value) => value instanceof ArrayBuffer || (typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer)
    || (value !== null && typeof value === 'object' && lib('inspect').types.isAnyArrayBuffer(value));

  const ENCODINGS = {
    __proto__: null, utf8: 'utf8', 'utf-8': 'utf8', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le',
    latin1: 'latin1', binary: 'latin1', ascii: 'ascii', hex: 'hex', base64: 'base64', base64url: 'base64url',
  };

  function normalizeEncoding(encoding) {
    if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
    return ENCODINGS[encoding] ?? ENCODINGS[`${encoding}`.toLowerCase()];
  }

  function encodingOf(encoding) {
    return normalizeEncoding(encoding) ?? fail(errors.withCode(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`));
  }

  function fail(error) {
    throw error;
  }

  function checkSize(size) {
    errors.validateNumber(size, 'size', 0, LONGEST);
  }

  class FastBuffer extends Uint8Array {}

  // Callable without new, as Node's is.
  function Buffer(value, encodingOrOffset, length) {
    if (typeof value === 'number') {
      if (typeof encodingOrOffset === 'string') throw errors.invalidArgType('string', 'string', value);
      return Buffer.alloc(value);
    }
    return Buffer.from(value, encodingOrOffset, length);
  }
  Object.setPrototypeOf(Buffer, Uint8Array);
  Buffer.prototype = FastBuffer.prototype;
  Object.defineProperty(FastBuffer.prototype, 'constructor', { value: Buffer, writable: true, configurable: true });
  Object.defineProperty(Buffer, Symbol.species, { get: () => FastBuffer, configurable: true });
  const wrap = (buffer, offset, length) => new FastBuffer(buffer, offset, length);

  function fromString(text, encoding) {
    const name = encodingOf(encoding);
    return text.length === 0 ? new FastBuffer() : wrap(host.encode(text, name));
  }

  function fromArrayLike(list) {
    const buffer = new FastBuffer(list.length > 0 ? Math.trunc(list.length) : 0);
    for (let i = 0; i < buffer.length; i++) buffer[i] = list[i];
    return buffer;
  }

  const statics = {
    poolSize: 8192,

    from(value, encodingOrOffset, length) {
      if (typeof value === 'string') return fromString(value, encodingOrOffset);
      if (typeof value === 'object' && value !== null) {
        if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
        const primitive = typeof value.valueOf === 'function' ? value.valueOf() : undefined;
        if (primitive != null && primitive !== value && (typeof primitive === 'string' || typeof primitive === 'object')) {
          return Buffer.from(primitive, encodingOrOffset, length);
        }
        if (ArrayBuffer.isView(value) && value instanceof Uint8Array) return new FastBuffer(value);
        if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
          return typeof value.length !== 'number' ? new FastBuffer() : fromArrayLike(value);
        }
        if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
        if (typeof value[Symbol.toPrimitive] === 'function') {
          const text = value[Symbol.toPrimitive]('string');
          if (typeof text === 'string') return fromString(text, encodingOrOffset);
        }
      }
      throw errors.invalidArgType('first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array or an Array-like Object'], value);
    },

    of: (...items) => fromArrayLike(items),

    copyBytesFrom(view, offset = 0, length) {
      if (!ArrayBuffer.isView(view) || view instanceof DataView) throw errors.invalidArgType('view', ['TypedArray'], view);
      const part = view.subarray(offset, length === undefined ? undefined : offset + length);
      return new FastBuffer(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    },

    alloc(size, fill, encoding) {
      checkSize(size);
      if (fill !== undefined && encoding !== undefined && typeof encoding !== 'string') throw errors.invalidArgType('encoding', 'string', encoding);
      const buffer = new FastBuffer(size);
      return fill !== undefined && fill !== 0 && size > 0 ? buffer.fill(fill, encoding) : buffer;
    },

    allocUnsafe(size) {
      checkSize(size);
      return new FastBuffer(size);
    },

    allocUnsafeSlow(size) {
      checkSize(size);
      return new FastBuffer(size);
    },

    isBuffer: (value) => value instanceof Buffer,
    isEncoding: (encoding) => typeof encoding === 'string' && encoding.length > 0 && normalizeEncoding(encoding) !== undefined,

    byteLength(value, encoding) {
      if (typeof value !== 'string') {
        if (ArrayBuffer.isView(value) || isAnyArrayBuffer(value)) return value.byteLength;
        throw errors.invalidArgType('string', ['string', 'Buffer', 'ArrayBuffer'], value);
      }
      switch (normalizeEncoding(encoding)) {
        case 'latin1': case 'ascii': return value.length;
        case 'utf16le': return value.length * 2;
        case 'hex': return value.length >>> 1;
        case 'base64': case 'base64url': {
          let length = value.length;
          if (value[length - 1] === '=') length--;
          if (length > 1 && value[length - 1] === '=') length--;
          return (length * 3) >>> 2;
        }
      }
      return host.utf8Length(value);
    },

    compare(left, right) {
      requireBytes(left, 'buf1');
      requireBytes(right, 'buf2');
      return left === right ? 0 : host.compare(left, right);
    },

    concat(list, length) {
      if (!Array.isArray(list)) throw errors.invalidArgType('list', 'Array', list);
      list.forEach((item, i) => requireBytes(item, `list[${i}]`));
      if (list.length === 0) return new FastBuffer();
      if (length === undefined) length = list.reduce((sum, item) => sum + item.length, 0);
      else errors.validateInteger(length, 'length', 0);
      const result = new FastBuffer(length);
      let at = 0;
      for (const item of list) {
        if (at >= length) break;
        result.set(item.length > length - at ? item.subarray(0, length - at) : item, at);
        at += item.length;
      }
      return result;
    },
  };
  for (const name of Object.keys(statics)) {
    Object.defineProperty(Buffer, name, { value: statics[name], writable: true, enumerable: true, configurable: true });
  }

  function requireBytes(value, name) {
    if (!(value instanceof Uint8Array)) throw errors.invalidArgType(name, ['Buffer', 'Uint8Array'], value);
  }

  function fromArrayBuffer(buffer, offset, length) {
    offset = offset === undefined ? 0 : Number.isNaN(+offset) ? 0 : +offset;
    const most = buffer.byteLength - offset;
    if (most < 0) throw errors.withCode(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"offset" is outside of buffer bounds');
    if (length === undefined) length = most;
    else {
      length = +length;
      if (!(length > 0)) length = 0;
      else if (length > most) throw errors.withCode(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"length" is outside of buffer bounds');
    }
    return wrap(buffer, offset, length);
  }

  function clamp(value, length, otherwise) {
    if (value === undefined) return otherwise;
    value = Math.trunc(Number(value));
    if (Number.isNaN(value)) return 0;
    return value < 0 ? 0 : Math.min(value, length);
  }

  function decode(buffer, encoding, start, end) {
    return end <= start ? '' : host.decode(buffer.buffer, buffer.byteOffset + start, end - start, encoding);
  }

  function checkOffset(offset, size, length) {
    if (typeof offset !== 'number') throw errors.invalidArgType('offset', 'number', offset);
    if (!Number.isInteger(offset)) throw errors.outOfRange('offset', 'an integer', offset);
    if (length - size < 0) throw errors.withCode(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
    if (offset < 0 || offset > length - size) throw errors.outOfRange('offset', `>= 0 and <= ${length - size}`, offset);
  }

  function checkValue(value, low, high, size) {
    if (value > high || value < low) {
      const n = typeof low === 'bigint' ? 'n' : '';
      const range = size > 4
        ? low === 0 || low === 0n ? `>= 0${n} and < 2${n} ** ${size * 8}${n}` : `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`
        : `>= ${low}${n} and <= ${high}${n}`;
      throw errors.outOfRange('value', range, value);
    }
  }

  const viewOf = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

  function search(buffer, value, from, encoding, forward) {
    let name;
    if (typeof from === 'string') {
      encoding = from;
      from = undefined;
    }
    from = +from;
    if (Number.isNaN(from)) from = forward ? 0 : buffer.length;
    from = Math.trunc(Math.max(-0x80000000, Math.min(0x7fffffff, from)));
    if (from < 0) from += buffer.length;
    if (from < 0) {
      if (!forward) return -1;
      from = 0;
    }
    if (typeof value === 'number') {
      return forward ? Uint8Array.prototype.indexOf.call(buffer, value & 0xff, from)
        : buffer.length === 0 ? -1 : Uint8Array.prototype.lastIndexOf.call(buffer, value & 0xff, Math.min(from, buffer.length - 1));
    }
    if (typeof value === 'string') {
      name = encodingOf(encoding);
      value = fromString(value, name);
    } else if (!(value instanceof Uint8Array)) {
      throw errors.invalidArgType('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
    } else {
      name = normalizeEncoding(encoding);
    }
    if (value.length === 0) return Math.min(from, buffer.length);
    return host.indexOf(buffer, value, from, forward, name === 'utf16le' ? 2 : 1);
  }

  const methods = {
    toString(encoding, start, end) {
      if (arguments.length === 0) return decode(this, 'utf8', 0, this.length);
      start = clamp(start, this.length, 0);
      end = clamp(end, this.length, this.length);
      return decode(this, encodingOf(encoding === null ? 'null' : encoding), start, end);
    },

    equals(other) {
      requireBytes(other, 'otherBuffer');
      return this === other || (this.length === other.length && host.compare(this, other) === 0);
    },

    compare(target, targetStart = 0, targetEnd = target?.length, sourceStart = 0, sourceEnd = this.length) {
      requireBytes(target, 'target');
      errors.validateInteger(targetStart, 'targetStart', 0);
      errors.validateInteger(targetEnd, 'targetEnd', 0, target.length);
      errors.validateInteger(sourceStart, 'sourceStart', 0);
      errors.validateInteger(sourceEnd, 'sourceEnd', 0, this.length);
      if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
      if (targetStart >= targetEnd) return 1;
      return host.compare(this.subarray(sourceStart, sourceEnd), target.subarray(targetStart, targetEnd));
    },

    indexOf(value, from, encoding) {
      return search(this, value, from, encoding, true);
    },

    lastIndexOf(value, from, encoding) {
      return search(this, value, from, encoding, false);
    },

    includes(value, from, encoding) {
      return search(this, value, from, encoding, true) !== -1;
    },

    copy(target, targetStart = 0, start = 0, end = this.length) {
      requireBytes(target, 'target');
      targetStart = Math.trunc(+targetStart) || 0;
      if (targetStart < 0) throw errors.outOfRange('targetStart', '>= 0', targetStart);
      start = Math.trunc(+start) || 0;
      if (start < 0 || start > 2 ** 32 - 1) throw errors.outOfRange('sourceStart', '>= 0', start);
      end = Math.trunc(+end) || 0;
      if (end < 0) throw errors.outOfRange('sourceEnd', '>= 0', end);
      if (targetStart >= target.length || start >= end) return 0;
      const part = this.subarray(start, Math.min(end, this.length, start + target.length - targetStart));
      Uint8Array.prototype.set.call(target, part, targetStart);
      return part.length;
    },

    write(text, offset, length, encoding) {
      if (typeof text !== 'string') throw errors.invalidArgType('argument', 'string', text);
      if (typeof offset === 'string') {
        if (length !== undefined) throw errors.invalidArgType('offset', 'number', offset);
        encoding = offset;
        offset = undefined;
        length = undefined;
      } else if (typeof length === 'string') {
        encoding = length;
        length = undefined;
      }
      if (offset === undefined) offset = 0;
      else errors.validateInteger(offset, 'offset', 0, this.length);
      const room = this.length - offset;
      if (length === undefined) length = room;
      else {
        errors.validateInteger(length, 'length', 0, this.length);
        length = Math.min(length, room);
      }
      const name = encodingOf(encoding);
      let bytes = fromString(text, name);
      if (bytes.length > length) {
        let end = length;
        if (name === 'utf8') while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
        else if (name === 'utf16le') end &= ~1;
        bytes = bytes.subarray(0, end);
      }
      this.set(bytes, offset);
      return bytes.length;
    },

    fill(value, offset, end, encoding) {
      if (typeof value === 'string') {
        if (offset === undefined || typeof offset === 'string') {
          encoding = offset;
          offset = 0;
          end = this.length;
        } else if (typeof end === 'string') {
          encoding = end;
          end = this.length;
        }
        const name = encodingOf(encoding);
        const bytes = fromString(value, name);
        if (value.length === 0) value = 0;
        else if (bytes.length === 0) throw errors.invalidArgValue('value', value);
        else value = bytes;
      } else if (typeof value === 'boolean') {
        value = +value;
      }
      if (offset === undefined) offset = 0;
      else errors.validateNumber(offset, 'offset', 0, this.length);
      if (end === undefined) end = this.length;
      else errors.validateNumber(end, 'end', 0, this.length);
      if (offset >= end) return this;
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        if (bytes.length === 0) throw errors.invalidArgValue('value', value);
        if (bytes.length === 1) return Uint8Array.prototype.fill.call(this, bytes[0], offset, end);
        const first = Math.min(bytes.length, end - offset);
        this.set(bytes.subarray(0, first), offset);
        for (let done = first; done < end - offset; done *= 2) this.copyWithin(offset + done, offset, offset + Math.min(done, end - offset - done));
        return this;
      }
      return Uint8Array.prototype.fill.call(this, value, offset, end);
    },

    slice(start, end) {
      return this.subarray(start, end);
    },

    subarray(start, end) {
      const part = Uint8Array.prototype.subarray.call(this, start, end);
      return part instanceof Buffer ? part : wrap(part.buffer, part.byteOffset, part.byteLength);
    },

    toJSON() {
      return { type: 'Buffer', data: Array.from(this) };
    },

    swap16() {
      return swap(this, 2);
    },

    swap32() {
      return swap(this, 4);
    },

    swap64() {
      return swap(this, 8);
    },

    [INSPECT](depth, options) {
      const most = exports.INSPECT_MAX_BYTES;
      let text = '';
      for (let i = 0; i < Math.min(most, this.length); i++) text += (i === 0 ? '' : ' ') + this[i].toString(16).padStart(2, '0');
      const remaining = this.length - most;
      if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
      const extra = Object.keys(this).filter((key) => !/^\d+$/.test(key));
      if (extra.length > 0) {
        const shown = lib('inspect').inspect(Object.fromEntries(extra.map((key) => [key, this[key]])), { ...options, breakLength: Infinity, compact: true });
        text += `${text === '' ? '' : ', '}${shown.slice(2, -2)}`;
      }
      return `<${this.constructor.name} ${text}>`;
    },
  };
  methods.inspect = methods[INSPECT];
  methods.toLocaleString = methods.toString;

  function swap(buffer, size) {
    if (buffer.length % size !== 0) throw errors.withCode(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
    for (let i = 0; i < buffer.length; i += size) buffer.subarray(i, i + size).reverse();
    return buffer;
  }

  // Numbers

  function integer(size, signed, little) {
    const bits = size * 8;
    const low = signed ? -(2 ** (bits - 1)) : 0;
    const high = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
    const name = `${signed ? 'Int' : 'Uint'}${bits}`;
    return {
      read(offset = 0) {
        checkOffset(offset, size, this.length);
        return viewOf(this)[`get${name}`](offset, little);
      },
      write(value, offset = 0) {
        value = +value;
        checkValue(value, low, high, size);
        checkOffset(offset, size, this.length);
        viewOf(this)[`set${name}`](offset, value, little);
        return offset + size;
      },
    };
  }

  function big(signed, little) {
    const low = signed ? -(2n ** 63n) : 0n;
    const high = signed ? 2n ** 63n - 1n : 2n ** 64n - 1n;
    const name = `Big${signed ? 'Int' : 'Uint'}64`;
    return {
      read(offset = 0) {
        checkOffset(offset, 8, this.length);
        return viewOf(this)[`get${name}`](offset, little);
      },
      write(value, offset = 0) {
        if (typeof value !== 'bigint') throw errors.invalidArgType('value', 'bigint', value);
        checkValue(value, low, high, 8);
        checkOffset(offset, 8, this.length);
        viewOf(this)[`set${name}`](offset, value, little);
        return offset + 8;
      },
    };
  }

  function float(size, little) {
    return {
      read(offset = 0) {
        checkOffset(offset, size, this.length);
        return viewOf(this)[`getFloat${size * 8}`](offset, little);
      },
      write(value, offset = 0) {
        checkOffset(offset, size, this.length);
        viewOf(this)[`setFloat${size * 8}`](offset, +value, little);
        return offset + size;
      },
    };
  }

  function checkWidth(size) {
    if (!Number.isInteger(size) || size < 1 || size > 6) throw errors.outOfRange('byteLength', '>= 1 and <= 6', size);
  }

  function anyWidth(signed, little) {
    return {
      read(offset, size) {
        if (offset === undefined) throw errors.invalidArgType('offset', 'number', offset);
        checkWidth(size);
        checkOffset(offset, size, this.length);
        let value = 0;
        for (let i = 0; i < size; i++) value = value * 256 + this[little ? offset + size - 1 - i : offset + i];
        return signed && value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
      },
      write(value, offset, size) {
        checkWidth(size);
        value = +value;
        checkValue(value, signed ? -(2 ** (size * 8 - 1)) : 0, signed ? 2 ** (size * 8 - 1) - 1 : 2 ** (size * 8) - 1, size);
        checkOffset(offset, size, this.length);
        if (value < 0) value += 2 ** (size * 8);
        for (let i = 0; i < size; i++) {
          this[little ? offset + i : offset + size - 1 - i] = value % 256;
          value = Math.floor(value / 256);
        }
        return offset + size;
      },
    };
  }

  function accessors(name, pair, alias) {
    methods[`read${name}`] = pair.read;
    methods[`write${name}`] = pair.write;
    if (alias !== undefined) {
      methods[`read${alias}`] = pair.read;
      methods[`write${alias}`] = pair.write;
    }
  }
  accessors('UInt8', integer(1, false), 'Uint8');
  accessors('Int8', integer(1, true));
  for (const [order, little] of [['LE', true], ['BE', false]]) {
    for (const size of [2, 4]) {
      accessors(`UInt${size * 8}${order}`, integer(size, false, little), `Uint${size * 8}${order}`);
      accessors(`Int${size * 8}${order}`, integer(size, true, little));
    }
    accessors(`BigUInt64${order}`, big(false, little), `BigUint64${order}`);
    accessors(`BigInt64${order}`, big(true, little));
    accessors(`Float${order}`, float(4, little));
    accessors(`Double${order}`, float(8, little));
    accessors(`UInt${order}`, anyWidth(false, little), `Uint${order}`);
    accessors(`Int${order}`, anyWidth(true, little));
  }
  for (const name of Object.keys(ENCODINGS)) {
    if (!['utf8', 'ucs2', 'latin1', 'ascii', 'hex', 'base64', 'base64url'].includes(name)) continue;
    methods[`${name}Slice`] = function (start = 0, end = this.length) {
      return this.toString(name, start, end);
    };
    methods[`${name}Write`] = function (text, offset, length) {
      return this.write(text, offset, length, name);
    };
  }
  for (const name of Reflect.ownKeys(methods)) {
    Object.defineProperty(FastBuffer.prototype, name, { value: methods[name], writable: true, enumerable: typeof name === 'string', configurable: true });
  }
  Object.defineProperties(FastBuffer.prototype, {
    parent: { get() { return this instanceof Buffer ? this.buffer : undefined; }, enumerable: true, configurable: true },
    offset: { get() { return this instanceof Buffer ? this.byteOffset : undefined; }, enumerable: true, configurable: true },
  });

  function SlowBuffer(length) {
    errors.validateNumber(length, 'size', 0, LONGEST);
    return new FastBuffer(length);
  }
  SlowBuffer.prototype = FastBuffer.prototype;

  const MOST_TO_TRANSCODE = 2 ** 27;

  function untranscodable(code = 'U_INVALID_CHAR_FOUND') {
    throw errors.withCode(Error, code, `Unable to transcode buffer [${code}]`);
  }

  function transcode(source, from, to) {
    requireBytes(source, 'source');
    const fromName = normalizeEncoding(from);
    const toName = normalizeEncoding(to);
    const known = ['utf8', 'utf16le', 'latin1', 'ascii'];
    if (!known.includes(fromName) || !known.includes(toName)) {
      untranscodable('U_ILLEGAL_ARGUMENT_ERROR');
    }
    if (source.length >= MOST_TO_TRANSCODE) throw errors.withCode(RangeError, 'ERR_OUT_OF_RANGE', 'Source buffer is too large to be transcoded');
    if (fromName === 'utf16le' && source.length % 2 !== 0) untranscodable();
    const text = Buffer.from(source).toString(fromName);
    if (fromName === 'utf8' && toName === 'utf16le' && text.includes('\ufffd') && Buffer.compare(Buffer.from(text), source) !== 0) untranscodable();
    return Buffer.from(toName === 'latin1' || toName === 'ascii' ? text.replace(/[^\x00-\xff]/gu, '?') : text, toName);
  }

  const constants = { MAX_LENGTH: LONGEST, MAX_STRING_LENGTH: 536870888 };
  const exports = {
    Buffer,
    SlowBuffer,
    INSPECT_MAX_BYTES: 50,
    constants,
    kMaxLength: LONGEST,
    kStringMaxLength: constants.MAX_STRING_LENGTH,
    isAscii: (input) => host.valid(input, 'ascii'),
    isUtf8: (input) => host.valid(input, 'utf8'),
    transcode,
    resolveObjectURL: () => undefined,
    get atob() {
      return globalThis.atob;
    },
    get btoa() {
      return globalThis.btoa;
    },
    get Blob() {
      return globalThis.Blob;
    },
    get File() {
      return globalThis.File;
    },
  };
  Object.defineProperty(exports, 'normalizeEncoding', { value: normalizeEncoding, enumerable: false });
  return exports;
})
