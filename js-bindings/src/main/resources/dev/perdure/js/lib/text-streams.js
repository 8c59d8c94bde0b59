// TextEncoderStream and TextDecoderStream.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { INTERNAL, interfaces, bytesOf } = lib('stream-parts');
  const { TransformStream, sides } = lib('transform');
  const NOT_BYTES = 'This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.';

  function encoder() {
    const { encode } = lib('encoding');
    // The first half of a pair whose second is in the next chunk.
    let half = '';
    return {
      transform(chunk, enqueue) {
        let text = half + chunk;
        half = '';
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xd800 && last <= 0xdbff) {
          half = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text !== '') enqueue(encode(text));
      },
      flush(enqueue) {
        if (half !== '') enqueue(encode(half));
      },
    };
  }

  function decoder(text) {
    const streaming = { stream: true };
    return {
      transform(chunk, enqueue) {
        const bytes = bytesOf(chunk);
        if (bytes === null) throw new TypeError(NOT_BYTES);
        const piece = text.decode(bytes, streaming);
        if (piece !== '') enqueue(piece);
      },
      flush(enqueue) {
        const piece = text.decode();
        if (piece !== '') enqueue(piece);
      },
    };
  }

  class TextEncoderStream extends TransformStream {
    #brand;

    constructor() {
      super(INTERNAL, sides(encoder()));
    }

    get encoding() {
      this.#brand;
      return 'utf-8';
    }
  }

  class TextDecoderStream extends TransformStream {
    #decoder;

    constructor(label, options) {
      const text = new (lib('encoding').TextDecoder)(label, options);
      super(INTERNAL, sides(decoder(text)));
      this.#decoder = text;
    }

    get encoding() { return this.#decoder.encoding; }
    get fatal() { return this.#decoder.fatal; }
    get ignoreBOM() { return this.#decoder.ignoreBOM; }
  }

  interfaces(TextEncoderStream, TextDecoderStream);
  return { TextEncoderStream, TextDecoderStream };
})
