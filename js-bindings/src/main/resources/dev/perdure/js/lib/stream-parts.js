// What all kinds of streams share: queues, settled promises, strategies and the checks of arguments.
(function perdurePart(host, lib, realm) {
  'use strict';
  // Given to constructors that guests may not call.
  const INTERNAL = Symbol('internal');
  // What an algorithm of the runtime returns when it will call back itself: no promise is made.
  const PENDING = Symbol('pending');
  const DONE = Promise.resolve();

  /** A ring of items in the order of their arrival. */
  class Queue {
    constructor() {
      this.items = [undefined, undefined, undefined, undefined];
      this.head = 0;
      this.size = 0;
    }

    push(item) {
      const { items, size } = this;
      if (size === items.length) this.grow();
      this.items[(this.head + size) & (this.items.length - 1)] = item;
      this.size = size + 1;
    }

    replaceLast(item) {
      this.items[(this.head + this.size - 1) & (this.items.length - 1)] = item;
    }

    peek() {
      return this.items[this.head];
    }

    shift() {
      const { items, head } = this;
      const item = items[head];
      items[head] = undefined;
      this.head = (head + 1) & (items.length - 1);
      this.size--;
      return item;
    }

    grow() {
      const { items, head } = this;
      const more = items.slice(head).concat(items.slice(0, head));
      for (let i = items.length; i > 0; i--) more.push(undefined);
      this.items = more;
      this.head = 0;
    }

    clear() {
      if (this.size > 0) {
        this.items = [undefined, undefined, undefined, undefined];
        this.size = 0;
      }
      this.head = 0;
    }
  }

  /** A promise that is settled from outside, and that never counts as an unhandled rejection. */
  class Quiet {
    constructor() {
      const { promise, resolve, reject } = Promise.withResolvers();
      this.promise = promise;
      this.resolve = resolve;
      this.reject = reject;
      silence(promise);
    }
  }

  function ignore() {}

  function silence(promise) {
    promise.then(undefined, ignore);
    return promise;
  }

  function quietlyRejected(error) {
    return silence(Promise.reject(error));
  }

  /** Goes on in a microtask with what an algorithm returned, which may be a promise or anything. */
  function whenDone(result, fulfilled, rejected) {
    if (result === undefined) DONE.then(fulfilled);
    else (result instanceof Promise ? result : Promise.resolve(result)).then(fulfilled, rejected);
  }

  /** The promise of what a function returns or throws. */
  function promiseOf(run, self, ...args) {
    try {
      return Promise.resolve(Reflect.apply(run, self, args));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  function badField(field, type, expected) {
    return new TypeError(`Incorrect type for the '${field}' field on '${type}': the provided value is not of type '${expected}'.`);
  }

  function badParameter(type, method, index, expected) {
    return new TypeError(method === 'constructor'
      ? `Failed to construct '${type}': constructor parameter ${index} is not of type '${expected}'.`
      : `Failed to execute '${method}' on '${type}': parameter ${index} is not of type '${expected}'.`);
  }

  /** A function member of a source, sink or transformer, or undefined. */
  function method(object, name, type) {
    const value = object[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'function') throw badField(name, type, 'function');
    return value;
  }

  /**
   * Runs the `start` of a source or sink. As on the platform an error it throws fails the stream, and
   * without a `start` the stream works at once.
   */
  function begin(control, given, start) {
    if (start === undefined) {
      control.startNow();
      return;
    }
    let result;
    try {
      result = Reflect.apply(start, given, [control.controller()]);
    } catch (error) {
      result = Promise.reject(error);
    }
    control.start(result);
  }

  /** The number of bytes that a source says it will give, or -1. */
  function expectedLength(given) {
    const { expectedLength: length } = given;
    return length === undefined ? -1 : Math.trunc(Number(length));
  }

  function dictionary(value, type, kind) {
    if (value === undefined || value === null) return {};
    if (typeof value !== 'object' && typeof value !== 'function') throw badParameter(type, 'constructor', 1, kind);
    return value;
  }

  function highWaterMark(strategy, otherwise) {
    const value = strategy?.highWaterMark;
    if (value === undefined) return otherwise;
    const mark = Number(value);
    if (Number.isNaN(mark) || mark < 0) {
      throw new TypeError('The value cannot be converted because it is negative and this API expects a positive bigint.');
    }
    return mark;
  }

  const countSize = Object.defineProperty(() => 1, 'name', { value: 'size' });
  const byteSize = Object.defineProperty((chunk) => chunk?.byteLength, 'name', { value: 'size' });

  /** The size function of a strategy; null stands for one that gives 1. */
  function sizeOf(strategy) {
    const size = strategy?.size;
    if (size === undefined || size === null || size === countSize) return null;
    if (typeof size !== 'function') throw badField('size', 'StreamQueuingStrategy', 'function');
    return size;
  }

  function checkedSize(value) {
    const size = Number(value);
    if (!Number.isFinite(size)) {
      throw new TypeError('The value cannot be converted because it is not an integer.');
    }
    if (size < 0) {
      throw new TypeError('The value cannot be converted because it is negative and this API expects a positive bigint.');
    }
    return size;
  }

  function markOf(init, name, count) {
    if (typeof init !== 'object' || init === null) throw badParameter(name, 'constructor', 1, 'QueuingStrategyInit');
    return Number(init.highWaterMark);
  }

  class ByteLengthQueuingStrategy {
    #mark;

    constructor(init) {
      this.#mark = markOf(init, 'ByteLengthQueuingStrategy');
    }

    get highWaterMark() { return this.#mark; }
    get size() { this.#mark; return byteSize; }
  }

  class CountQueuingStrategy {
    #mark;

    constructor(init) {
      this.#mark = markOf(init, 'CountQueuingStrategy');
    }

    get highWaterMark() { return this.#mark; }
    get size() { this.#mark; return countSize; }
  }

  /** Gives classes what WebIDL asks for. */
  function interfaces(...types) {
    for (const type of types) {
      realm.asInterface(type, type.name);
      Object.defineProperty(type, 'length', { value: 0, configurable: true });
    }
  }
  interfaces(ByteLengthQueuingStrategy, CountQueuingStrategy);

  /** The bytes of an ArrayBuffer or a view as they stand, or null for anything else. */
  function bytesOf(chunk) {
    if (chunk instanceof Uint8Array) return chunk;
    if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (chunk instanceof ArrayBuffer || isShared(chunk)) return new Uint8Array(chunk);
    return null;
  }

  function isShared(chunk) {
    return typeof SharedArrayBuffer === 'function' && chunk instanceof SharedArrayBuffer;
  }

  return {
    INTERNAL, PENDING, DONE, Queue, Quiet, silence, quietlyRejected, whenDone, promiseOf, badField, badParameter,
    begin, expectedLength, method, dictionary, highWaterMark, sizeOf, checkedSize, interfaces, bytesOf,
    ByteLengthQueuingStrategy, CountQueuingStrategy,
  };
})
