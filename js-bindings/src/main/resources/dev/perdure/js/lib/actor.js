// `ctx` of a Durable Object.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');

  /** Runs `callback` in a critical section; `done` ends it. */
  function inSection(callback, resets) {
    return new Promise((resolve, reject) => {
      host.enter((section) => {
        let result;
        try {
          result = Promise.resolve(callback());
        } catch (error) {
          result = Promise.reject(error);
        }
        result.then(
          (value) => {
            host.leave(section);
            resolve(value);
          },
          (error) => {
            if (resets) host.fail(section, error);
            else host.leave(section);
            reject(error);
          });
      });
    });
  }

  class DurableObjectState {
    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      lazy(this, 'facets', () => lib('facets').facets);
      lazy(this, 'container', () => undefined);
      lazy(this, 'storage', () => lib('storage').storage);
      lazy(this, 'id', () => host.textId() ?? lib('namespace').idFromJava(host.id()));
      lazy(this, 'props', () => host.props() ?? {});
      if (realm.flag('ENABLE_CTX_EXPORTS')) lazy(this, 'exports', () => lib('bindings').exports);
    }

    abort(reason, options) {
      const message = reason === undefined ? 'Application called abort() to reset Durable Object.' : String(reason);
      const retryAlarm = options?.retryAlarm;
      host.abort(message, retryAlarm === undefined || Boolean(retryAlarm));
    }

    blockConcurrencyWhile(callback) {
      if (typeof callback !== 'function') {
        throw new TypeError("Failed to execute 'blockConcurrencyWhile' on 'DurableObjectState': parameter 1 is not of type 'Function'.");
      }
      return inSection(callback, true);
    }

    waitUntil(promise) {
      lib('isolate').waitUntil(promise);
    }

    acceptWebSocket(socket, tags) {
      lib('websocket').ofObject.accept(socket, tags);
    }

    getWebSockets(tag) {
      return lib('websocket').ofObject.list(tag);
    }

    setWebSocketAutoResponse(pair) {
      lib('websocket').ofObject.setAutoResponse(pair);
    }

    getWebSocketAutoResponse() {
      return lib('websocket').ofObject.autoResponse();
    }

    getWebSocketAutoResponseTimestamp(socket) {
      return lib('websocket').ofObject.autoResponseTime(socket);
    }

    setHibernatableWebSocketEventTimeout(millis) {
      lib('websocket').ofObject.setEventTimeout(millis);
    }

    getHibernatableWebSocketEventTimeout() {
      return lib('websocket').ofObject.eventTimeout();
    }

    getTags(socket) {
      return lib('websocket').ofObject.tags(socket);
    }
  }
  realm.asInterface(DurableObjectState, 'DurableObjectState');

  /** An own property that is computed when first read and may be replaced. */
  function lazy(object, name, compute) {
    const define = (value) => Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
    Object.defineProperty(object, name, {
      get() {
        const value = compute();
        define(value);
        return value;
      },
      set: define,
      enumerable: true,
      configurable: true,
    });
  }

  return { DurableObjectState, state: host.present() ? new DurableObjectState(INTERNAL) : null, inSection, lazy };
})
