// Byte streams: the controller of ReadableStream({type: 'bytes'}) and BYOB readers, after the standard.
(function perdurePart(host, lib, realm) {
  'use strict';
  const {
    INTERNAL, PENDING, Queue, whenDone, promiseOf, badParameter, begin, expectedLength, method, highWaterMark, interfaces, bytesOf,
  } = lib('stream-parts');
  const {
    READABLE, CLOSED, RELEASED, LOCKED, ONE_READ, Readable, Reader, PromisedRead, ReadableStream, stateOf, isStream,
  } = lib('readable');
  const BATCH = 4096;
  const CLOSED_CONTROLLER = 'This ReadableByteStreamController is closed.';
  const viewName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const VIEWS = Object.create(null);
  for (const type of [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
    Float64Array, BigInt64Array, BigUint64Array,
  ]) VIEWS[type.name] = type;
  if (typeof Float16Array === 'function') VIEWS.Float16Array = Float16Array;

  /** The constructor of a view by what it is, whatever it says of itself. */
  function viewType(view) {
    const name = viewName.call(view);
    return name === undefined ? DataView : VIEWS[name];
  }

  function isView(value) {
    return ArrayBuffer.isView(value);
  }

  function transfer(buffer) {
    try {
      return buffer.transfer();
    } catch {
      throw new TypeError('Unable to use non-detachable ArrayBuffer.');
    }
  }

  /** Bytes that a reader of views waits for; `kind` is 'byob', 'default' (allocated) or 'none' (no reader). */
  class PullInto {
    constructor(buffer, offset, length, minimum, unit, type, kind) {
      this.buffer = buffer;
      this.offset = offset;
      this.length = length;
      this.filled = 0;
      this.minimum = minimum;
      this.unit = unit;
      this.type = type;
      this.kind = kind;
      this.bufferLength = buffer.byteLength;
      // Where the bytes go in the end, if the reader kept its buffer.
      this.home = null;
    }

    view() {
      if (this.home !== null) return this.land();
      return new this.type(this.buffer, this.offset, this.filled / this.unit);
    }

    /** Copies what came into the buffer that its reader kept, as far as it still has room. */
    land() {
      const { buffer, offset } = this.home;
      if (buffer.detached) return new Uint8Array(0);
      const room = buffer.byteLength - offset;
      if (room <= 0) return new Uint8Array(buffer, 0, 0);
      const size = Math.min(this.filled, room - (room % this.unit));
      new Uint8Array(buffer, offset, size).set(new Uint8Array(this.buffer, this.offset, size));
      return new this.type(buffer, offset, size / this.unit);
    }
  }

  class ByteControl {
    constructor(stream, mark, pull, cancel, allocate) {
      this.stream = stream;
      this.mark = mark;
      this.pull = pull;
      this.cancel = cancel;
      this.allocate = allocate;
      this.isBytes = true;
      this.queue = new Queue();
      this.total = 0;
      this.pulls = [];
      this.request = null;
      this.started = false;
      this.closing = false;
      this.pulling = false;
      this.again = false;
      this.onPulled = () => this.pulled();
      this.onFailed = (error) => this.fail(error);
      // Called when the queue has been read to its end.
      this.emptied = null;
      // A read takes as many small chunks together as make this many bytes.
      this.batch = 0;
      // Whether a second read is refused while one waits.
      this.single = false;
      // The number of bytes in all, where it is known and not negative.
      this.expected = -1;
      this.face = null;
      stream.control = this;
    }

    start(result) {
      whenDone(result, () => {
        this.started = true;
        this.callPull();
      }, this.onFailed);
    }

    startNow() {
      this.started = true;
      this.callPull();
    }

    controller() {
      return this.face ??= new ReadableByteStreamController(INTERNAL, this);
    }

    desiredSize() {
      const { state } = this.stream;
      if (state === READABLE) return this.mark - this.total;
      return state === CLOSED ? 0 : null;
    }

    mayEnqueue() {
      return !this.closing && this.stream.state === READABLE;
    }

    /** Gives bytes that nobody else holds. */
    give(bytes) {
      this.enqueue(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }

    enqueue(buffer, offset, length) {
      this.count(length);
      const { stream, pulls } = this;
      if (pulls.length > 0) {
        const [first] = pulls;
        this.invalidate();
        first.buffer = transfer(first.buffer);
        if (first.kind === 'none') this.detachToQueue(first);
      }
      const { reader } = stream;
      if (reader !== null && !reader.byob) {
        while (reader.requests.size > 0 && this.total > 0) reader.requests.shift().chunk(this.takeBytes());
        if (reader.requests.size === 0) {
          this.push(buffer, offset, length);
        } else {
          if (this.pulls.length > 0) this.pulls.shift();
          reader.requests.shift().chunk(new Uint8Array(buffer, offset, length));
        }
      } else {
        this.push(buffer, offset, length);
        if (reader !== null) this.commitAll(this.fillAll());
      }
      this.callPull();
    }

    /** What is left of the length that was promised, where streams of the runtime give bytes. */
    count(length) {
      if (this.single && this.expected > 0) this.expected -= length;
    }

    push(buffer, offset, length) {
      this.queue.push({ buffer, offset, length });
      this.total += length;
    }

    detachToQueue(pull) {
      if (pull.filled > 0) this.push(pull.buffer.slice(pull.offset, pull.offset + pull.filled), 0, pull.filled);
      this.pulls.shift();
    }

    close() {
      if (!this.mayEnqueue()) return;
      if (this.total > 0) {
        this.closing = true;
        return;
      }
      const [first] = this.pulls;
      if (first !== undefined && first.filled % first.unit !== 0) {
        const error = new TypeError('This ReadableStream was closed with a partial read pending.');
        this.fail(error);
        throw error;
      }
      this.forget();
      this.stream.close();
    }

    /** Closes for a source of the runtime: reads that wait get an empty view. */
    end() {
      if (this.stream.state !== READABLE) return;
      const [first] = this.pulls;
      if (first !== undefined && this.total === 0) {
        first.filled -= first.filled % first.unit;
        const { reader } = this.stream;
        if (first.filled > 0 && reader !== null && reader.byob) {
          // What came of a read that wanted more is still a chunk; the end is for the next.
          this.invalidate();
          this.commit(this.pulls.shift());
        }
      }
      this.close();
      if (this.stream.state === CLOSED) this.respondClosed();
    }

    fail(error) {
      if (this.stream.state !== READABLE) return;
      this.invalidate();
      this.pulls = [];
      this.empty();
      this.forget();
      this.stream.fail(error);
    }

    empty() {
      this.queue.clear();
      this.total = 0;
    }

    forget() {
      this.pull = null;
      this.cancel = null;
    }

    hasChunk() {
      return this.total > 0;
    }

    /** The next chunk of the queue. */
    takeBytes() {
      const { buffer, offset, length } = this.queue.shift();
      const next = this.queue.peek();
      if (next !== undefined && length + next.length <= this.batch) return this.takeTogether(buffer, offset, length);
      this.total -= length;
      this.drained();
      return new Uint8Array(buffer, offset, length);
    }

    takeTogether(buffer, offset, length) {
      const chunks = [new Uint8Array(buffer, offset, length)];
      let size = length;
      for (let next = this.queue.peek(); next !== undefined && size + next.length <= this.batch; next = this.queue.peek()) {
        this.queue.shift();
        chunks.push(new Uint8Array(next.buffer, next.offset, next.length));
        size += next.length;
      }
      const all = new Uint8Array(size);
      let at = 0;
      for (const chunk of chunks) {
        all.set(chunk, at);
        at += chunk.byteLength;
      }
      this.total -= size;
      this.drained();
      return all;
    }

    take() {
      return this.takeBytes();
    }

    drained() {
      if (this.total === 0) this.emptied?.();
      if (this.total === 0 && this.closing) {
        this.forget();
        this.stream.close();
      } else {
        this.callPull();
      }
    }

    pullSteps(request) {
      if (this.total > 0) {
        request.chunk(this.takeBytes());
        return;
      }
      if (this.allocate > 0) {
        this.pulls.push(new PullInto(new ArrayBuffer(this.allocate), 0, this.allocate, 1, 1, Uint8Array, 'default'));
      }
      this.stream.reader.requests.push(request);
      this.callPull();
    }

    /** Reads into a view of at least `minimum` elements. */
    pullInto(view, minimum, request) {
      const { stream } = this;
      const type = viewType(view);
      const unit = type === DataView ? 1 : type.BYTES_PER_ELEMENT;
      let pull;
      try {
        pull = this.destination(view, minimum * unit, unit, type);
      } catch (error) {
        request.error(error);
        return;
      }
      if (this.pulls.length > 0) {
        this.pulls.push(pull);
        stream.reader.requests.push(request);
        return;
      }
      if (stream.state === CLOSED) {
        request.close(pull.view());
        return;
      }
      if (this.total > 0) {
        if (this.fill(pull)) {
          const filled = pull.view();
          this.drained();
          request.chunk(filled);
          return;
        }
        if (this.closing) {
          const error = new TypeError('This ReadableStream was closed with a partial read pending.');
          this.fail(error);
          request.error(error);
          return;
        }
      }
      this.pulls.push(pull);
      stream.reader.requests.push(request);
      this.callPull();
    }

    destination(view, minimum, unit, type) {
      const { buffer, byteOffset, byteLength } = view;
      // Streams of the runtime answer with bytes, whatever they were given.
      const [as, size] = this.single ? [Uint8Array, 1] : [type, unit];
      if (realm.flag('STREAMS_BYOB_READER_DETACHES_BUFFER')) {
        return new PullInto(transfer(buffer), byteOffset, byteLength, minimum, size, as, 'byob');
      }
      const pull = new PullInto(new ArrayBuffer(byteLength), 0, byteLength, minimum, size, as, 'byob');
      pull.home = { buffer, offset: byteOffset };
      return pull;
    }

    /** Moves bytes from the queue into a view; true when it has what it needs. */
    fill(pull) {
      const most = Math.min(this.total, pull.length - pull.filled);
      const sum = pull.filled + most;
      const aligned = sum - (sum % pull.unit);
      const ready = aligned >= pull.minimum;
      let left = ready ? aligned - pull.filled : most;
      const target = new Uint8Array(pull.buffer);
      while (left > 0) {
        const head = this.queue.peek();
        const count = Math.min(left, head.length);
        target.set(new Uint8Array(head.buffer, head.offset, count), pull.offset + pull.filled);
        if (count === head.length) {
          this.queue.shift();
        } else {
          head.offset += count;
          head.length -= count;
        }
        this.total -= count;
        pull.filled += count;
        left -= count;
      }
      return ready;
    }

    fillAll() {
      const filled = [];
      while (this.pulls.length > 0 && this.total > 0 && this.fill(this.pulls[0])) {
        this.invalidate();
        filled.push(this.pulls.shift());
      }
      return filled;
    }

    commitAll(filled) {
      for (const pull of filled) this.commit(pull);
    }

    commit(pull) {
      const { stream } = this;
      const request = stream.reader.requests.shift();
      if (stream.state === CLOSED) request.close(pull.view());
      else request.chunk(pull.view());
    }

    cancelSteps(reason) {
      this.invalidate();
      this.pulls = [];
      this.empty();
      const { cancel } = this;
      this.forget();
      return cancel === null ? Promise.resolve() : promiseOf(cancel, undefined, reason);
    }

    releaseSteps() {
      if (this.pulls.length > 0) {
        const [first] = this.pulls;
        first.kind = 'none';
        this.pulls = [first];
      }
    }

    shouldPull() {
      const { stream } = this;
      if (stream.state !== READABLE || this.closing || !this.started || this.pull === null) return false;
      const { reader } = stream;
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

    byobRequest() {
      if (this.request === null && this.pulls.length > 0) {
        const [first] = this.pulls;
        const view = new Uint8Array(first.buffer, first.offset + first.filled, first.length - first.filled);
        this.request = new ReadableStreamBYOBRequest(INTERNAL, this, view);
      }
      return this.request;
    }

    invalidate() {
      if (this.request !== null) {
        invalidate(this.request);
        this.request = null;
      }
    }

    respond(written) {
      const [first] = this.pulls;
      if (this.stream.state === CLOSED) {
        if (written !== 0) throw new TypeError('The bytesWritten must be zero after the stream is closed.');
      } else {
        if (written === 0) throw new TypeError('The bytesWritten must be more than zero while the stream is open.');
        if (first.filled + written > first.length) {
          throw new RangeError(`Too many bytes [${written}] in response to a BYOB read request.`);
        }
      }
      first.buffer = transfer(first.buffer);
      this.responded(written);
    }

    respondWith(view, type) {
      const [first] = this.pulls;
      if (this.stream.state === CLOSED) {
        if (view.byteLength !== 0) throw new TypeError('The view byte length must be zero after the stream is closed.');
      } else if (view.byteLength === 0) {
        throw new TypeError('The view byte length must be more than zero while the stream is open.');
      }
      if (!(view.buffer instanceof ArrayBuffer)) throw new TypeError('Unable to use non-detachable ArrayBuffer.');
      if (first.offset + first.filled !== view.byteOffset) throw new RangeError('The given view has an invalid byte offset.');
      if (first.bufferLength !== view.buffer.byteLength || first.filled + view.byteLength > first.length) {
        throw new RangeError('The underlying ArrayBuffer is not the correct length.');
      }
      const written = view.byteLength;
      first.buffer = transfer(view.buffer);
      // The answer comes in elements of the new view.
      const unit = type.BYTES_PER_ELEMENT ?? 1;
      if (first.kind === 'byob' && first.offset % unit === 0 && written >= unit) {
        first.type = type;
        first.unit = unit;
      }
      this.responded(written);
    }

    responded(written) {
      const [first] = this.pulls;
      this.invalidate();
      if (this.stream.state === CLOSED) {
        this.respondClosed();
      } else {
        this.respondReadable(first, written);
        this.callPull();
      }
    }

    respondClosed() {
      if (this.pulls.length > 0 && this.pulls[0].kind === 'none') this.pulls.shift();
      const { reader } = this.stream;
      if (reader !== null && reader.byob) {
        while (reader.requests.size > 0 && this.pulls.length > 0) this.commit(this.pulls.shift());
      }
    }

    respondReadable(first, written) {
      first.filled += written;
      if (first.kind === 'none') {
        this.detachToQueue(first);
        this.commitAll(this.fillAll());
        return;
      }
      if (first.filled < first.minimum) return;
      this.pulls.shift();
      const rest = first.filled % first.unit;
      if (rest > 0) {
        const end = first.offset + first.filled;
        this.push(first.buffer.slice(end - rest, end), 0, rest);
        first.filled -= rest;
      }
      const filled = this.fillAll();
      if (first.kind === 'default') this.stream.reader.requests.shift().chunk(first.view());
      else this.commit(first);
      this.commitAll(filled);
    }
  }

  let invalidate;

  class ReadableStreamBYOBRequest {
    #control;
    #view;

    constructor(mark, control, view) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#control = control;
      this.#view = view;
    }

    get view() { return this.#view; }

    /** How many bytes at least the reader waits for. */
    get atLeast() {
      const first = this.#control?.pulls[0];
      return first === undefined ? null : Math.max(1, first.minimum - first.filled);
    }

    respond(bytesWritten) {
      const control = this.#control;
      if (control === null) throw new TypeError('This ReadableStreamBYOBRequest has been invalidated.');
      if (this.#view.buffer.detached) throw new TypeError('Cannot respond with a zero-length or detached view');
      control.respond(countOf(bytesWritten));
    }

    respondWithNewView(view) {
      const control = this.#control;
      if (control === null) throw new TypeError('This ReadableStreamBYOBRequest has been invalidated.');
      const bytes = bytesOf(view);
      if (bytes === null) throw badParameter('ReadableStreamBYOBRequest', 'respondWithNewView', 1, 'BufferSource');
      if (bytes.buffer.detached) throw new TypeError('The underlying ArrayBuffer has been detached.');
      control.respondWith(bytes, isView(view) ? viewType(view) : Uint8Array);
    }

    static {
      invalidate = (request) => {
        request.#control = null;
        request.#view = null;
      };
    }
  }

  function countOf(value) {
    const count = Math.trunc(Number(value));
    if (!(count >= 0)) {
      throw new TypeError('The value cannot be converted because it is negative and this API expects a positive bigint.');
    }
    return count;
  }

  class ReadableByteStreamController {
    #control;

    constructor(mark, control) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#control = control;
    }

    get byobRequest() { return this.#control.byobRequest(); }
    get desiredSize() { return this.#control.desiredSize(); }

    close() {
      if (!this.#control.mayEnqueue()) throw new TypeError('This ReadableStream is closed.');
      this.#control.close();
    }

    enqueue(chunk) {
      const bytes = bytesOf(chunk);
      if (bytes === null) throw badParameter('ReadableByteStreamController', 'enqueue', 1, 'BufferSource');
      if (bytes.byteLength === 0) throw new TypeError('Cannot enqueue a zero-length ArrayBuffer.');
      if (!this.#control.mayEnqueue()) throw new TypeError(CLOSED_CONTROLLER);
      const { byteOffset, byteLength } = bytes;
      let buffer;
      try {
        buffer = bytes.buffer.transfer();
      } catch {
        throw new TypeError('The provided ArrayBuffer must be detachable.');
      }
      this.#control.enqueue(buffer, byteOffset, byteLength);
    }

    error(reason) {
      this.#control.fail(reason);
    }
  }

  class ReadableStreamBYOBReader {
    #reader;

    constructor(stream) {
      if (!isStream(stream)) throw badParameter('ReadableStreamBYOBReader', 'constructor', 1, 'ReadableStream');
      const state = stateOf(stream);
      if (state.reader !== null) throw new TypeError(LOCKED);
      if (state.control.isBytes !== true) throw new TypeError('This ReadableStream does not support BYOB reads.');
      this.#reader = new Reader(state, true);
    }

    get closed() { return this.#reader.closed(); }

    cancel(reason) {
      return this.#reader.cancel(reason);
    }

    read(view, options) {
      if (!isView(view)) return Promise.reject(badParameter('ReadableStreamBYOBReader', 'read', 1, 'ArrayBufferView'));
      return ReadableStreamBYOBReader.#read(this, view, options?.min ?? 1);
    }

    readAtLeast(min, view) {
      if (!isView(view)) return Promise.reject(badParameter('ReadableStreamBYOBReader', 'readAtLeast', 2, 'ArrayBufferView'));
      return ReadableStreamBYOBReader.#read(this, view, min);
    }

    static #read = (self, view, min) => {
      const { stream } = self.#reader;
      if (stream === null) return Promise.reject(new TypeError(RELEASED));
      if (view.byteLength === 0) {
        return Promise.reject(new TypeError('You must call read() on a "byob" reader with a positive-sized TypedArray object.'));
      }
      const minimum = Math.trunc(Number(min));
      if (!(minimum > 0)) {
        return Promise.reject(new TypeError(`Requested invalid minimum number of bytes to read (${min}).`));
      }
      const length = view.length ?? view.byteLength;
      if (minimum > length) {
        return Promise.reject(new TypeError(`Minimum bytes to read (${minimum}) exceeds size of buffer (${length}).`));
      }
      if (stream.state === READABLE && stream.control.single && self.#reader.requests.size > 0) {
        return Promise.reject(new TypeError(ONE_READ));
      }
      const request = new PromisedRead();
      stream.disturbed = true;
      if (stream.state === READABLE || stream.state === CLOSED) stream.control.pullInto(view, minimum, request);
      else request.error(stream.error);
      return request.promise;
    };

    releaseLock() {
      this.#reader.release();
    }
  }

  interfaces(
    ReadableByteStreamController, ReadableStreamBYOBRequest, ReadableStreamBYOBReader);

  /** Sets up a stream from a guest's byte source. */
  function fromGuest(state, given, strategy) {
    const cancel = method(given, 'cancel', 'UnderlyingSource');
    const pull = method(given, 'pull', 'UnderlyingSource');
    const start = method(given, 'start', 'UnderlyingSource');
    const size = given.autoAllocateChunkSize;
    if (size !== undefined && countOf(size) === 0) {
      throw new TypeError('The autoAllocateChunkSize option cannot be zero.');
    }
    const allocate = size === undefined
      ? (realm.flag('STREAMS_NO_DEFAULT_AUTO_ALLOCATE_CHUNK_SIZE') ? 0 : 4096)
      : countOf(size);
    const control = new ByteControl(
      state, highWaterMark(strategy, 0),
      pull === undefined ? null : () => Reflect.apply(pull, given, [control.controller()]),
      cancel === undefined ? null : (reason) => Reflect.apply(cancel, given, [reason]), allocate);
    control.batch = BATCH;
    control.expected = expectedLength(given);
    begin(control, given, start);
  }

  /** A byte stream of the runtime, as create of readable.js. */
  function create(mark, pull, cancel) {
    const state = new Readable();
    const control = new ByteControl(state, mark, pull, cancel, 0);
    return { stream: new ReadableStream(INTERNAL, state), state, control };
  }

  return { create, fromGuest, ReadableByteStreamController, ReadableStreamBYOBRequest, ReadableStreamBYOBReader };
})
