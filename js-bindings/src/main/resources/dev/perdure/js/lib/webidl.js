// What several interfaces of the global scope have in common.
(function perdurePart(host, lib, realm) {
  'use strict';
  const ILLEGAL =
    'Illegal invocation: function called with incorrect `this` reference. ' +
    'See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.';
  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

  /** The error for a method that was called on an object of another class. */
  function illegal() {
    return new TypeError(ILLEGAL);
  }

  /** The error for an argument of a wrong type; without a method it is the constructor's. */
  function wrongArgument(type, method, index, expected) {
    return new TypeError(
      method === null
        ? `Failed to construct '${type}': constructor parameter ${index} is not of type '${expected}'.`
        : `Failed to execute '${method}' on '${type}': parameter ${index} is not of type '${expected}'.`);
  }

  /** Makes iterators that give what `step` gives until it is undefined. */
  function iterators(tag) {
    const steps = new WeakMap();
    const prototype = Object.create(IteratorPrototype);
    Object.defineProperty(prototype, 'next', {
      value: function next() {
        const step = steps.get(this);
        if (step === undefined) throw illegal();
        const value = step();
        return { done: value === undefined, value };
      },
      writable: true, enumerable: true, configurable: true,
    });
    Object.defineProperty(prototype, Symbol.toStringTag, { value: tag, configurable: true });
    return (step) => {
      const iterator = Object.create(prototype);
      steps.set(iterator, step);
      return iterator;
    };
  }

  /** Lets `for of` walk what `entries` gives. */
  function iterable(type, entries) {
    Object.defineProperty(type.prototype, Symbol.iterator, { value: entries, writable: true, configurable: true });
  }

  return { illegal, wrongArgument, iterators, iterable };
})
