(function perdurePart(host, lib, realm) {
  'use strict';
  // What a decoder keeps, as in Node.js a buffer under a symbol: up to four bytes of a character that is
  // not complete, how many it still needs, how many it has, and the encoding.
  const kNativeDecoder = Symbol('kNativeDecoder');
  const SIZE = 7;
  const MISSING = 4;
  const BUFFERED = 5;
  const ENCODING = 6;
  const ENCODINGS = ['ascii', 'utf8', 'base64', 'utf16le', 'latin1', 'hex', 'buffer', 'base64url'];

  /** How many bytes at the end of `bytes` begin a character that is not complete, and how many it lacks. */
  function incompleteUtf8(bytes) {
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back];
      if ((byte & 0xc0) === 0x80) continue;
      const size = byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 ? byte < 0xf0 ? 3 : 1 : byte >= 0xc2 ? 2 : 1;
      return size > back ? [back, size - back] : [0, 0];
    }
    return [0, 0];
  }

  /** `held` of the bytes were kept before. */
  function incomplete(encoding, bytes, held) {
    switch (encoding) {
      case 'utf8': return incompleteUtf8(bytes);
      case 'utf16le': {
        const odd = bytes.length % 2;
        const last = bytes.length - odd;
        if ((odd === 0 || held > 0) && last >= 2 && (bytes[last - 1] & 0xfc) === 0xd8) return [odd + 2, 2 - odd];
        return [odd, odd];
      }
      case 'base64': case 'base64url': {
        const rest = bytes.length % 3;
        return [rest, rest === 0 ? 0 : 3 - rest];
      }
      default: return [0, 0];
    }
  }

  function StringDecoder(encoding) {
    const { Buffer, normalizeEncoding } = lib('node/buffer');
    const name = normalizeEncoding(encoding);
    if (name === undefined) throw lib('node/errors').withCode(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    this.encoding = name;
    this[kNativeDecoder] = Buffer.alloc(SIZE);
    this[kNativeDecoder][ENCODING] = ENCODINGS.indexOf(name);
  }

  /** The state of a decoder, which guests can change, and what it holds. */
  function stateOf(decoder) {
    const state = decoder[kNativeDecoder];
    if (state === undefined) throw lib('node/errors').withCode(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type StringDecoder');
    if (!ArrayBuffer.isView(state)) throw lib('node/errors').invalidArgType('this', ['StringDecoder'], decoder);
    if (state.byteLength !== SIZE) throw new Error('Invalid StringDecoder');
    if (state[BUFFERED] > 4) throw new Error('Buffered bytes cannot exceed 4');
    if (state[MISSING] > 4) throw new Error('Missing bytes cannot exceed 4');
    if (state[ENCODING] >= ENCODINGS.length || state[BUFFERED] + state[MISSING] > 4) throw new Error('Invalid StringDecoder state');
    return state;
  }

  StringDecoder.prototype.write = function (chunk) {
    if (typeof chunk === 'string') return chunk;
    if (!ArrayBuffer.isView(chunk)) throw lib('node/errors').invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
    const { Buffer } = lib('node/buffer');
    const state = stateOf(this);
    const encoding = ENCODINGS[state[ENCODING]];
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (state[BUFFERED] > 0) bytes = Buffer.concat([state.subarray(0, state[BUFFERED]), bytes]);
    const [hold, missing] = incomplete(encoding, bytes, state[BUFFERED]);
    state.set(bytes.subarray(bytes.length - hold));
    state[BUFFERED] = hold;
    state[MISSING] = missing;
    return encoding === 'buffer' ? bytes : bytes.toString(encoding, 0, bytes.length - hold);
  };

  StringDecoder.prototype.end = function (chunk) {
    let text = chunk === undefined ? '' : this.write(chunk);
    const state = stateOf(this);
    if (state[BUFFERED] > 0) {
      const encoding = ENCODINGS[state[ENCODING]];
      text += state.toString(encoding, 0, encoding === 'utf16le' ? state[BUFFERED] & ~1 : state[BUFFERED]);
      state[BUFFERED] = 0;
      state[MISSING] = 0;
    }
    return text;
  };

  StringDecoder.prototype.text = function (buffer, offset) {
    this[kNativeDecoder][BUFFERED] = 0;
    this[kNativeDecoder][MISSING] = 0;
    return this.write(buffer.slice(offset));
  };

  const accessor = (get) => ({ get, configurable: true, enumerable: true });
  Object.defineProperties(StringDecoder.prototype, {
    lastChar: accessor(function () { return this[kNativeDecoder].subarray(0, 4); }),
    lastNeed: accessor(function () { return this[kNativeDecoder][MISSING]; }),
    lastTotal: accessor(function () { return this[kNativeDecoder][BUFFERED] + this[kNativeDecoder][MISSING]; }),
  });
  return { StringDecoder };
})
