// What other parts need of streams: streams over sources of Java, and sources of Java over streams.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { bytesOf, silence } = lib('stream-parts');
  const { READABLE, LOCKED, Reader, ReadableStream, stateOf, isStream } = lib('readable');
  const NO_BYTES = 'This ReadableStream did not return bytes.';
  // So many bytes are taken out of a stream's queue in one turn.
  const BATCH = 65536;

  /** A byte stream over a ByteSource of Java; its chunks are fetched when they are asked for. */
  function fromSource(source) {
    const { stream, state, control } = lib('byte-stream').create(0, () => {
      const chunk = host.read(source);
      if (chunk instanceof ArrayBuffer || chunk === null) return arrived(chunk);
      return realm.wait(chunk).then(arrived);
    }, (reason) => host.cancel(source, reason));
    const arrived = (chunk) => {
      if (chunk === null) control.end();
      else if (control.mayEnqueue()) control.enqueue(chunk, 0, chunk.byteLength);
    };
    state.java = source;
    control.expected = host.length(source);
    control.single = true;
    control.startNow();
    return stream;
  }

  /** The source that an untouched stream stands for, which the stream then gives up; else null. */
  function takeSource(stream) {
    const state = stateOf(stream);
    const { java } = state;
    if (java === null || state.disturbed || state.reader !== null) return null;
    state.disturbed = true;
    state.control.forget();
    state.close();
    return java;
  }

  /** Hands the chunks of a stream to a StreamSource of Java, several at a time where they are there. */
  class Outlet {
    constructor(state) {
      this.state = state;
      this.reader = new Reader(state, false);
      this.java = host.source(state.control.expected ?? -1, () => this.pull(), (reason) => this.cancel(reason));
      this.scope = lib('event-scope').current();
      this.scope?.pin();
    }

    ended() {
      this.scope?.unpin();
      this.scope = undefined;
    }

    pull() {
      this.state.read(this);
    }

    chunk(value) {
      const { state } = this;
      let total = 0;
      for (let next = value; ;) {
        const bytes = bytesOf(next);
        if (bytes === null) {
          this.refuse();
          return;
        }
        if (bytes.byteLength > 0) {
          this.java.give(bytes.buffer, bytes.byteOffset, bytes.byteLength);
          total += bytes.byteLength;
        }
        if (total >= BATCH || state.state !== READABLE || !state.control.hasChunk()) break;
        next = state.control.take();
      }
      if (total > 0) this.java.flush();
      else this.pull();
    }

    refuse() {
      const error = new TypeError(NO_BYTES);
      this.java.fail(error);
      silence(this.state.cancel(error));
      this.ended();
    }

    close() {
      this.java.end();
      this.ended();
    }

    error(reason) {
      this.java.fail(reason);
      this.ended();
    }

    cancel(reason) {
      silence(this.state.cancel(reason));
      this.ended();
    }
  }

  /** A ByteSource of Java with the bytes of a stream, which is locked from then on. */
  function toSource(stream) {
    const state = stateOf(stream);
    if (state.reader !== null) throw new TypeError(LOCKED);
    return takeSource(stream) ?? new Outlet(state).java;
  }

  /** Reads a stream to its end without a promise for each chunk. */
  class Gather {
    constructor(state) {
      this.state = state;
      this.reader = new Reader(state, false);
      this.chunks = [];
      this.total = 0;
      this.running = false;
      this.wanted = false;
      const { promise, resolve, reject } = Promise.withResolvers();
      this.promise = promise;
      this.resolve = resolve;
      this.reject = reject;
    }

    next() {
      this.wanted = true;
      if (this.running) return;
      this.running = true;
      while (this.wanted) {
        this.wanted = false;
        this.state.read(this);
      }
      this.running = false;
    }

    chunk(value) {
      const bytes = bytesOf(value);
      if (bytes === null) {
        const error = new TypeError(NO_BYTES);
        silence(this.state.cancel(error));
        this.reject(error);
        return;
      }
      this.chunks.push(bytes);
      this.total += bytes.byteLength;
      this.next();
    }

    close() {
      const { chunks } = this;
      if (chunks.length === 1) {
        this.resolve(chunks[0]);
        return;
      }
      const all = new Uint8Array(this.total);
      let offset = 0;
      for (const chunk of chunks) {
        all.set(chunk, offset);
        offset += chunk.byteLength;
      }
      this.resolve(all);
    }

    error(reason) {
      this.reject(reason);
    }
  }

  /** A promise of all bytes of a stream. */
  function readAll(stream) {
    const state = stateOf(stream);
    if (state.reader !== null) return Promise.reject(new TypeError(LOCKED));
    const source = takeSource(stream);
    if (source !== null) return realm.wait(host.readAll(source)).then((buffer) => new Uint8Array(buffer));
    const gather = new Gather(state);
    gather.next();
    return gather.promise;
  }

  return {
    ReadableStream,
    get WritableStream() { return lib('writable').WritableStream; },
    get TransformStream() { return lib('transform').TransformStream; },
    isStream, fromSource, takeSource, toSource, readAll,
    isDisturbed: (stream) => stateOf(stream).disturbed,
    isLocked: (stream) => stateOf(stream).reader !== null,
    /** Cancels a stream, locked or not; nobody hears of a failure. */
    cancel: (stream, reason) => { silence(stateOf(stream).cancel(reason)); },
  };
})
