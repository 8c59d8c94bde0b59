// TransformStream, after the Streams standard. A write waits here without a promise until the
// readable side wants a chunk.
(function perdurePart(host, lib, realm) {
  'use strict';
  const {
    INTERNAL, PENDING, DONE, Quiet, whenDone, promiseOf, begin, expectedLength, method, dictionary, highWaterMark, sizeOf, interfaces,
  } = lib('stream-parts');
  const { ReadableStream, Readable, DefaultControl, READABLE, ERRORED } = lib('readable');
  const writables = lib('writable');

  class Transform {
    constructor() {
      this.backpressure = true;
      this.waiting = false;
      this.chunk = undefined;
      this.transform = null;
      this.flush = null;
      this.cancel = null;
      this.finishing = null;
      this.face = null;
      this.readable = null;
      this.writable = null;
      this.onTransformed = () => this.writable.control.written();
      this.onTransformFailed = (error) => {
        this.fail(error);
        this.writable.control.writeFailed(error);
      };
      this.goOn = () => this.resume();
    }

    connect(writeMark, writeSize, readMark, readSize, bytes) {
      const { stream: writable, state } = writables.create(
        writeMark, writeSize, (chunk) => this.write(chunk), () => this.close(), (reason) => this.abort(reason));
      this.writable = state;
      const pull = () => this.pull();
      const cancel = (reason) => this.cancelled(reason);
      if (bytes) {
        const made = lib('byte-stream').create(readMark, pull, cancel);
        this.readable = made.state;
        return { readable: made.stream, writable };
      }
      const readable = new Readable();
      new DefaultControl(readable, readMark, readSize, pull, cancel);
      this.readable = readable;
      return { readable: new ReadableStream(INTERNAL, readable), writable };
    }

    start(result) {
      this.writable.control.start(result);
      this.readable.control.start(result);
    }

    startNow() {
      this.writable.control.startNow();
      this.readable.control.startNow();
    }

    controller() {
      return this.face ??= new TransformStreamDefaultController(INTERNAL, this);
    }

    // The writable side.
    write(chunk) {
      if (!this.backpressure) return this.perform(chunk);
      this.waiting = true;
      this.chunk = chunk;
      return PENDING;
    }

    /** The readable side wants more. */
    resume() {
      if (!this.waiting || this.backpressure) return;
      const { writable, chunk } = this;
      this.waiting = false;
      this.chunk = undefined;
      if (writable.state === writables.ERRORING) writable.control.writeFailed(writable.error);
      else if (writable.state === writables.WRITABLE) this.perform(chunk);
    }

    perform(chunk) {
      let result;
      try {
        if (this.transform === null) this.enqueue(chunk);
        else result = (0, this.transform)(chunk);
      } catch (error) {
        result = Promise.reject(error);
      }
      whenDone(result, this.onTransformed, this.onTransformFailed);
      return PENDING;
    }

    close() {
      if (this.finishing !== null) return this.finishing.promise;
      const finishing = this.finishing = new Quiet();
      const { flush, readable } = this;
      this.forget();
      const flushed = flush === null ? DONE : promiseOf(flush);
      flushed.then(() => {
        if (readable.state === ERRORED) {
          finishing.reject(readable.error);
        } else {
          this.endReading();
          finishing.resolve(undefined);
        }
      }, (error) => {
        readable.control.fail(error);
        finishing.reject(error);
      });
      return finishing.promise;
    }

    abort(reason) {
      if (this.finishing !== null) return this.finishing.promise;
      const finishing = this.finishing = new Quiet();
      const { cancel, readable } = this;
      this.forget();
      (cancel === null ? DONE : promiseOf(cancel, undefined, reason)).then(() => {
        if (readable.state === ERRORED) {
          finishing.reject(readable.error);
        } else {
          readable.control.fail(reason);
          finishing.resolve(undefined);
        }
      }, (error) => {
        readable.control.fail(error);
        finishing.reject(error);
      });
      return finishing.promise;
    }

    endReading() {
      const { control } = this.readable;
      if (control.isBytes) control.end();
      else if (control.mayEnqueue()) control.close();
    }

    // The readable side.
    pull() {
      this.setBackpressure(false);
      return PENDING;
    }

    cancelled(reason) {
      if (this.finishing !== null) return this.finishing.promise;
      const finishing = this.finishing = new Quiet();
      const { cancel, writable } = this;
      this.forget();
      (cancel === null ? DONE : promiseOf(cancel, undefined, reason)).then(() => {
        if (writable.state === writables.ERRORED) {
          finishing.reject(writable.error);
        } else {
          writable.control.failIfNeeded(reason);
          this.unblock();
          finishing.resolve(undefined);
        }
      }, (error) => {
        writable.control.failIfNeeded(error);
        this.unblock();
        finishing.reject(error);
      });
      return finishing.promise;
    }

    setBackpressure(backpressure) {
      if (this.backpressure === backpressure) return;
      this.backpressure = backpressure;
      if (backpressure) this.readable.control.pulled();
      else if (this.waiting) DONE.then(this.goOn);
    }

    enqueue(chunk) {
      const { control, state } = this.readable;
      if (state !== READABLE || control.closing) {
        throw new TypeError('The readable side of this TransformStream is no longer readable.');
      }
      try {
        if (control.isBytes) control.give(chunk);
        else control.enqueue(chunk);
      } catch (error) {
        this.failWriting(error);
        throw this.readable.error;
      }
      const full = !control.shouldPull();
      if (full !== this.backpressure) this.setBackpressure(true);
    }

    fail(error) {
      this.readable.control.fail(error);
      this.failWriting(error);
    }

    failWriting(error) {
      this.forget();
      this.writable.control.failIfNeeded(error);
      this.unblock();
    }

    unblock() {
      if (!this.backpressure) return;
      this.backpressure = false;
      if (this.waiting) DONE.then(this.goOn);
    }

    terminate() {
      this.endReading();
      this.failWriting(new TypeError('The transform stream has been terminated'));
    }

    forget() {
      this.transform = refuse;
      this.flush = null;
      this.cancel = null;
    }
  }

  function refuse() {
    throw new TypeError('Writing to the TransformStream failed.');
  }

  class TransformStreamDefaultController {
    #transform;

    constructor(mark, transform) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#transform = transform;
    }

    get desiredSize() { return this.#transform.readable.control.desiredSize(); }

    enqueue(chunk) {
      this.#transform.enqueue(chunk);
    }

    error(reason) {
      this.#transform.fail(reason);
    }

    terminate() {
      this.#transform.terminate();
    }
  }

  class TransformStream {
    #readable;
    #writable;

    constructor(transformer, writableStrategy, readableStrategy) {
      if (transformer === INTERNAL) {
        this.#readable = writableStrategy.readable;
        this.#writable = writableStrategy.writable;
        return;
      }
      const given = dictionary(transformer, 'TransformStream', 'Transformer');
      const cancel = method(given, 'cancel', 'Transformer');
      const flush = method(given, 'flush', 'Transformer');
      if (given.readableType !== undefined) throw new TypeError('transformer.readableType must be undefined.');
      const start = method(given, 'start', 'Transformer');
      const transform = method(given, 'transform', 'Transformer');
      if (given.writableType !== undefined) throw new TypeError('transformer.writableType must be undefined.');
      const state = new Transform();
      const sides = state.connect(
        highWaterMark(writableStrategy, 1), sizeOf(writableStrategy),
        highWaterMark(readableStrategy, 0), sizeOf(readableStrategy));
      this.#readable = sides.readable;
      this.#writable = sides.writable;
      if (transform !== undefined) {
        state.transform = (chunk) => Reflect.apply(transform, given, [chunk, state.controller()]);
      }
      if (flush !== undefined) state.flush = () => Reflect.apply(flush, given, [state.controller()]);
      if (cancel !== undefined) state.cancel = (reason) => Reflect.apply(cancel, given, [reason]);
      state.readable.control.expected = expectedLength(given);
      begin(state, given, start);
    }

    get readable() { return this.#readable; }
    get writable() { return this.#writable; }
  }

  interfaces(TransformStream, TransformStreamDefaultController);

  /**
   * The two sides of a transformer of the runtime, for the constructor of a class that extends
   * TransformStream: `transform(chunk, enqueue)` and `flush(enqueue)` may return promises. With `bytes`
   * the readable side is a byte stream and `readMark` counts bytes.
   */
  function sides({ transform, flush, cancel, bytes = false, readMark = 0 }) {
    const state = new Transform();
    const made = state.connect(1, null, readMark, null, bytes);
    const enqueue = (chunk) => state.enqueue(chunk);
    state.transform = (chunk) => transform(chunk, enqueue);
    if (flush !== undefined) state.flush = () => flush(enqueue);
    if (cancel !== undefined) state.cancel = cancel;
    state.start(undefined);
    return made;
  }

  return { TransformStream, TransformStreamDefaultController, sides };
})
