(function perdurePart(host, lib, realm) {
  'use strict';
  const { AsyncContext } = realm;
  const ofRequest = realm.flag('BIND_ASYNCLOCALSTORAGE_SNAPSHOT_TO_REQUEST');
  /** Refuses, in the event of a stateless entrypoint, what belongs to another. */
  function guard() {
    const scope = ofRequest ? lib('event-scope').current() : undefined;
    return () => {
      if (scope !== undefined && lib('event-scope').current() !== scope) {
        throw new Error('Cannot call this AsyncLocalStorage bound function outside of the request in which it was created.');
      }
    };
  }

  const bound = (callback, thisArg) => {
    const snapshot = new AsyncContext.Snapshot();
    const check = guard();
    return function (...args) {
      check();
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
      const check = guard();
      return (callback, ...args) => {
        check();
        return snapshot.run(callback, ...args);
      };
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

  const root = Object.create(null);
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
