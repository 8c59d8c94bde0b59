// Evaluated once in every context. Gives Java its services and defines the lazy globals.
(function perdurePart(host) {
  'use strict';
  const scope = globalThis;
  const parts = Object.create(null);
  const { AsyncContext, Graal, WebAssembly } = scope;
  delete scope.AsyncContext;
  delete scope.Graal;

  for (const name of ['dispose', 'asyncDispose']) {
    if (Symbol[name] === undefined) Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) });
  }

  const { parse } = JSON;
  Object.defineProperty(JSON, 'parse', {
    value: {
      parse(text, reviver) {
        const json = typeof text === 'string' ? text : `${text}`;
        let value;
        try {
          value = parse(json);
        } catch (error) {
          throw error instanceof SyntaxError ? new SyntaxError(host.jsonFault(json)) : error;
        }
        return typeof reviver === 'function' ? parse(json, reviver) : value;
      },
    }.parse,
    writable: true,
    configurable: true,
  });

  /** The exports of a part; it is evaluated at the first call. */
  function lib(name) {
    let exports = parts[name];
    if (exports === undefined) {
      exports = host.script(name)(host.host(name), lib, realm);
      parts[name] = exports;
    }
    return exports;
  }

  // What is behind each proxy of the guest: [target, handler], emptied when it is revoked. Only so can
  // a proxy be shown without a call of its handler.
  const proxies = new WeakMap();
  const { Proxy } = scope;
  const { revocable } = Proxy;
  Object.defineProperty(Proxy, 'revocable', {
    value: { revocable(target, handler) {
      const { proxy, revoke } = revocable(target, handler);
      proxies.set(proxy, [target, handler]);
      const nameless = [() => {
        proxies.set(proxy, []);
        revoke();
      }];
      return { proxy, revoke: nameless[0] };
    } }.revocable,
    writable: true,
    configurable: true,
  });
  scope.Proxy = new Proxy(Proxy, {
    construct(target, args) {
      const proxy = new target(args[0], args[1]);
      proxies.set(proxy, [args[0], args[1]]);
      return proxy;
    },
  });

  const interfaces = new Set();
  const builtinErrors = {
    __proto__: null, Error, TypeError, RangeError, SyntaxError, ReferenceError, URIError, EvalError,
  };

  /** An error of the guest: a builtin by its name, `DOMException:Name`, or an Error with that name. */
  function makeError(name, message, stack, flags) {
    let error;
    if (name.startsWith('DOMException:')) {
      error = new (lib('dom-exception').DOMException)(message, name.slice(13));
    } else {
      const Type = builtinErrors[name];
      error = new (Type ?? Error)(message);
      if (Type === undefined) {
        Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
      }
    }
    if (stack !== null) {
      Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
    }
    for (let i = 0; i < flags.length; i++) error[flags[i]] = true;
    return error;
  }

  /** [name, message, stack or null, names of the flags that are set]. */
  function describeError(thrown) {
    if (thrown instanceof Error || isDomException(thrown)) {
      const name = isDomException(thrown) ? 'DOMException:' + thrown.name : String(thrown.name);
      const stack = thrown.stack;
      const flags = ['remote', 'retryable', 'overloaded', 'durableObjectReset'].filter((flag) => thrown[flag] === true);
      return [name, String(thrown.message), typeof stack === 'string' ? guestFrames(stack) : null, flags];
    }
    let text;
    try {
      text = String(thrown);
    } catch {
      text = 'uncaught exception';
    }
    return ['', text, null, []];
  }

  function isDomException(value) {
    const loaded = parts['dom-exception'];
    return loaded !== undefined && value instanceof loaded.DOMException;
  }

  /** A stack without the frames of ours that the engine shows. */
  const guestFrames = (stack) => stack.replaceAll(/\n *at AsyncContext\.\S+ \(native\)/g, '');

  /** Gives an error that came from elsewhere the frames of those who wait for it, as V8 shows them. */
  function traced(error, trace) {
    const { stack } = trace;
    if (typeof stack !== 'string' || typeof error?.stack !== 'string') return error;
    const frames = guestFrames(stack).slice(stack.indexOf('\n') + 1).replaceAll(/^( *at )(?!async )/gm, '$1async ');
    const header = error.stack.split('\n    at ', 1)[0];
    Object.defineProperty(error, 'stack', {
      value: stack.includes('\n') ? `${header}\n${frames}` : header,
      writable: true,
      configurable: true,
    });
    return error;
  }

  /** A promise of what a Java future gives. */
  function wait(future) {
    return new Promise((resolve, reject) => host.settle(future, resolve, reject));
  }

  const listens = (type) => typeof scope[`on${type}`] === 'function' || parts.events?.scopeListens(type) === true;

  /** Tells listeners of a rejection that nobody has handled when all microtasks have run. */
  Graal.setUnhandledPromiseRejectionHandler((reason, promise) => {
    if (!listens('unhandledrejection') && !listens('rejectionhandled')) return;
    // The engine does not say when somebody handles it after all, but it looks at this property then.
    Object.defineProperty(promise, 'constructor', {
      get() {
        delete promise.constructor;
        if (listens('rejectionhandled')) {
          Promise.resolve().then(() => lib('events').reportRejection('rejectionhandled', promise, undefined));
        }
        return promise.constructor;
      },
      configurable: true,
    });
    if (!listens('unhandledrejection')) return;
    // The engine runs no microtasks after this function, but it does after another task.
    try {
      lib('events').reportRejection('unhandledrejection', promise, reason);
      host.soon(() => {});
    } catch (error) {
      host.soon(() => {
        throw error;
      });
    }
  });

  // By this the prototypes of the platform's classes are known, as in workerd.
  const PLATFORM = Symbol.for('cloudflare:internal-class');

  const realm = {
    __proto__: null,
    AsyncContext,
    WebAssembly,
    Proxy,
    lib,
    makeError,
    describeError,
    traced,
    throwValue(value) {
      throw value;
    },
    /** Copies a Java buffer into an ArrayBuffer that the guest may transfer. */
    wrapBuffer: (buffer) => new ArrayBuffer(buffer).slice(0),
    /** [buffer, offset, length] of a view, or null. */
    toBytes: (view) => (ArrayBuffer.isView(view) ? [view.buffer, view.byteOffset, view.byteLength] : null),
    wait,
    undefined,
    /** Whether the worker's modules are being evaluated, on behalf of no event. */
    loading: false,
    /** Refuses I/O, timers and random values at the top of a module. */
    needHandler() {
      if (realm.loading) {
        throw new Error('Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or connect()), setting'
          + ' a timeout, and generating random values are not allowed within global scope. To fix this error, perform this'
          + ' operation within a handler. https://developers.cloudflare.com/workers/runtime-apis/handlers/');
      }
    },
    hide(symbol, value) {
      Object.defineProperty(scope, Symbol.for(symbol), { value });
    },
    /** Whether a compatibility flag is on, by its name. */
    flag: (name) => host.flag(name),
    /** Gives a class what WebIDL asks for: enumerable members and a tag. */
    asInterface(type, name) {
      const { prototype } = type;
      for (const key of Object.getOwnPropertyNames(prototype)) {
        if (key !== 'constructor') Object.defineProperty(prototype, key, { enumerable: true });
      }
      Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
      Object.defineProperty(prototype, PLATFORM, { value: PLATFORM });
      interfaces.add(prototype);
    },
    /** Whether asInterface() was given the class of this prototype: its objects are the platform's. */
    isInterface: (prototype) => interfaces.has(prototype),
    /** [target, handler] of a proxy that the guest made, [] of a revoked one; else undefined. */
    proxied: (value) => proxies.get(value),
    domError: (message, name) => new (lib('dom-exception').DOMException)(message, name),
  };

  /** Reads a global for the first time, or replaces it before, where a value is given. */
  function access(name, part, given) {
    const value = arguments.length > 2 ? given : lib(part)[name];
    Object.defineProperty(scope, name, { value, writable: true, enumerable: false, configurable: true });
    return value;
  }

  // Bound, and one for both: every context has a hundred of them.
  const names = host.globals();
  for (let i = 0; i < names.length; i += 2) {
    const lazy = access.bind(undefined, names[i], names[i + 1]);
    Object.defineProperty(scope, names[i], { get: lazy, set: lazy, enumerable: false, configurable: true });
  }
  Object.defineProperty(scope, 'self', { value: scope, writable: true, enumerable: false, configurable: true });
  return realm;
})
