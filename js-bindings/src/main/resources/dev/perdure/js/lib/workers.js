// The module `cloudflare:workers`.
(function perdurePart(host, lib, realm) {
  'use strict';

  class WorkerEntrypoint {
    constructor(ctx, env) {
      this.ctx = ctx;
      this.env = env;
    }
  }
  Object.defineProperty(WorkerEntrypoint.prototype, Symbol.toStringTag, { value: 'WorkerEntrypoint', configurable: true });

  class DurableObject {
    constructor(ctx, env) {
      if (!(ctx instanceof lib('actor').DurableObjectState)) {
        throw new TypeError(
          "Failed to construct 'DurableObjectBase': constructor parameter 1 is not of type 'DurableObjectState'.");
      }
      this.ctx = ctx;
      this.env = env;
    }
  }
  Object.defineProperty(DurableObject.prototype, Symbol.toStringTag, { value: 'DurableObject', configurable: true });

  class WorkflowEntrypoint {
    constructor() {
      throw new Error('Workflows are not available in Perdure. Remove the class that extends WorkflowEntrypoint from this worker.');
    }
  }

  const { RpcTarget, RpcStub, RpcPromise, RpcProperty } = lib('rpc-types');
  const bindings = lib('bindings');
  const { env } = bindings;
  const envs = new realm.AsyncContext.Variable({ name: 'env' });
  const allExports = new realm.AsyncContext.Variable({ name: 'exports' });

  /** Reads and writes go to the object that withEnv put in place, or to the worker's own. */
  function redirected(variable, own) {
    const current = () => variable.get() ?? own();
    return new realm.Proxy({}, {
      get: (target, key) => Reflect.get(current(), key),
      set: (target, key, value) => Reflect.set(current(), key, value),
      has: (target, key) => Reflect.has(current(), key),
      ownKeys: () => Reflect.ownKeys(current()),
      deleteProperty: (target, key) => Reflect.deleteProperty(current(), key),
      defineProperty: (target, key, descriptor) => Reflect.defineProperty(current(), key, descriptor),
      getOwnPropertyDescriptor: (target, key) => {
        const found = Reflect.getOwnPropertyDescriptor(current(), key);
        if (found !== undefined) found.configurable = true;
        return found;
      },
    });
  }

  const nullable = realm.flag('ENV_MODULE_NULLABLE_SUPPORT');

  /** What stands in for env or exports; undefined where those of the worker go on standing. */
  function replacement(value) {
    if (typeof value === 'object' && value !== null) return value;
    return nullable && (value === null || value === undefined) ? {} : undefined;
  }

  const hidden = realm.flag('DISALLOW_IMPORTABLE_ENV') ? {} : undefined;
  return {
    WorkerEntrypoint,
    DurableObject,
    WorkflowEntrypoint,
    RpcTarget,
    RpcStub,
    RpcPromise,
    RpcProperty,
    get ServiceStub() {
      return lib('namespace').Fetcher;
    },
    cache: {
      async purge() {
        throw new Error('Cache purge is not available in this context.');
      },
    },
    env: redirected(envs, () => hidden ?? env),
    exports: redirected(allExports, () => hidden ?? bindings.exports),
    withEnv: (value, callback) => envs.run(replacement(value), callback),
    withExports: (value, callback) => allExports.run(replacement(value), callback),
    withEnvAndExports: (newEnv, newExports, callback) =>
      envs.run(replacement(newEnv), () => allExports.run(replacement(newExports), callback)),
    waitUntil(promise) {
      realm.needHandler();
      lib('isolate').waitUntil(promise);
    },
  };
})
