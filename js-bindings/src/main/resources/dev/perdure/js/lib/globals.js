// Small globals that need no state of their own.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { wrongArgument } = lib('webidl');
  const SCOPE = 'ServiceWorkerGlobalScope';
  const done = Promise.resolve();
  const then = Promise.prototype.then;
  const INTERNAL = Symbol('internal');

  function text(value) {
    try {
      return String(value);
    } catch {
      return 'uncaught exception';
    }
  }

  /** Tells listeners of the global scope, and the log unless one of them prevents that. */
  function report(where, error) {
    const { ErrorEvent, dispatchEvent, make, scopeListens } = lib('events');
    if (scopeListens('error')) {
      if (!dispatchEvent(make(ErrorEvent, 'error', { message: `Uncaught ${text(error)}`, error }))) return;
    }
    host.uncaught(where, error);
  }

  function reportError(error) {
    if (arguments.length === 0) throw wrongArgument(SCOPE, 'reportError', 1, 'Value');
    report('reportError', error);
  }

  function queueMicrotask(callback) {
    if (typeof callback !== 'function') throw wrongArgument(SCOPE, 'queueMicrotask', 1, 'function');
    then.call(done, () => {
      try {
        (0, callback)();
      } catch (error) {
        report('queueMicrotask', error);
      }
    });
  }

  class Navigator {
    constructor(mark) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      const fields = { platform: '', hardwareConcurrency: 1, userAgent: 'Cloudflare-Workers' };
      if (realm.flag('ENABLE_NAVIGATOR_LANGUAGE')) Object.assign(fields, { language: 'en', languages: Object.freeze(['en']) });
      for (const name of Object.keys(fields)) {
        Object.defineProperty(this, name, { value: fields[name], enumerable: true, configurable: true });
      }
    }

    sendBeacon(url, body) {
      lib('isolate').waitUntil(fetch(String(url), { method: 'POST', body }));
      return true;
    }
  }

  class WorkerGlobalScope {
    constructor() {
      throw new TypeError('Illegal constructor');
    }

    static [Symbol.hasInstance](value) {
      return value === globalThis;
    }
  }

  class ServiceWorkerGlobalScope extends WorkerGlobalScope {}

  class Cloudflare {
    get compatibilityFlags() {
      const flags = {};
      for (const flag of host.flags()) flags[flag.slice(1)] = flag[0] === '+';
      return Object.freeze(flags);
    }
  }

  realm.asInterface(Navigator, 'Navigator');
  realm.asInterface(Cloudflare, 'Cloudflare');
  return {
    queueMicrotask,
    reportError,
    navigator: realm.flag('GLOBAL_NAVIGATOR') ? new Navigator(INTERNAL) : undefined,
    Navigator,
    WorkerGlobalScope,
    ServiceWorkerGlobalScope,
    Cloudflare: new Cloudflare(),
    origin: 'null',
  };
})
