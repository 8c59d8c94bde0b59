// node:test, as far as a worker has it: mocks.
(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const key = Symbol('mock');

  function options(given) {
    if (given !== undefined) errors.validateObject(given, 'options');
    const { times = Infinity, getter, setter } = given ?? {};
    if (times !== Infinity) errors.validateInteger(times, 'options.times', 1);
    return { times, getter, setter };
  }

  class MockFunctionContext {
    #calls = [];
    #mocks = new Map();
    #implementation;
    #times;
    #restore;

    constructor(token, implementation, times, restore) {
      if (token !== key) throw new TypeError('Illegal constructor');
      this.#implementation = implementation;
      this.#times = times;
      this.#restore = restore;
    }

    get calls() {
      return this.#calls.slice();
    }

    callCount() {
      return this.#calls.length;
    }

    mockImplementation(implementation) {
      errors.validateFunction(implementation, 'implementation');
      this.#implementation = implementation;
      this.#times = Infinity;
    }

    mockImplementationOnce(implementation, onCall) {
      errors.validateFunction(implementation, 'implementation');
      const next = this.#calls.length;
      const call = onCall ?? next;
      errors.validateInteger(call, 'onCall', next);
      this.#mocks.set(call, implementation);
    }

    restore() {
      this.#restore();
      this.#implementation = undefined;
      this.#mocks.clear();
    }

    resetCalls() {
      this.#calls = [];
    }

    /** What the next call runs: a mock, or undefined for the original. */
    [key]() {
      const next = this.#calls.length;
      const once = this.#mocks.get(next);
      if (once !== undefined) {
        this.#mocks.delete(next);
        return once;
      }
      return next < this.#times ? this.#implementation : undefined;
    }

    static record(context, call) {
      context.#calls.push(call);
    }
  }
  const { record } = MockFunctionContext;
  delete MockFunctionContext.record;

  /** A function that keeps what it is called with; it looks like the original, its `mock` aside. */
  function spy(original, context) {
    function run(receiver, args, target) {
      const call = { arguments: args, error: undefined, result: undefined, stack: new Error(), target: undefined, this: receiver };
      const implementation = context[key]() ?? original;
      try {
        if (target === undefined) {
          call.result = Reflect.apply(implementation, receiver, args);
        } else {
          call.target = original;
          call.result = Reflect.construct(implementation, args, target);
          call.this = call.result;
        }
        return call.result;
      } catch (error) {
        call.error = error;
        throw error;
      } finally {
        record(context, call);
      }
    }
    const mocked = new realm.Proxy(original, {
      apply: (target, receiver, args) => run(receiver, args),
      construct: (target, args, newTarget) => run(undefined, args, newTarget === mocked ? original : newTarget),
      get: (target, name, receiver) => (name === 'mock' ? context : Reflect.get(target, name, receiver)),
    });
    return mocked;
  }

  class MockTracker {
    #contexts = [];

    #context(implementation, times, restore) {
      const context = new MockFunctionContext(key, implementation, times, restore);
      this.#contexts.push(context);
      return context;
    }

    fn(original = function () {}, implementation = original, given = {}) {
      if (original !== null && typeof original === 'object') {
        given = original;
        original = function () {};
        implementation = original;
      } else if (implementation !== null && typeof implementation === 'object') {
        given = implementation;
        implementation = original;
      }
      errors.validateFunction(original, 'original');
      errors.validateFunction(implementation, 'implementation');
      return spy(original, this.#context(implementation, options(given).times, () => {}));
    }

    method(object, name, implementation, given) {
      if (implementation !== null && typeof implementation === 'object') {
        given = implementation;
        implementation = undefined;
      }
      if ((typeof object !== 'object' || object === null) && typeof object !== 'function') {
        throw errors.invalidArgType('object', 'Object', object);
      }
      if (typeof name !== 'string' && typeof name !== 'symbol') {
        throw errors.invalidArgType('methodName', ['string', 'symbol'], name);
      }
      if (implementation !== undefined) errors.validateFunction(implementation, 'implementation');
      const { times, getter = false, setter = false } = options(given);
      errors.validateBoolean(getter, 'options.getter');
      errors.validateBoolean(setter, 'options.setter');
      if (getter && setter) {
        throw errors.invalidArgValue('options.setter', setter, "cannot be used with 'options.getter'");
      }
      let owner = object;
      let found;
      while (owner !== null && (found = Object.getOwnPropertyDescriptor(owner, name)) === undefined) owner = Object.getPrototypeOf(owner);
      const slot = getter ? 'get' : setter ? 'set' : 'value';
      const original = found?.[slot];
      if (typeof original !== 'function') throw errors.invalidArgValue('methodName', original, 'must be a method');
      const context = this.#context(implementation ?? original, times, () => Object.defineProperty(object, name, found));
      const mocked = spy(original, context);
      const replaced = { configurable: found.configurable, enumerable: found.enumerable };
      if (slot === 'value') {
        replaced.writable = found.writable;
        replaced.value = mocked;
      } else {
        replaced.get = getter ? mocked : found.get;
        replaced.set = setter ? mocked : found.set;
      }
      Object.defineProperty(object, name, replaced);
      return mocked;
    }

    getter(object, name, implementation = {}, given = {}) {
      return this.#accessor('getter', object, name, implementation, given);
    }

    setter(object, name, implementation = {}, given = {}) {
      return this.#accessor('setter', object, name, implementation, given);
    }

    #accessor(which, object, name, implementation, given) {
      if (implementation !== null && typeof implementation === 'object') {
        given = implementation;
        implementation = undefined;
      } else {
        errors.validateObject(given, 'options');
      }
      if (given[which] === false) throw errors.invalidArgValue(`options.${which}`, given[which], 'cannot be false');
      return this.method(object, name, implementation, { ...given, [which]: true });
    }

    reset() {
      this.restoreAll();
      this.#contexts = [];
    }

    restoreAll() {
      for (const context of this.#contexts) context.restore();
    }
  }

  const mock = new MockTracker();
  return { MockFunctionContext, MockTracker, mock };
})
