// IdentityTransformStream and FixedLengthStream: bytes go from the writer to the reader without a
// buffer between them. A write is done when its bytes are read.
(function (host, lib, realm) {
  'use strict';
  const { PENDING, INTERNAL, interfaces, bytesOf, highWaterMark } = lib('stream-parts');
  const { TransformStream } = lib('transform');
  const writables = lib('writable');
  const NOT_BYTES = 'This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side.';

  class Passage {
    constructor(expected, mark) {
      this.left = expected;
      this.wanted = false;
      this.bytes = null;
      this.given = false;
      this.ending = false;
      const readable = lib('byte-stream').create(0, () => this.pull(), (reason) => this.cancelled(reason));
      const writable = writables.create(
        mark, null, (chunk) => this.write(chunk), () => this.close(), (reason) => this.abort(reason));
      this.reader = readable.control;
      this.writer = writable.control;
      this.reader.emptied = () => this.taken();
      this.writer.onAbort = (reason) => this.interrupt(reason);
      if (expected !== Infinity) this.reader.expected = expected;
      this.sides = { readable: readable.stream, writable: writable.stream };
      this.reader.startNow();
      this.writer.startNow();
    }

    pull() {
      this.wanted = true;
      this.deliver();
      return PENDING;
    }

    write(chunk) {
      const bytes = typeof chunk === 'string' ? lib('encoding').encode(chunk) : bytesOf(chunk);
      if (bytes === null) throw new TypeError(NOT_BYTES);
      if (bytes.byteLength === 0) return undefined;
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
        this.reader.give(this.bytes.slice());
        if (this.reader.total === 0) this.taken();
        this.reader.pulled();
      } else if (this.ending) {
        this.ending = false;
        this.reader.end();
        this.writer.closed();
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
      this.ending = true;
      this.deliver();
      return PENDING;
    }

    abort(reason) {
      this.reader.fail(reason);
    }

    /** An abort does not wait for a reader. */
    interrupt(reason) {
      this.reader.fail(reason);
      if (this.bytes !== null) {
        this.bytes = null;
        this.given = false;
        this.writer.writeFailed(reason);
      } else if (this.ending) {
        this.ending = false;
        this.writer.closeFailed(reason);
      }
    }

    cancelled(reason) {
      if (this.ending) {
        this.ending = false;
        this.writer.closed();
        return;
      }
      this.writer.failIfNeeded(reason);
      if (this.bytes !== null) {
        this.bytes = null;
        this.given = false;
        this.writer.writeFailed(reason);
      }
    }
  }

  class IdentityTransformStream extends TransformStream {
    constructor(strategy) {
      super(INTERNAL, new Passage(Infinity, highWaterMark(strategy, 1)).sides);
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
      super(INTERNAL, new Passage(expected, highWaterMark(strategy, 1)).sides);
    }
  }

  interfaces(IdentityTransformStream, FixedLengthStream);
  return { IdentityTransformStream, FixedLengthStream };
})
