// IdentityTransformStream and FixedLengthStream: bytes go from the writer to the reader without a
// buffer between them. A write is done when its bytes are read.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { PENDING, INTERNAL, interfaces, bytesOf, highWaterMark } = lib('stream-parts');
  const { TransformStream } = lib('transform');
  const writables = lib('writable');
  const NOT_BYTES = 'This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side.';

  /** What a write gives to the stream: bytes that nobody else holds, or null where there are none. */
  function copyOf(chunk) {
    if (chunk === undefined || chunk === null) return null;
    const bytes = typeof chunk === 'string' ? lib('encoding').encode(chunk) : bytesOf(chunk);
    if (bytes === null) throw new TypeError(NOT_BYTES);
    return bytes.byteLength === 0 ? null : bytes.slice();
  }

  /** The reason of a cancel as the writer hears of it, always an error. */
  function asError(reason) {
    if (reason instanceof Error) return reason;
    return new Error(reason === undefined ? 'Stream was cancelled.' : String(reason));
  }

  class Passage {
    constructor(expected, mark) {
      this.left = expected;
      this.wanted = false;
      this.bytes = null;
      this.given = false;
      this.ended = false;
      // Why the writer gave up, until the reader asks.
      this.fault = null;
      const readable = lib('byte-stream').create(0, () => this.pull(), (reason) => this.cancelled(reason));
      const writable = writables.createBytes(
        mark, copyOf, (chunk) => this.write(chunk), () => this.close(), (reason) => this.abort(reason));
      this.reader = readable.control;
      this.writer = writable.control;
      this.reader.single = true;
      this.reader.emptied = () => this.taken();
      this.writer.onAbort = (reason) => this.interrupt(reason);
      if (expected !== Infinity) this.reader.expected = expected;
      this.sides = { readable: readable.stream, writable: writable.stream };
      this.reader.startNow();
      this.writer.startNow();
    }

    pull() {
      this.wanted = true;
      if (this.fault === null) this.deliver();
      else this.reader.fail(this.fault.reason);
      return PENDING;
    }

    write(bytes) {
      if (bytes.byteLength > this.left) {
        const error = new TypeError('Attempt to write too many bytes through a FixedLengthStream.');
        this.reader.fail(error);
        throw error;
      }
      this.left -= bytes.byteLength;
      this.bytes = bytes;
      this.deliver();
      return PENDING;
    }

    deliver() {
      if (!this.wanted || this.given) return;
      if (this.bytes !== null) {
        this.wanted = false;
        this.given = true;
        this.reader.give(this.bytes);
        if (this.reader.total === 0) this.taken();
        this.reader.pulled();
      } else if (this.ended) {
        this.reader.end();
      }
    }

    /** The reader has all bytes of the write. */
    taken() {
      if (!this.given) return;
      this.given = false;
      this.bytes = null;
      this.writer.written();
    }

    close() {
      if (this.left > 0 && this.left !== Infinity) {
        const error = new TypeError('FixedLengthStream did not see all expected bytes before close().');
        this.reader.fail(error);
        throw error;
      }
      this.ended = true;
      this.deliver();
      return undefined;
    }

    abort(reason) {
      this.failReading(reason);
    }

    /** The reader hears of a fault when it reads. */
    failReading(reason) {
      if (this.wanted || this.given) this.reader.fail(reason);
      else this.fault ??= { reason };
    }

    /** An abort does not wait for a reader. */
    interrupt(reason) {
      this.failReading(reason);
      if (this.bytes !== null) {
        this.bytes = null;
        this.given = false;
        this.writer.writeFailed(reason);
      }
    }

    cancelled(reason) {
      if (this.ended) return;
      const error = asError(reason);
      this.writer.failIfNeeded(error);
      if (this.bytes !== null) {
        this.bytes = null;
        this.given = false;
        this.writer.writeFailed(error);
      }
    }
  }

  class IdentityTransformStream extends TransformStream {
    constructor(strategy) {
      super(INTERNAL, new Passage(Infinity, highWaterMark(strategy, null)).sides);
    }
  }

  class FixedLengthStream extends TransformStream {
    constructor(length, strategy) {
      if (length === undefined) {
        throw new TypeError("Failed to construct 'FixedLengthStream': constructor parameter 1 is not of type 'bigint'.");
      }
      const expected = Math.trunc(Number(length));
      if (!(expected >= 0)) {
        throw new TypeError('The value cannot be converted because it is negative and this API expects a positive bigint.');
      }
      if (expected > Number.MAX_SAFE_INTEGER) {
        throw new TypeError('FixedLengthStream requires an integer expected length less than 2^53.');
      }
      const mark = highWaterMark(strategy, null);
      super(INTERNAL, new Passage(expected, mark === null ? null : Math.min(mark, expected)).sides);
    }
  }

  interfaces(IdentityTransformStream, FixedLengthStream);
  return { IdentityTransformStream, FixedLengthStream };
})
