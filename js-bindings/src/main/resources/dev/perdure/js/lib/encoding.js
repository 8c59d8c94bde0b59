// TextEncoder, TextDecoder, atob and btoa over dev.perdure.js.encoding.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal, wrongArgument } = lib('webidl');
  const SCOPE = 'ServiceWorkerGlobalScope';
  const SHORT = 24;

  /** The bytes of a short ASCII text, or null: cheaper than a call to Java. */
  function shortAscii(text) {
    const { length } = text;
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      const c = text.charCodeAt(i);
      if (c > 127) return null;
      bytes[i] = c;
    }
    return bytes;
  }

  function encode(text) {
    return (text.length <= SHORT ? shortAscii(text) : null) ?? new Uint8Array(host.encode(text));
  }

  class TextEncoder {
    #brand;

    static #check = (self) => {
      if (typeof self !== 'object' || self === null || !(#brand in self)) throw illegal();
    };

    encode(input) {
      TextEncoder.#check(this);
      return encode(input === undefined ? '' : `${input}`);
    }

    encodeInto(source, destination) {
      TextEncoder.#check(this);
      if (arguments.length === 0) throw wrongArgument('TextEncoder', 'encodeInto', 1, 'String');
      if (!(destination instanceof Uint8Array)) throw wrongArgument('TextEncoder', 'encodeInto', 2, 'Uint8Array');
      const text = `${source}`;
      const read = host.fit(text, destination.byteLength);
      const bytes = encode(read === text.length ? text : text.slice(0, read));
      destination.set(bytes);
      return { read, written: bytes.byteLength };
    }

    get encoding() {
      TextEncoder.#check(this);
      return 'utf-8';
    }
  }

  class TextDecoder {
    #encoding;
    #fatal;
    #ignoreBOM;
    #decoder = null;

    constructor(label, options) {
      const text = label === undefined ? 'utf-8' : `${label}`;
      this.#encoding = text === 'utf-8' ? text : host.nameOf(text);
      if (this.#encoding === null) throw new RangeError(`"${text}" is not a valid encoding.`);
      this.#fatal = Boolean(options?.fatal);
      this.#ignoreBOM = Boolean(options?.ignoreBOM);
    }

    static #own = (self) => {
      try {
        return self.#encoding;
      } catch {
        throw illegal();
      }
    };

    decode(input, options) {
      const encoding = TextDecoder.#own(this);
      let buffer = null;
      let offset = 0;
      let length = 0;
      if (ArrayBuffer.isView(input)) {
        buffer = input.buffer;
        offset = input.byteOffset;
        length = input.byteLength;
      } else if (input !== undefined) {
        if (!(input instanceof ArrayBuffer || input instanceof SharedArrayBuffer)) {
          throw wrongArgument('TextDecoder', 'decode', 1, 'Array');
        }
        buffer = input;
        length = input.byteLength;
      }
      const stream = Boolean(options?.stream);
      if (this.#decoder === null) {
        if (!stream) {
          if (length === 0) return '';
          if (!this.#fatal && encoding === 'utf-8') return host.utf8(buffer, offset, length, this.#ignoreBOM);
        }
        this.#decoder = host.decoder(encoding, this.#fatal, this.#ignoreBOM, realm.flag('TEXT_DECODER_REPLACE_SURROGATES'));
      }
      const text = host.decode(this.#decoder, buffer, offset, length, !stream);
      if (!stream) this.#decoder = null;
      if (text === null) throw new TypeError('Failed to decode input.');
      return text;
    }

    get encoding() {
      return TextDecoder.#own(this);
    }

    get fatal() {
      TextDecoder.#own(this);
      return this.#fatal;
    }

    get ignoreBOM() {
      TextDecoder.#own(this);
      return this.#ignoreBOM;
    }
  }

  function btoa(data) {
    if (arguments.length === 0) throw wrongArgument(SCOPE, 'btoa', 1, 'String');
    const text = host.toBase64(`${data}`);
    if (text === null) {
      throw realm.domError('btoa() can only operate on characters in the Latin1 (ISO/IEC 8859-1) range.', 'InvalidCharacterError');
    }
    return text;
  }

  function atob(data) {
    if (arguments.length === 0) throw wrongArgument(SCOPE, 'atob', 1, 'string');
    const text = host.fromBase64(`${data}`);
    if (text === null) {
      throw realm.domError(
        "atob() called with invalid base64-encoded data. (Only whitespace, '+', '/', alphanumeric ASCII, and up to two terminal '=' signs when the input data length is divisible by 4 are allowed.)",
        'InvalidCharacterError');
    }
    return text;
  }

  realm.asInterface(TextEncoder, 'TextEncoder');
  realm.asInterface(TextDecoder, 'TextDecoder');
  return {
    TextEncoder, TextDecoder, atob, btoa,
    /** The UTF-8 bytes of a string. */
    encode,
    /** The text of the bytes of a Uint8Array; a byte order mark stays. */
    decode: (bytes) => host.utf8(bytes.buffer, bytes.byteOffset, bytes.byteLength, true),
  };
})
