(function (host, lib, realm) {
  'use strict';
  /** How many bytes at the end of `bytes` begin a character that is not complete. */
  function incompleteUtf8(bytes) {
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back];
      if ((byte & 0xc0) === 0x80) continue;
      const size = byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 ? byte < 0xf0 ? 3 : 1 : byte >= 0xc2 ? 2 : 1;
      return size > back ? back : 0;
    }
    return 0;
  }

  function StringDecoder(encoding) {
    const { Buffer, normalizeEncoding } = lib('node/buffer');
    const name = normalizeEncoding(encoding);
    if (name === undefined) throw lib('node/errors').withCode(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    this.encoding = name;
    Object.defineProperty(this, 'held', { value: Buffer.alloc(0), writable: true, enumerable: false });
  }

  StringDecoder.prototype.write = function (chunk) {
    if (typeof chunk === 'string') return chunk;
    if (!ArrayBuffer.isView(chunk)) throw lib('node/errors').invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
    const { Buffer } = lib('node/buffer');
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.held.length > 0) bytes = Buffer.concat([this.held, bytes]);
    let hold = 0;
    switch (this.encoding) {
      case 'utf8': hold = incompleteUtf8(bytes); break;
      case 'utf16le': {
        hold = bytes.length % 2;
        const last = bytes.length - hold;
        if (last >= 2 && (bytes[last - 1] & 0xfc) === 0xd8) hold += 2;
        break;
      }
      case 'base64': case 'base64url': hold = bytes.length % 3; break;
    }
    this.held = Buffer.from(bytes.subarray(bytes.length - hold));
    return bytes.toString(this.encoding, 0, bytes.length - hold);
  };

  StringDecoder.prototype.end = function (chunk) {
    let text = chunk === undefined ? '' : this.write(chunk);
    if (this.held.length > 0) {
      text += this.encoding === 'utf8' ? '\ufffd' : this.held.toString(this.encoding, 0, this.encoding === 'utf16le' ? this.held.length & ~1 : undefined);
      this.held = this.held.subarray(this.held.length);
    }
    return text;
  };

  StringDecoder.prototype.text = function (buffer, offset) {
    this.held = this.held.subarray(this.held.length);
    return this.write(buffer.slice(offset));
  };

  Object.defineProperties(StringDecoder.prototype, {
    lastChar: { get() { return this.held; }, enumerable: true },
    lastNeed: { get() { return this.held.length === 0 ? 0 : 1; }, enumerable: true },
    lastTotal: { get() { return this.held.length === 0 ? 0 : this.held.length + 1; }, enumerable: true },
  });
  return { StringDecoder };
})
