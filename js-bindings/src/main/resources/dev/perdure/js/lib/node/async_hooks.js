(function (host, lib, realm) {
  'use strict';
  const { AsyncContext } = realm;
  const bound = (callback, thisArg) => {
    const snapshot = new AsyncContext.Snapshot();
    return function (...args) {
      return snapshot.run(() => callback.apply(thisArg === undefined ? this : thisArg, args));
    };
  };
  const requireFunction = (value, name = 'fn') => lib('node/errors').validateFunction(value, name);

  class AsyncLocalStorage {
    #variable;
    #name;

    constructor(options = {}) {
      this.#name = options.name === undefined ? '' : String(options.name);
      this.#variable = new AsyncContext.Variable({ name: this.#name, defaultValue: options.defaultValue });
    }

    run(store, callback, ...args) {
      return this.#variable.run(store, callback, ...args);
    }

    exit(callback, ...args) {
      return this.#variable.run(undefined, callback, ...args);
    }

    getStore() {
      return this.#variable.get();
    }

    enterWith() {
      throw new Error('asyncLocalStorage.enterWith() is not implemented');
    }

    disable() {
      throw new Error('asyncLocalStorage.disable() is not implemented');
    }

    get name() {
      return this.#name;
    }

    static bind(callback) {
      requireFunction(callback);
      return bound(callback);
    }

    static snapshot() {
      const snapshot = new AsyncContext.Snapshot();
      return (callback, ...args) => snapshot.run(callback, ...args);
    }
  }
  Object.defineProperty(AsyncLocalStorage.prototype, Symbol.toStringTag, { value: 'AsyncLocalStorage', configurable: true });

  class AsyncResource {
    #snapshot = new AsyncContext.Snapshot();

    asyncId() {
      return 0;
    }

    triggerAsyncId() {
      return 0;
    }

    runInAsyncScope(callback, thisArg, ...args) {
      requireFunction(callback);
      return this.#snapshot.run(() => callback.apply(thisArg, args));
    }

    bind(callback) {
      requireFunction(callback);
      const resource = this;
      return function (...args) {
        return resource.#snapshot.run(() => callback.apply(this, args));
      };
    }

    emitDestroy() {
      return this;
    }

    static bind(callback, type, thisArg) {
      requireFunction(callback);
      return bound(callback, thisArg);
    }
  }
  Object.defineProperty(AsyncResource.prototype, Symbol.toStringTag, { value: 'AsyncResource', configurable: true });

  const root = {};
  return {
    AsyncLocalStorage,
    AsyncResource,
    asyncWrapProviders: {},
    createHook: () => ({ enable() { return this; }, disable() { return this; } }),
    executionAsyncId: () => 0,
    executionAsyncResource: () => root,
    triggerAsyncId: () => 0,
  };
})
