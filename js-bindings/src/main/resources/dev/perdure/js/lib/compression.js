// CompressionStream and DecompressionStream over java.util.zip: one call to Java for each chunk.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { INTERNAL, interfaces, bytesOf, badParameter } = lib('stream-parts');
  const { TransformStream, sides } = lib('transform');
  const NOT_BYTES = 'This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side.';
  // A writer waits only when the reader is so many bytes behind.
  const READ_AHEAD = 8 << 20;

  function formatOf(name, count, value) {
    if (count === 0) throw badParameter(name, 'constructor', 1, 'string');
    const format = String(value);
    if (format !== 'gzip' && format !== 'deflate' && format !== 'deflate-raw') {
      throw new TypeError("The compression format must be either 'deflate', 'deflate-raw' or 'gzip'.");
    }
    return format;
  }

  function through(codec) {
    const pass = (output, enqueue) => {
      if (output.byteLength > 0) enqueue(new Uint8Array(output));
    };
    return sides({
      bytes: true,
      readMark: READ_AHEAD,
      transform(chunk, enqueue) {
        const bytes = typeof chunk === 'string' ? lib('encoding').encode(chunk) : bytesOf(chunk);
        if (bytes === null) throw new TypeError(NOT_BYTES);
        pass(host.write(codec, bytes.buffer, bytes.byteOffset, bytes.byteLength), enqueue);
      },
      flush(enqueue) {
        pass(host.finish(codec), enqueue);
      },
      cancel() {
        host.close(codec);
      },
    });
  }

  class CompressionStream extends TransformStream {
    constructor(format) {
      super(INTERNAL, through(host.compressor(formatOf('CompressionStream', arguments.length, format))));
    }
  }

  class DecompressionStream extends TransformStream {
    constructor(format) {
      super(INTERNAL, through(host.decompressor(formatOf('DecompressionStream', arguments.length, format))));
    }
  }

  interfaces(CompressionStream, DecompressionStream);
  return { CompressionStream, DecompressionStream };
})
