// WritableStream with its writer and controller, after the Streams standard.
(function perdurePart(host, lib, realm) {
  'use strict';
  const {
    INTERNAL, PENDING, Queue, Quiet, whenDone, promiseOf, badParameter, begin, method, dictionary, highWaterMark, sizeOf,
    checkedSize, interfaces,
  } = lib('stream-parts');
  const WRITABLE = 0, ERRORING = 1, CLOSED = 2, ERRORED = 3;
  const LOCKED = 'This WritableStream is currently locked to a writer.';
  const RELEASED = 'This WritableStream writer has been released.';
  const IS_CLOSED = 'This WritableStream has been closed.';
  // Stands in the queue of chunks for the end.
  const END = Symbol('end');
  let stateOf, isStream;

  // A write's request is {resolve, reject}, or null where nobody waits for its promise.
  class Writable {
    constructor() {
      this.state = WRITABLE;
      this.error = undefined;
      this.writer = null;
      this.control = null;
      this.requests = new Queue();
      this.writing = false;
      this.request = null;
      this.closing = null;
      this.closingNow = null;
      this.aborting = null;
      this.backpressure = false;
      this.outcome = null;
      this.face = null;
    }

    isClosing() {
      return this.closing !== null || this.closingNow !== null;
    }

    /** Whether chunks that were written have not reached the sink. */
    isBusy() {
      return this.writing || this.requests.size > 0;
    }

    /** Every call gives the outcome of the first. */
    abort(reason) {
      return this.outcome ??= this.begin(reason);
    }

    begin(reason) {
      if (this.state === CLOSED || this.state === ERRORED) return Promise.resolve();
      this.control.abortSignal(reason);
      if (this.state === CLOSED || this.state === ERRORED) return Promise.resolve();
      if (this.aborting !== null) return this.aborting.promise;
      const wasErroring = this.state === ERRORING;
      const waiter = new Quiet();
      this.aborting = {
        promise: waiter.promise, resolve: waiter.resolve, reject: waiter.reject, reason: wasErroring ? undefined : reason, wasErroring,
      };
      if (!wasErroring) this.startErroring(reason);
      this.control.onAbort?.(reason);
      return waiter.promise;
    }

    close() {
      if (this.control.copy !== null && (this.state === CLOSED || this.isClosing())) return Promise.resolve();
      if (this.state === CLOSED || this.state === ERRORED || this.isClosing()) {
        return Promise.reject(new TypeError(IS_CLOSED));
      }
      const waiter = new Quiet();
      this.closing = waiter;
      if (this.writer !== null && this.backpressure && this.state === WRITABLE) this.writer.becomeReady();
      this.control.close();
      return waiter.promise;
    }

    startErroring(reason) {
      this.state = ERRORING;
      this.error = reason;
      this.writer?.failReady(reason);
      if (!this.writing && this.closingNow === null && this.control.started) this.finishErroring();
    }

    /** A write or close failed, or the sink said that it cannot go on. */
    reject(error) {
      if (this.state === WRITABLE) this.startErroring(error);
      else if (this.state === ERRORING) this.finishErroring();
    }

    finishErroring() {
      this.state = ERRORED;
      this.control.empty();
      const { requests, error } = this;
      while (requests.size > 0) requests.shift()?.reject(error);
      const { aborting } = this;
      if (aborting === null) {
        this.rejectClose();
        return;
      }
      this.aborting = null;
      if (aborting.wasErroring) {
        aborting.reject(error);
        this.rejectClose();
        return;
      }
      this.control.abortSteps(aborting.reason).then(() => {
        aborting.resolve(undefined);
        this.rejectClose();
      }, (failure) => {
        aborting.reject(failure);
        this.rejectClose();
      });
    }

    rejectClose() {
      if (this.closing !== null) {
        this.closing.reject(this.error);
        this.closing = null;
      }
      const { writer } = this;
      if (writer !== null) {
        writer.closedQuiet?.reject(this.error);
        writer.watch?.();
      }
    }

    finishWrite() {
      const { request } = this;
      this.writing = false;
      this.request = null;
      request?.resolve(undefined);
    }

    failWrite(error) {
      const { request } = this;
      this.writing = false;
      this.request = null;
      request?.reject(error);
      this.reject(error);
    }

    finishClose() {
      this.closingNow.resolve(undefined);
      this.closingNow = null;
      if (this.state === ERRORING) {
        this.error = undefined;
        if (this.aborting !== null) {
          this.aborting.resolve(undefined);
          this.aborting = null;
        }
      }
      this.state = CLOSED;
      const { writer } = this;
      if (writer !== null) {
        writer.closedQuiet?.resolve(undefined);
        writer.watch?.();
      }
    }

    failClose(error) {
      this.closingNow.reject(error);
      this.closingNow = null;
      if (this.aborting !== null) {
        this.aborting.reject(error);
        this.aborting = null;
      }
      this.reject(error);
    }

    updateBackpressure(backpressure) {
      if (backpressure === this.backpressure) return;
      this.backpressure = backpressure;
      const { writer } = this;
      if (writer === null) return;
      if (backpressure) writer.becomeUnready();
      else writer.becomeReady();
    }

    /** Writes for a writer; `request` may be null where the caller watches the stream instead. */
    write(chunk, request) {
      const { control } = this;
      if (control.copy !== null && this.state === WRITABLE && !this.isClosing()) {
        this.writeBytes(chunk, request);
        return;
      }
      let size = 1;
      if (control.size !== null) {
        try {
          size = checkedSize((0, control.size)(chunk));
        } catch (error) {
          control.failIfNeeded(error);
        }
      }
      if (this.state === ERRORED) {
        request?.reject(this.error);
      } else if (this.state === CLOSED || this.isClosing()) {
        request?.reject(new TypeError(IS_CLOSED));
      } else if (this.state === ERRORING) {
        request?.reject(this.error);
      } else {
        this.requests.push(request);
        control.write(chunk, size);
      }
    }

    /** Writes to a sink of bytes: they are copied now, so what the writer does to its buffer has no effect. */
    writeBytes(chunk, request) {
      let bytes;
      try {
        bytes = this.control.copy(chunk);
      } catch (error) {
        request?.reject(error);
        return;
      }
      if (bytes === null) {
        request?.resolve(undefined);
      } else {
        this.requests.push(request);
        this.control.write(bytes, bytes.byteLength);
      }
    }

    /** Fails the writes that have not begun; their writer is gone. */
    dropWaiting(error) {
      const { requests, control } = this;
      const kept = new Queue();
      while (requests.size > 0) {
        const request = requests.shift();
        if (request === null) kept.push(request);
        else request.reject(error);
      }
      if (kept.size === 0) control.dropWaiting();
      else this.requests = kept;
    }
  }

  // Promises are made when they are asked for; `watch` is called when the stream becomes ready, closes
  // or fails.
  class Writer {
    constructor(stream) {
      if (stream.writer !== null) throw new TypeError(LOCKED);
      this.stream = stream;
      this.closedQuiet = null;
      this.readyQuiet = null;
      this.watch = null;
      stream.writer = this;
    }

    closed() {
      if (this.closedQuiet === null) {
        this.closedQuiet = new Quiet();
        const { stream } = this;
        if (stream === null) this.closedQuiet.reject(new TypeError(RELEASED));
        else if (stream.state === CLOSED) this.closedQuiet.resolve(undefined);
        else if (stream.state === ERRORED) this.closedQuiet.reject(stream.error);
      }
      return this.closedQuiet.promise;
    }

    ready() {
      if (this.readyQuiet === null) {
        this.readyQuiet = new Quiet();
        const { stream } = this;
        if (stream === null) this.readyQuiet.reject(new TypeError(RELEASED));
        else if (stream.state === ERRORING || stream.state === ERRORED) this.readyQuiet.reject(stream.error);
        else if (stream.state === CLOSED || stream.isClosing() || !stream.backpressure) this.readyQuiet.resolve(undefined);
      }
      return this.readyQuiet.promise;
    }

    becomeReady() {
      this.readyQuiet?.resolve(undefined);
      this.watch?.();
    }

    becomeUnready() {
      this.readyQuiet = null;
    }

    /** Ends the waiting for readiness; a promise that was fulfilled is replaced. */
    failReady(error) {
      const { stream } = this;
      if (this.readyQuiet !== null) {
        if (stream.backpressure && !stream.isClosing()) {
          this.readyQuiet.reject(error);
        } else {
          this.readyQuiet = new Quiet();
          this.readyQuiet.reject(error);
        }
      }
      this.watch?.();
    }

    desiredSize() {
      const { stream } = this;
      if (stream === null) throw new TypeError(RELEASED);
      if (stream.state === ERRORED || stream.state === ERRORING) return null;
      return stream.state === CLOSED ? 0 : stream.control.desiredSize();
    }

    release() {
      const { stream } = this;
      if (stream === null) return;
      const error = new TypeError(RELEASED);
      this.watch = null;
      if (this.readyQuiet !== null) {
        if (stream.state !== WRITABLE || !stream.backpressure || stream.isClosing()) this.readyQuiet = new Quiet();
        this.readyQuiet.reject(error);
      }
      if (this.closedQuiet !== null) {
        if (stream.state === CLOSED || stream.state === ERRORED) this.closedQuiet = new Quiet();
        this.closedQuiet.reject(error);
      }
      if (stream.requests.size > 0 && stream.control.copy === null) stream.dropWaiting(error);
      stream.writer = null;
      this.stream = null;
    }
  }

  class WritableStreamDefaultWriter {
    #writer;

    constructor(stream) {
      if (!isStream(stream)) throw badParameter('WritableStreamDefaultWriter', 'constructor', 1, 'WritableStream');
      this.#writer = new Writer(stateOf(stream));
    }

    get closed() { return this.#writer.closed(); }
    get ready() { return this.#writer.ready(); }
    get desiredSize() { return this.#writer.desiredSize(); }

    abort(reason) {
      const { stream } = this.#writer;
      return stream === null ? Promise.reject(new TypeError(RELEASED)) : stream.abort(reason);
    }

    close() {
      const { stream } = this.#writer;
      return stream === null ? Promise.reject(new TypeError(RELEASED)) : stream.close();
    }

    write(chunk) {
      const { stream } = this.#writer;
      if (stream === null) return Promise.reject(new TypeError(RELEASED));
      const request = Promise.withResolvers();
      stream.write(chunk, request);
      return request.promise;
    }

    releaseLock() {
      this.#writer.release();
    }
  }

  // `size` is null where every chunk counts 1. Algorithms that are null do nothing; those of the runtime
  // may return PENDING and call written(), writeFailed(), closed() or closeFailed() later.
  class Control {
    constructor(stream, mark, size, write, close, abort) {
      this.stream = stream;
      this.mark = mark;
      this.size = size;
      this.writeChunk = write;
      this.closeSink = close;
      this.abortSink = abort;
      this.queue = new Queue();
      this.sizes = size === null ? null : new Queue();
      this.total = 0;
      this.started = false;
      this.signal = null;
      this.aborted = null;
      // For a sink of bytes: makes the bytes of a chunk; else null.
      this.copy = null;
      // Called at once when the stream is aborted, for a sink of the runtime.
      this.onAbort = null;
      this.onWritten = () => this.written();
      this.onWriteFailed = (error) => this.writeFailed(error);
      this.face = null;
      stream.control = this;
      stream.backpressure = this.isFull();
    }

    /** Without a mark the stream never says that it is full. */
    isFull() {
      return this.mark !== null && this.mark - this.total <= 0;
    }

    /** Whether a pipe may write another chunk. */
    mayPipe() {
      return this.mark === null ? !this.stream.isBusy() : !this.isFull();
    }

    start(result) {
      whenDone(result, () => {
        this.started = true;
        this.advance();
      }, (error) => {
        this.started = true;
        this.stream.reject(error);
      });
    }

    startNow() {
      this.started = true;
      this.advance();
    }

    controller() {
      return this.face ??= new WritableStreamDefaultController(INTERNAL, this);
    }

    desiredSize() {
      return this.mark === null ? 1 : this.mark - this.total;
    }

    write(chunk, size) {
      this.queue.push(chunk);
      this.sizes?.push(size);
      this.total += size;
      const { stream } = this;
      if (!stream.isClosing() && stream.state === WRITABLE) stream.updateBackpressure(this.isFull());
      this.advance();
    }

    close() {
      this.queue.push(END);
      this.sizes?.push(0);
      this.advance();
    }

    advance() {
      const { stream, queue } = this;
      if (!this.started || stream.writing || stream.closingNow !== null) return;
      if (stream.state === ERRORING) {
        stream.finishErroring();
        return;
      }
      if (queue.size === 0 || stream.state !== WRITABLE) return;
      const chunk = queue.peek();
      if (chunk === END) this.processClose();
      else this.processWrite(chunk);
    }

    processWrite(chunk) {
      const { stream } = this;
      stream.writing = true;
      stream.request = stream.requests.shift();
      if (this.writeChunk === null) {
        whenDone(undefined, this.onWritten);
        return;
      }
      let result;
      try {
        result = (0, this.writeChunk)(chunk, this);
      } catch (error) {
        result = Promise.reject(error);
      }
      if (result !== PENDING) whenDone(result, this.onWritten, this.onWriteFailed);
    }

    written() {
      const { stream } = this;
      // Before the request hears of it: a pipe goes on at once.
      if (this.queue.size > 0) {
        this.queue.shift();
        this.total = this.sizes === null ? this.total - 1 : Math.max(0, this.total - this.sizes.shift());
      }
      stream.finishWrite();
      if (!stream.isClosing() && stream.state === WRITABLE) stream.updateBackpressure(this.isFull());
      if (this.mark === null) stream.writer?.watch?.();
      this.advance();
    }

    /** Forgets the chunks behind the one that is being written. */
    dropWaiting() {
      const chunk = this.stream.writing ? this.queue.shift() : undefined;
      const size = this.stream.writing && this.sizes !== null ? this.sizes.shift() : 1;
      this.empty();
      if (!this.stream.writing) return;
      this.queue.push(chunk);
      this.sizes?.push(size);
      this.total = size;
    }

    writeFailed(error) {
      if (this.stream.state === WRITABLE) this.forget();
      this.stream.failWrite(error);
    }

    processClose() {
      const { stream } = this;
      stream.closingNow = stream.closing;
      stream.closing = null;
      this.empty();
      const close = this.closeSink;
      this.forget();
      let result;
      try {
        result = close === null ? undefined : close(this);
      } catch (error) {
        result = Promise.reject(error);
      }
      if (result !== PENDING) whenDone(result, () => this.closed(), (error) => this.closeFailed(error));
    }

    closed() {
      this.stream.finishClose();
    }

    closeFailed(error) {
      this.stream.failClose(error);
    }

    failIfNeeded(error) {
      if (this.stream.state === WRITABLE) this.fail(error);
    }

    fail(error) {
      this.forget();
      this.stream.startErroring(error);
    }

    abortSignal(reason) {
      if (this.signal !== null) lib('events').abort(this.signal, reason);
      else this.aborted = { reason };
    }

    makeSignal() {
      if (this.signal === null) {
        this.signal = lib('events').newSignal();
        if (this.aborted !== null) lib('events').abort(this.signal, this.aborted.reason);
      }
      return this.signal;
    }

    abortSteps(reason) {
      const abort = this.abortSink;
      this.forget();
      return abort === null ? Promise.resolve() : promiseOf(abort, undefined, reason);
    }

    empty() {
      this.queue.clear();
      this.sizes?.clear();
      this.total = 0;
    }

    forget() {
      this.writeChunk = null;
      this.closeSink = null;
      this.size = null;
    }
  }

  class WritableStreamDefaultController {
    #control;

    constructor(mark, control) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#control = control;
    }

    get signal() { return this.#control.makeSignal(); }

    error(reason) {
      if (this.#control.stream.state === WRITABLE) this.#control.fail(reason);
    }
  }

  class WritableStream {
    #state;

    constructor(sink, strategy) {
      if (sink === INTERNAL) {
        this.#state = strategy;
        strategy.face = this;
        return;
      }
      const state = new Writable();
      this.#state = state;
      state.face = this;
      const given = dictionary(sink, 'WritableStream', 'UnderlyingSink');
      const abort = method(given, 'abort', 'UnderlyingSink');
      const close = method(given, 'close', 'UnderlyingSink');
      const start = method(given, 'start', 'UnderlyingSink');
      if (given.type !== undefined && given.type !== '') {
        throw new RangeError('Invalid underlying sink type. Only undefined is valid.');
      }
      const write = method(given, 'write', 'UnderlyingSink');
      const control = new Control(
        state, highWaterMark(strategy, 1), sizeOf(strategy),
        write === undefined ? null : (chunk) => Reflect.apply(write, given, [chunk, control.controller()]),
        close === undefined ? null : () => Reflect.apply(close, given, []),
        abort === undefined ? null : (reason) => Reflect.apply(abort, given, [reason]));
      begin(control, given, start);
    }

    get locked() { return this.#state.writer !== null; }

    abort(reason) {
      if (this.#state.writer !== null) return Promise.reject(new TypeError(LOCKED));
      return this.#state.abort(reason);
    }

    close() {
      if (this.#state.writer !== null) return Promise.reject(new TypeError(LOCKED));
      return this.#state.close();
    }

    getWriter() {
      return new WritableStreamDefaultWriter(this);
    }

    static {
      stateOf = (stream) => stream.#state;
      isStream = (value) => typeof value === 'object' && value !== null && #state in value;
    }
  }

  interfaces(WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController);

  /** A stream of the runtime. */
  function create(mark, size, write, close, abort) {
    const state = new Writable();
    const control = new Control(state, mark, size, write, close, abort);
    return { stream: new WritableStream(INTERNAL, state), state, control };
  }

  /** A stream of the runtime that takes bytes; its mark counts them and may be null. */
  function createBytes(mark, copy, write, close, abort) {
    const made = create(mark, chunkLength, write, close, abort);
    made.control.copy = copy;
    return made;
  }

  function chunkLength(chunk) {
    return chunk.byteLength;
  }

  return {
    WRITABLE, ERRORING, CLOSED, ERRORED, Writer, create, createBytes,
    WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController,
    /** What the console shows besides the properties. */
    describe(stream) {
      const state = stateOf(stream);
      const expectsBytes = state.control.copy !== null;
      const closing = expectsBytes && state.state === WRITABLE && state.isClosing();
      return { state: closing ? 'closed' : ['writable', 'erroring', 'closed', 'errored'][state.state], expectsBytes };
    },
    stateOf: (stream) => stateOf(stream),
    isStream: (value) => isStream(value),
  };
})
