(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const captureRejection = Symbol.for('nodejs.rejection');
  const errorMonitor = Symbol('events.errorMonitor');
  const capture = Symbol('kCapture');
  let defaultMaxListeners = 10;

  // A function and not a class: util.inherits and EventEmitter.call(this) must work.
  function EventEmitter(options) {
    EventEmitter.init.call(this, options);
  }

  EventEmitter.prototype._events = undefined;
  EventEmitter.prototype._eventsCount = 0;
  EventEmitter.prototype._maxListeners = undefined;
  EventEmitter.usingDomains = false;
  EventEmitter.captureRejectionSymbol = captureRejection;
  EventEmitter.errorMonitor = errorMonitor;

  EventEmitter.init = function (options) {
    if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    }
    this._maxListeners = this._maxListeners || undefined;
    if (options?.captureRejections) {
      errors.validateBoolean(options.captureRejections, 'options.captureRejections');
      this[capture] = true;
    }
  };

  const own = {
    get defaultMaxListeners() {
      return defaultMaxListeners;
    },
    set defaultMaxListeners(count) {
      errors.validateNumber(count, 'defaultMaxListeners', 0);
      defaultMaxListeners = count;
    },
    get captureRejections() {
      return Boolean(EventEmitter.prototype[capture]);
    },
    set captureRejections(value) {
      errors.validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[capture] = value;
    },
  };
  for (const name of Object.keys(own)) {
    Object.defineProperty(EventEmitter, name, { ...Object.getOwnPropertyDescriptor(own, name), enumerable: true });
  }

  function limitOf(emitter) {
    return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
  }

  function add(emitter, type, listener, prepend) {
    errors.validateFunction(listener, 'listener');
    let events = emitter._events;
    if (events === undefined) {
      events = emitter._events = { __proto__: null };
      emitter._eventsCount = 0;
    } else if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      events = emitter._events;
    }
    const existing = events[type];
    if (existing === undefined) {
      events[type] = listener;
      ++emitter._eventsCount;
      return emitter;
    }
    if (typeof existing === 'function') events[type] = prepend ? [listener, existing] : [existing, listener];
    else if (prepend) existing.unshift(listener);
    else existing.push(listener);
    const list = events[type];
    const limit = limitOf(emitter);
    if (limit > 0 && list.length > limit && !list.warned) {
      list.warned = true;
      console.warn(`MaxListenersExceededWarning: Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ${lib('inspect').inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`);
    }
    return emitter;
  }

  function onceWrapper(emitter, type, listener) {
    const state = { fired: false };
    const wrapped = function (...args) {
      if (state.fired) return undefined;
      emitter.removeListener(type, wrapped);
      state.fired = true;
      return listener.apply(emitter, args);
    };
    wrapped.listener = listener;
    return wrapped;
  }

  function listenersOf(emitter, type, unwrap) {
    const list = emitter._events?.[type];
    if (list === undefined) return [];
    if (typeof list === 'function') return [unwrap ? list.listener ?? list : list];
    return unwrap ? list.map((listener) => listener.listener ?? listener) : list.slice();
  }

  function rejected(emitter, promise, type, args) {
    promise.then(undefined, (error) => {
      queueMicrotask(() => {
        if (typeof emitter[captureRejection] === 'function') emitter[captureRejection](error, type, ...args);
        else emitter.emit('error', error);
      });
    });
  }

  Object.assign(EventEmitter.prototype, {
    setMaxListeners(count) {
      errors.validateNumber(count, 'setMaxListeners', 0);
      this._maxListeners = count;
      return this;
    },
    getMaxListeners() {
      return limitOf(this);
    },
    emit(type, ...args) {
      const events = this._events;
      if (type === 'error') {
        if (events?.[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
        if (events?.error === undefined) {
          const error = args[0];
          if (error instanceof Error) throw error;
          let text;
          try {
            text = lib('inspect').inspect(error);
          } catch {
            text = error;
          }
          const unhandled = errors.withCode(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${text})`);
          unhandled.context = error;
          throw unhandled;
        }
      }
      const handler = events?.[type];
      if (handler === undefined) return false;
      const list = typeof handler === 'function' ? [handler] : handler.slice();
      for (const listener of list) {
        const result = listener.apply(this, args);
        if (this[capture] && result !== undefined && result !== null && typeof result.then === 'function') rejected(this, result, type, args);
      }
      return true;
    },
    addListener(type, listener) {
      return add(this, type, listener, false);
    },
    prependListener(type, listener) {
      return add(this, type, listener, true);
    },
    once(type, listener) {
      errors.validateFunction(listener, 'listener');
      return this.on(type, onceWrapper(this, type, listener));
    },
    prependOnceListener(type, listener) {
      errors.validateFunction(listener, 'listener');
      return this.prependListener(type, onceWrapper(this, type, listener));
    },
    removeListener(type, listener) {
      errors.validateFunction(listener, 'listener');
      const events = this._events;
      const list = events?.[type];
      if (list === undefined) return this;
      if (list === listener || list.listener === listener) {
        drop(this, type);
        if (events.removeListener) this.emit('removeListener', type, list.listener ?? listener);
      } else if (typeof list !== 'function') {
        const index = list.findLastIndex((item) => item === listener || item.listener === listener);
        if (index < 0) return this;
        const [removed] = list.splice(index, 1);
        if (list.length === 1) events[type] = list[0];
        if (events.removeListener !== undefined) this.emit('removeListener', type, removed.listener ?? listener);
      }
      return this;
    },
    removeAllListeners(type) {
      const events = this._events;
      if (events === undefined) return this;
      if (events.removeListener === undefined) {
        if (arguments.length === 0) {
          this._events = { __proto__: null };
          this._eventsCount = 0;
        } else if (events[type] !== undefined) {
          drop(this, type);
        }
        return this;
      }
      if (arguments.length === 0) {
        for (const key of Reflect.ownKeys(events)) if (key !== 'removeListener') this.removeAllListeners(key);
        this.removeAllListeners('removeListener');
        this._events = { __proto__: null };
        this._eventsCount = 0;
        return this;
      }
      for (const listener of listenersOf(this, type, false).reverse()) this.removeListener(type, listener);
      return this;
    },
    listeners(type) {
      return listenersOf(this, type, true);
    },
    rawListeners(type) {
      return listenersOf(this, type, false);
    },
    listenerCount(type, listener) {
      const list = listenersOf(this, type, false);
      return listener == null ? list.length : list.filter((item) => item === listener || item.listener === listener).length;
    },
    eventNames() {
      return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
    },
  });
  EventEmitter.prototype.on = EventEmitter.prototype.addListener;
  EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

  function drop(emitter, type) {
    if (--emitter._eventsCount === 0) emitter._events = { __proto__: null };
    else delete emitter._events[type];
  }

  function listen(emitter, name, listener, flags) {
    if (typeof emitter.on === 'function') {
      if (flags?.once) emitter.once(name, listener);
      else emitter.on(name, listener);
    } else if (typeof emitter.addEventListener === 'function') {
      emitter.addEventListener(name, listener, flags);
    } else {
      throw errors.invalidArgType('emitter', 'EventEmitter', emitter);
    }
  }

  function unlisten(emitter, name, listener) {
    if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
    else emitter.removeEventListener(name, listener);
  }

  async function once(emitter, name, options = {}) {
    const signal = options?.signal;
    errors.validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) throw new errors.AbortError(undefined, { cause: signal.reason });
    return new Promise((resolve, reject) => {
      const done = () => {
        unlisten(emitter, name, resolver);
        if (name !== 'error' && typeof emitter.once === 'function') emitter.removeListener('error', failed);
        signal?.removeEventListener('abort', aborted);
      };
      const resolver = (...args) => {
        done();
        resolve(args);
      };
      const failed = (error) => {
        done();
        reject(error);
      };
      const aborted = () => {
        done();
        reject(new errors.AbortError(undefined, { cause: signal.reason }));
      };
      listen(emitter, name, resolver, { once: true });
      if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', failed);
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  function on(emitter, name, options = {}) {
    const signal = options?.signal;
    errors.validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) throw new errors.AbortError(undefined, { cause: signal.reason });
    const queue = [];
    const waiting = [];
    let failure = null;
    let finished = false;
    const handler = (...args) => (waiting.length > 0 ? waiting.shift().resolve({ value: args, done: false }) : queue.push(args));
    const fail = (error) => {
      if (waiting.length > 0) waiting.shift().reject(error);
      else failure = error;
      iterator.return();
    };
    const aborted = () => fail(new errors.AbortError(undefined, { cause: signal.reason }));
    const iterator = {
      __proto__: Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype),
      next() {
        if (queue.length > 0) return Promise.resolve({ value: queue.shift(), done: false });
        if (failure !== null) {
          const rejection = Promise.reject(failure);
          failure = null;
          return rejection;
        }
        if (finished) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      },
      return() {
        unlisten(emitter, name, handler);
        if (name !== 'error' && typeof emitter.on === 'function') emitter.removeListener('error', fail);
        for (const event of options?.close ?? []) unlisten(emitter, event, closed);
        signal?.removeEventListener('abort', aborted);
        finished = true;
        for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
        return Promise.resolve({ value: undefined, done: true });
      },
      throw(error) {
        if (!(error instanceof Error)) throw errors.invalidArgType('EventEmitter.AsyncIterator', 'Error', error);
        fail(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    const closed = () => iterator.return();
    listen(emitter, name, handler);
    if (name !== 'error' && typeof emitter.on === 'function') emitter.on('error', fail);
    for (const event of options?.close ?? []) listen(emitter, event, closed);
    signal?.addEventListener('abort', aborted, { once: true });
    return iterator;
  }

  function addAbortListener(signal, listener) {
    errors.validateFunction(listener, 'listener');
    if (signal.aborted) queueMicrotask(() => listener());
    else signal.addEventListener('abort', listener, { once: true });
    return { [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => signal.removeEventListener('abort', listener) };
  }

  class EventEmitterAsyncResource extends EventEmitter {
    #resource;

    constructor(options) {
      super(typeof options === 'object' ? options : undefined);
      const { AsyncResource } = lib('node/async_hooks');
      this.#resource = new AsyncResource(typeof options === 'string' ? options : options?.name ?? new.target.name);
    }

    emit(...args) {
      return this.#resource.runInAsyncScope(super.emit, this, ...args);
    }

    emitDestroy() {}

    get asyncId() {
      return this.#resource.asyncId();
    }

    get triggerAsyncId() {
      return this.#resource.triggerAsyncId();
    }

    get asyncResource() {
      return this.#resource;
    }
  }

  Object.assign(EventEmitter, {
    EventEmitter,
    once,
    on,
    addAbortListener,
    EventEmitterAsyncResource,
    listenerCount: (emitter, type) => (typeof emitter.listenerCount === 'function' ? emitter.listenerCount(type) : listenersOf(emitter, type, false).length),
    getEventListeners: (emitter, type) => (typeof emitter.listeners === 'function' ? emitter.listeners(type) : []),
    getMaxListeners: (emitter) => emitter.getMaxListeners?.() ?? defaultMaxListeners,
    setMaxListeners(count = defaultMaxListeners, ...emitters) {
      if (emitters.length === 0) own.defaultMaxListeners = count;
      for (const emitter of emitters) emitter.setMaxListeners?.(count);
    },
  });
  return EventEmitter;
})
