// Streams as async iterables, and streams made of iterables.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { promiseOf, badParameter } = lib('stream-parts');
  const { PromisedRead, create } = lib('readable');
  const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

  class Iteration {
    constructor(reader, keep) {
      this.reader = reader;
      this.keep = keep;
      this.ongoing = null;
      this.finished = false;
    }

    next() {
      if (this.finished) return Promise.resolve({ value: undefined, done: true });
      const { reader } = this;
      const request = new PromisedRead();
      request.close = () => {
        this.finished = true;
        reader.release();
        request.resolve({ value: undefined, done: true });
      };
      request.error = (error) => {
        this.finished = true;
        reader.release();
        request.reject(error);
      };
      reader.stream.read(request);
      return request.promise;
    }

    end(value) {
      if (this.finished) return Promise.resolve({ value, done: true });
      this.finished = true;
      const { reader } = this;
      const cancelled = this.keep ? Promise.resolve() : reader.cancel(value);
      reader.release();
      return cancelled.then(() => ({ value, done: true }));
    }

    /** Steps run one after the other. */
    after(step) {
      this.ongoing = this.ongoing === null ? step() : this.ongoing.then(step, step);
      return this.ongoing;
    }
  }

  const iterations = new WeakMap();
  const prototype = Object.create(AsyncIteratorPrototype, {
    next: {
      value: function next() {
        const iteration = iterations.get(this);
        if (iteration === undefined) return Promise.reject(new TypeError('Illegal invocation'));
        return iteration.after(() => iteration.next());
      },
      writable: true, enumerable: true, configurable: true,
    },
    return: {
      value: function (value) {
        const iteration = iterations.get(this);
        if (iteration === undefined) return Promise.reject(new TypeError('Illegal invocation'));
        return iteration.after(() => iteration.end(value));
      },
      writable: true, enumerable: true, configurable: true,
    },
    [Symbol.toStringTag]: { value: 'ReadableStreamAsyncIterator', configurable: true },
  });

  function iterate(reader, keep) {
    const iterator = Object.create(prototype);
    iterations.set(iterator, new Iteration(reader, keep));
    return iterator;
  }

  function from(iterable) {
    const make = iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator];
    if (typeof make !== 'function') throw badParameter('ReadableStream', 'from', 1, 'AsyncGenerator');
    const iterator = Reflect.apply(make, iterable, []);
    if (typeof iterator !== 'object' || iterator === null) {
      throw badParameter('ReadableStream', 'from', 1, 'AsyncGenerator');
    }
    const { next } = iterator;
    const synchronous = iterable[Symbol.asyncIterator] === undefined || iterable[Symbol.asyncIterator] === null;
    const made = create(0, async (control) => {
      const result = await Reflect.apply(next, iterator, []);
      if (typeof result !== 'object' || result === null) {
        throw new TypeError('The result of the iterator is not an object.');
      }
      if (result.done) {
        if (control.mayEnqueue()) control.close();
        return;
      }
      const value = synchronous ? await result.value : result.value;
      if (control.mayEnqueue()) control.enqueue(value);
    }, (reason) => {
      const end = iterator.return;
      if (end === undefined || end === null) return undefined;
      if (typeof end !== 'function') throw new TypeError("The 'return' member of the iterator is not a function.");
      return promiseOf(end, iterator, reason).then((result) => {
        if (typeof result !== 'object' || result === null) {
          throw new TypeError('The result of the iterator is not an object.');
        }
      });
    });
    made.control.start(undefined);
    return made.stream;
  }

  return { iterate, from };
})
