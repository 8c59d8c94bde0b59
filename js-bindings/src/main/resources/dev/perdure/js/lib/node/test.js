// The mocks of node:test: functions, methods and accessors that record how they are called.
(function (host, lib, realm) {
  'use strict';
  const { invalidArgType, invalidArgValue, validateBoolean, validateFunction, validateInteger, validateObject } = lib('node/errors');
  const INTERNAL = Symbol('internal');
  let record, nextOf;

  class MockFunctionContext {
    #calls = [];
    #implementation;
    #restore;
    #times;
    #once = new Map();

    constructor(mark, implementation, restore, times) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#implementation = implementation;
      this.#restore = restore;
      this.#times = times;
    }

    get calls() { return this.#calls.slice(0); }

    callCount() {
      return this.#calls.length;
    }

    mockImplementation(implementation) {
      validateFunction(implementation, 'implementation');
      this.#implementation = implementation;
    }

    mockImplementationOnce(implementation, onCall) {
      validateFunction(implementation, 'implementation');
      const next = this.#calls.length;
      const call = onCall ?? next;
      validateInteger(call, 'onCall', next);
      this.#once.set(call, implementation);
    }

    restore() {
      const { descriptor, object, original, name } = this.#restore;
      if (typeof name === 'string' || typeof name === 'symbol') Object.defineProperty(object, name, descriptor);
      else this.#implementation = original;
    }

    resetCalls() {
      this.#calls = [];
    }

    static {
      record = (context, call) => { context.#calls.push(call); };
      nextOf = (context) => {
        const count = context.#calls.length;
        const once = context.#once.get(count);
        const chosen = once ?? context.#implementation;
        context.#once.delete(count);
        if (count + 1 === context.#times) context.restore();
        return chosen;
      };
    }
  }

  /** A function in front of another, with the context under `mock`. */
  function mocked(original, context) {
    const run = (called, target, self, args) => {
      const call = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: self };
      try {
        call.result = called(nextOf(context));
        if (target !== undefined) call.this = call.result;
      } catch (error) {
        call.error = error;
        throw error;
      } finally {
        record(context, call);
      }
      return call.result;
    };
    return new Proxy(original, {
      apply: (_, self, args) => run((chosen) => Reflect.apply(chosen, self, args), undefined, self, args),
      construct: (_, args, target) => run((chosen) => Reflect.construct(chosen, args, target), target, undefined, args),
      get: (target, name, receiver) => name === 'mock' ? context : Reflect.get(target, name, receiver),
    });
  }

  function descriptorOf(object, name) {
    for (let holder = object; holder !== null; holder = Object.getPrototypeOf(holder)) {
      const descriptor = Object.getOwnPropertyDescriptor(holder, name);
      if (descriptor !== undefined) return descriptor;
    }
    return undefined;
  }

  function timesOf({ times = Infinity }) {
    if (times !== Infinity) validateInteger(times, 'options.times', 1);
    return times;
  }

  class MockTracker {
    #mocks = [];

    fn(original = function () {}, implementation = original, options = {}) {
      let given = original, chosen = implementation, settings = options;
      if (given !== null && typeof given === 'object') {
        settings = given;
        given = function () {};
        chosen = given;
      } else if (chosen !== null && typeof chosen === 'object') {
        settings = chosen;
        chosen = given;
      }
      validateFunction(given, 'original');
      validateFunction(chosen, 'implementation');
      validateObject(settings, 'options');
      return this.#make(given, chosen, { original: given }, timesOf(settings));
    }

    method(object, name, implementation = undefined, options = {}) {
      if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
        throw invalidArgType('object', 'Object', object);
      }
      if (typeof name !== 'string' && typeof name !== 'symbol') throw invalidArgType('methodName', ['string', 'symbol'], name);
      let chosen = implementation, settings = options;
      if (chosen !== null && typeof chosen === 'object') {
        settings = chosen;
        chosen = undefined;
      }
      if (chosen !== undefined) validateFunction(chosen, 'implementation');
      validateObject(settings, 'options');
      const { getter = false, setter = false } = settings;
      validateBoolean(getter, 'options.getter');
      validateBoolean(setter, 'options.setter');
      const times = timesOf(settings);
      if (setter && getter) {
        throw invalidArgValue('options.setter', setter, "cannot be used with 'options.getter'");
      }
      const descriptor = descriptorOf(object, name);
      const kind = getter ? 'get' : setter ? 'set' : 'value';
      const original = descriptor?.[kind];
      if (typeof original !== 'function') {
        throw invalidArgValue('methodName', original, 'must be a method');
      }
      const made = this.#make(original, chosen ?? original, { descriptor, object, original, name }, times);
      const { configurable, enumerable } = descriptor;
      Object.defineProperty(object, name, kind === 'value'
        ? { configurable, enumerable, writable: descriptor.writable, value: made }
        : { configurable, enumerable, get: descriptor.get, set: descriptor.set, [kind]: made });
      return made;
    }

    getter(object, name, implementation = undefined, options = {}) {
      return this.#accessor('getter', object, name, implementation, options);
    }

    setter(object, name, implementation = undefined, options = {}) {
      return this.#accessor('setter', object, name, implementation, options);
    }

    reset() {
      this.restoreAll();
      this.#mocks = [];
    }

    restoreAll() {
      for (const context of this.#mocks) context.restore();
    }

    #accessor(kind, object, name, implementation, options) {
      let chosen = implementation, settings = options;
      if (chosen !== null && typeof chosen === 'object') {
        settings = chosen;
        chosen = undefined;
      }
      validateObject(settings, 'options');
      const wanted = settings[kind] ?? true;
      if (wanted === false) throw invalidArgValue(`options.${kind}`, wanted, 'cannot be false');
      return this.method(object, name, chosen, { ...settings, [kind]: wanted });
    }

    #make(original, implementation, restore, times) {
      const context = new MockFunctionContext(INTERNAL, implementation, restore, times);
      this.#mocks.push(context);
      return mocked(original, context);
    }
  }

  return { MockFunctionContext, MockTracker, mock: new MockTracker() };
})
