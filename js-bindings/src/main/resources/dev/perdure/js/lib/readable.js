// ReadableStream with its default reader and controller, after the Streams standard. The states are
// objects that guests never see; promises are made only where a guest asks for them.
(function perdurePart(host, lib, realm) {
  'use strict';
  const {
    INTERNAL, PENDING, Queue, Quiet, silence, quietlyRejected, whenDone, promiseOf, badField, badParameter,
    begin, expectedLength, method, dictionary, highWaterMark, sizeOf, checkedSize, interfaces,
  } = lib('stream-parts');
  const READABLE = 0, CLOSED = 1, ERRORED = 2;
  const LOCKED = 'This ReadableStream is currently locked to a reader.';
  const RELEASED = 'This ReadableStream reader has been released.';
  const ONE_READ = 'This ReadableStream only supports a single pending read request at a time.';
  let stateOf, isStream, readerOf, isReader;

  // `java` is the ByteSource that the stream reads, while it may be taken back untouched.
  class Readable {
    constructor() {
      this.state = READABLE;
      this.error = undefined;
      this.reader = null;
      this.control = null;
      this.disturbed = false;
      this.java = null;
      this.face = null;
    }

    isLocked() {
      return this.reader !== null;
    }

    close() {
      this.state = CLOSED;
      this.java = null;
      const { reader } = this;
      if (reader === null) return;
      reader.quiet?.resolve(undefined);
      if (!reader.byob) {
        const { requests } = reader;
        while (requests.size > 0) requests.shift().close();
      }
      reader.watch?.();
    }

    fail(error) {
      this.state = ERRORED;
      this.error = error;
      this.java = null;
      const { reader } = this;
      if (reader === null) return;
      reader.quiet?.reject(error);
      const { requests } = reader;
      while (requests.size > 0) requests.shift().error(error);
      reader.watch?.();
    }

    /** A promise that is fulfilled when the source has taken note. */
    cancel(reason) {
      this.disturbed = true;
      if (this.state === CLOSED) return Promise.resolve();
      if (this.state === ERRORED) return Promise.reject(this.error);
      this.close();
      const { reader } = this;
      if (reader !== null && reader.byob) {
        const { requests } = reader;
        while (requests.size > 0) requests.shift().close(undefined);
      }
      return this.control.cancelSteps(reason).then(nothing);
    }

    /** Reads one chunk; `request` has chunk(value), close() and error(reason). */
    read(request) {
      this.disturbed = true;
      if (this.state === CLOSED) request.close();
      else if (this.state === ERRORED) request.error(this.error);
      else this.control.pullSteps(request);
    }
  }

  function nothing() {}

  // `requests` are those that wait; `watch` is called when the stream closes or fails.
  class Reader {
    constructor(stream, byob) {
      if (stream.reader !== null) throw new TypeError(LOCKED);
      this.stream = stream;
      this.byob = byob;
      this.requests = new Queue();
      this.quiet = null;
      this.watch = null;
      stream.reader = this;
    }

    closed() {
      if (this.quiet === null) {
        this.quiet = new Quiet();
        const { stream } = this;
        if (stream === null) this.quiet.reject(new TypeError(RELEASED));
        else if (stream.state === CLOSED) this.quiet.resolve(undefined);
        else if (stream.state === ERRORED) this.quiet.reject(stream.error);
      }
      return this.quiet.promise;
    }

    release() {
      const { stream } = this;
      if (stream === null) return;
      const error = new TypeError(RELEASED);
      if (stream.state === READABLE && this.quiet !== null) this.quiet.reject(error);
      else this.quiet = null;
      this.watch = null;
      stream.control.releaseSteps();
      stream.reader = null;
      this.stream = null;
      const { requests } = this;
      while (requests.size > 0) requests.shift().error(error);
    }

    cancel(reason) {
      return this.stream === null ? Promise.reject(new TypeError(RELEASED)) : this.stream.cancel(reason);
    }
  }

  /** A read whose answer is a promise. */
  class PromisedRead {
    constructor() {
      const { promise, resolve, reject } = Promise.withResolvers();
      this.promise = promise;
      this.resolve = resolve;
      this.reject = reject;
    }

    chunk(value) {
      this.resolve({ value, done: false });
    }

    close(value) {
      this.resolve({ value, done: true });
    }

    error(reason) {
      this.reject(reason);
    }
  }

  class ReadableStreamDefaultReader {
    #reader;

    constructor(stream, reader) {
      if (stream !== INTERNAL) {
        if (!isStream(stream)) throw badParameter('ReadableStreamDefaultReader', 'constructor', 1, 'ReadableStream');
        reader = new Reader(stateOf(stream), false);
      }
      this.#reader = reader;
    }

    get closed() { return this.#reader.closed(); }

    cancel(reason) {
      return this.#reader.cancel(reason);
    }

    read() {
      const { stream } = this.#reader;
      if (stream === null) return Promise.reject(new TypeError(RELEASED));
      if (stream.state === READABLE && stream.control.single === true && this.#reader.requests.size > 0) {
        return Promise.reject(new TypeError(ONE_READ));
      }
      if (stream.state === READABLE && stream.control.hasChunk()) {
        stream.disturbed = true;
        return Promise.resolve({ value: stream.control.take(), done: false });
      }
      const request = new PromisedRead();
      stream.read(request);
      return request.promise;
    }

    releaseLock() {
      this.#reader.release();
    }

    static {
      readerOf = (reader) => reader.#reader;
      isReader = (value) => typeof value === 'object' && value !== null && #reader in value;
    }
  }

  // `size` is null where every chunk counts 1; then `sizes` is not used. `pull` and `cancel` are null
  // where the source has none.
  class DefaultControl {
    constructor(stream, mark, size, pull, cancel) {
      this.stream = stream;
      this.mark = mark;
      this.size = size;
      this.pull = pull;
      this.cancel = cancel;
      this.queue = new Queue();
      this.sizes = size === null ? null : new Queue();
      this.total = 0;
      this.started = false;
      this.closing = false;
      this.pulling = false;
      this.again = false;
      this.onPulled = () => this.pulled();
      this.onFailed = (error) => this.fail(error);
      this.face = null;
      stream.control = this;
    }

    /** Begins to pull once what `start` returned is there. */
    start(result) {
      whenDone(result, () => {
        this.started = true;
        this.callPull();
      }, this.onFailed);
    }

    /** Begins to pull at once, for a source of the runtime. */
    startNow() {
      this.started = true;
      this.callPull();
    }

    controller() {
      return this.face ??= new ReadableStreamDefaultController(INTERNAL, this);
    }

    desiredSize() {
      const { state } = this.stream;
      if (state === ERRORED) return null;
      return state === CLOSED ? 0 : this.mark - this.total;
    }

    mayEnqueue() {
      return !this.closing && this.stream.state === READABLE;
    }

    enqueue(chunk) {
      let size = 1;
      if (this.size !== null) {
        // Also where a read waits.
        try {
          size = checkedSize((0, this.size)(chunk));
        } catch (error) {
          this.fail(error);
          throw error;
        }
        if (this.stream.state !== READABLE) return;
      }
      const { reader } = this.stream;
      if (reader !== null && reader.requests.size > 0) {
        reader.requests.shift().chunk(chunk);
      } else {
        this.queue.push(chunk);
        this.sizes?.push(size);
        this.total += size;
      }
      this.callPull();
    }

    close() {
      this.closing = true;
      if (this.queue.size === 0) {
        this.forget();
        this.stream.close();
      }
    }

    fail(error) {
      if (this.stream.state !== READABLE) return;
      this.empty();
      this.forget();
      this.stream.fail(error);
    }

    empty() {
      this.queue.clear();
      this.sizes?.clear();
      this.total = 0;
    }

    forget() {
      this.pull = null;
      this.cancel = null;
      this.size = null;
    }

    hasChunk() {
      return this.queue.size > 0;
    }

    take() {
      const chunk = this.queue.shift();
      if (this.sizes === null) this.total--;
      else this.total = Math.max(0, this.total - this.sizes.shift());
      if (this.closing && this.queue.size === 0) {
        this.forget();
        this.stream.close();
      } else {
        this.callPull();
      }
      return chunk;
    }

    pullSteps(request) {
      if (this.queue.size > 0) {
        request.chunk(this.take());
      } else {
        this.stream.reader.requests.push(request);
        this.callPull();
      }
    }

    cancelSteps(reason) {
      this.empty();
      const { cancel } = this;
      this.forget();
      return cancel === null ? Promise.resolve() : promiseOf(cancel, undefined, reason);
    }

    releaseSteps() {}

    shouldPull() {
      if (!this.started || this.pull === null || this.closing || this.stream.state !== READABLE) return false;
      const { reader } = this.stream;
      return (reader !== null && reader.requests.size > 0) || this.mark > this.total;
    }

    callPull() {
      if (!this.shouldPull()) return;
      if (this.pulling) {
        this.again = true;
        return;
      }
      this.pulling = true;
      let result;
      try {
        result = (0, this.pull)(this);
      } catch (error) {
        result = Promise.reject(error);
      }
      if (result !== PENDING) whenDone(result, this.onPulled, this.onFailed);
    }

    pulled() {
      this.pulling = false;
      if (this.again) {
        this.again = false;
        this.callPull();
      }
    }
  }

  class ReadableStreamDefaultController {
    #control;

    constructor(mark, control) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#control = control;
    }

    get desiredSize() { return this.#control.desiredSize(); }

    close() {
      if (!this.#control.mayEnqueue()) throw new TypeError('This ReadableStream is closed.');
      this.#control.close();
    }

    enqueue(chunk) {
      if (!this.#control.mayEnqueue()) throw new TypeError('Unable to enqueue');
      this.#control.enqueue(chunk);
    }

    error(reason) {
      this.#control.fail(reason);
    }
  }

  /** Sets up a stream from a guest's source. */
  function fromGuest(state, source, strategy) {
    const given = dictionary(source, 'ReadableStream', 'UnderlyingSource');
    const { type } = given;
    if (type !== undefined && String(type) === 'bytes') {
      lib('byte-stream').fromGuest(state, given, strategy);
      return;
    }
    if (type !== undefined && String(type) !== '') {
      throw new TypeError(`"${type}" is not a valid type of ReadableStream.`);
    }
    const cancel = method(given, 'cancel', 'UnderlyingSource');
    const pull = method(given, 'pull', 'UnderlyingSource');
    const start = method(given, 'start', 'UnderlyingSource');
    const control = new DefaultControl(
      state, highWaterMark(strategy, 1), sizeOf(strategy),
      pull === undefined ? null : () => Reflect.apply(pull, given, [control.controller()]),
      cancel === undefined ? null : (reason) => Reflect.apply(cancel, given, [reason]));
    control.expected = expectedLength(given);
    begin(control, given, start);
  }

  class ReadableStream {
    #state;

    constructor(source, strategy) {
      if (source === INTERNAL) {
        this.#state = strategy;
        strategy.face = this;
        return;
      }
      this.#state = new Readable();
      this.#state.face = this;
      fromGuest(this.#state, source, strategy);
    }

    get locked() { return this.#state.reader !== null; }

    cancel(reason) {
      if (!isStream(this)) return Promise.reject(illegal());
      if (this.#state.reader !== null) return Promise.reject(new TypeError(LOCKED));
      return this.#state.cancel(reason);
    }

    getReader(options) {
      const mode = options?.mode;
      if (mode === undefined) return new ReadableStreamDefaultReader(INTERNAL, new Reader(this.#state, false));
      if (String(mode) !== 'byob') throw new TypeError("mode must be undefined or 'byob' in call to getReader().");
      return new (lib('byte-stream').ReadableStreamBYOBReader)(this);
    }

    pipeThrough(transform, options) {
      const source = this.#state;
      if (typeof transform !== 'object' || transform === null) {
        throw badParameter('ReadableStream', 'pipeThrough', 1, 'Transform');
      }
      const { readable, writable } = transform;
      if (!isStream(readable)) throw badField('readable', 'Transform', 'ReadableStream');
      const writables = lib('writable');
      if (!writables.isStream(writable)) throw badField('writable', 'Transform', 'WritableStream');
      if (source.reader !== null) throw new TypeError(LOCKED);
      const target = writables.stateOf(writable);
      if (target.writer !== null) throw new TypeError('This WritableStream is currently locked to a writer.');
      silence(lib('pipe').pipe(source, target, lib('pipe').optionsOf(options)));
      return readable;
    }

    pipeTo(destination, options) {
      if (!isStream(this)) return Promise.reject(illegal());
      try {
        const writables = lib('writable');
        if (!writables.isStream(destination)) throw badParameter('ReadableStream', 'pipeTo', 1, 'WritableStream');
        if (this.#state.reader !== null) throw new TypeError(LOCKED);
        const target = writables.stateOf(destination);
        const chosen = lib('pipe').optionsOf(options);
        if (target.writer !== null) throw new TypeError('This WritableStream is currently locked to a writer');
        return lib('pipe').pipe(this.#state, target, chosen);
      } catch (error) {
        return Promise.reject(error);
      }
    }

    tee() {
      if (this.#state.reader !== null) throw new TypeError('This ReadableStream is currently locked to a reader,');
      return lib('tee').tee(this.#state);
    }

    values(options) {
      return lib('stream-iterator').iterate(new Reader(this.#state, false), Boolean(options?.preventCancel));
    }

    static from(iterable) {
      return lib('stream-iterator').from(iterable);
    }

    static {
      stateOf = (stream) => stream.#state;
      isStream = (value) => typeof value === 'object' && value !== null && #state in value;
    }
  }

  function illegal() {
    return new TypeError('Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.');
  }

  interfaces(ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController);
  Object.defineProperty(ReadableStream, 'from', { enumerable: true });
  Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
    value: ReadableStream.prototype.values, writable: true, configurable: true,
  });

  /** A stream of the runtime: `pull` may return PENDING and call pulled() on the control later. */
  function create(mark, pull, cancel) {
    const state = new Readable();
    const control = new DefaultControl(state, mark, null, pull, cancel);
    return { stream: new ReadableStream(INTERNAL, state), state, control };
  }

  return {
    READABLE, CLOSED, ERRORED, RELEASED, LOCKED, ONE_READ, Readable, Reader, PromisedRead, DefaultControl, create,
    ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController,
    stateOf: (stream) => stateOf(stream),
    isStream: (value) => isStream(value),
    /** What the console shows besides the properties. */
    describe(stream) {
      const { state, control } = stateOf(stream);
      return {
        state: ['readable', 'closed', 'errored'][state],
        supportsBYOB: control.isBytes === true,
        length: control.expected >= 0 ? BigInt(control.expected) : undefined,
      };
    },
    readerOf: (reader) => readerOf(reader),
    isReader: (value) => isReader(value),
  };
})
