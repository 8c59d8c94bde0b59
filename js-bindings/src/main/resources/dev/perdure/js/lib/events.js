// Events, their targets, and AbortController. Behaves as the platform's basics.c++ does: no capture
// phase, a listener that throws ends the dispatch, `on<type>` properties run before the listeners.
(function perdurePart(host, lib, realm) {
  'use strict';
  const scopes = lib('event-scope');
  const INTERNAL = Symbol('internal');
  let stateOf, targetStateOf, signalStateOf;

  function notOfType(type, method, index, expected) {
    return new TypeError(`Failed to execute '${method}' on '${type}': parameter ${index} is not of type '${expected}'.`);
  }

  function badField(field, type, expected) {
    return new TypeError(`Incorrect type for the '${field}' field on '${type}': the provided value is not of type '${expected}'.`);
  }

  function typeArgument(name, count, type) {
    if (count === 0) {
      throw new TypeError(`Failed to construct '${name}': constructor parameter 1 is not of type 'string'.`);
    }
    return `${type}`;
  }

  class EventState {
    constructor(type, init, trusted) {
      this.type = type;
      this.bubbles = Boolean(init?.bubbles);
      this.cancelable = Boolean(init?.cancelable);
      this.composed = Boolean(init?.composed);
      this.trusted = trusted;
      this.prevented = false;
      this.stopped = false;
      this.propagationStopped = false;
      this.dispatching = false;
      this.target = undefined;
    }
  }

  class Event {
    #state;

    constructor(type, init, mark) {
      const name = typeArgument('Event', arguments.length, type);
      if (init !== undefined && init !== null && typeof init !== 'object' && typeof init !== 'function') {
        throw new TypeError("Failed to construct 'Event': constructor parameter 2 is not of type 'EventInit'.");
      }
      this.#state = new EventState(name, init, mark === INTERNAL);
    }

    get type() { return this.#state.type; }
    get eventPhase() { return this.#state.dispatching ? 2 : 0; }
    get composed() { return this.#state.composed; }
    get bubbles() { return this.#state.bubbles; }
    get cancelable() { return this.#state.cancelable; }
    get defaultPrevented() { return this.#state.cancelable && this.#state.prevented; }
    get returnValue() { return !this.defaultPrevented; }
    get currentTarget() { return this.#state.target; }
    get target() { return this.#state.target; }
    get srcElement() { return this.#state.target; }
    get timeStamp() { return 0; }
    get isTrusted() { return this.#state.trusted; }
    get cancelBubble() { return this.#state.propagationStopped; }
    set cancelBubble(stop) { if (stop) this.#state.propagationStopped = true; }

    stopImmediatePropagation() {
      this.#state.stopped = true;
    }

    preventDefault() {
      this.#state.prevented = true;
    }

    stopPropagation() {
      this.#state.propagationStopped = true;
    }

    composedPath() {
      return this.#state.dispatching ? [this.#state.target] : [];
    }

    static {
      stateOf = (event) => event.#state;
      Event.isEvent = (value) => typeof value === 'object' && value !== null && #state in value;
    }
  }
  const { isEvent } = Event;
  delete Event.isEvent;

  ['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach((name, value) => {
    Object.defineProperty(Event, name, { value, enumerable: true });
    Object.defineProperty(Event.prototype, name, { value, enumerable: true });
  });

  class ExtendableEvent extends Event {
    constructor(type, init) {
      if (init !== INTERNAL) throw new TypeError('Illegal constructor');
      super(type);
    }

    waitUntil() {
      throw realm.domError('waitUntil() can only be called on trusted event.', 'InvalidStateError');
    }
  }

  class CustomEvent extends Event {
    #detail;

    constructor(type, init) {
      super(typeArgument('CustomEvent', arguments.length, type), init);
      this.#detail = init?.detail ?? null;
    }

    get detail() { return this.#detail; }
  }

  class ErrorEvent extends Event {
    #init;

    constructor(type, init, mark) {
      super(typeArgument('ErrorEvent', arguments.length, type), undefined, mark);
      this.#init = {
        filename: String(init?.filename ?? ''), message: String(init?.message ?? ''),
        lineno: (init?.lineno ?? 0) | 0, colno: (init?.colno ?? 0) | 0, error: init?.error,
      };
    }

    get filename() { return this.#init.filename; }
    get message() { return this.#init.message; }
    get lineno() { return this.#init.lineno; }
    get colno() { return this.#init.colno; }
    get error() { return this.#init.error; }
  }

  /** Read-only properties of the event itself, as the platform has them. */
  function own(event, values) {
    for (const name of Object.keys(values)) {
      Object.defineProperty(event, name, { value: values[name], enumerable: true, configurable: true });
    }
  }

  class MessageEvent extends Event {
    constructor(type, init, mark) {
      const name = typeArgument('MessageEvent', arguments.length, type);
      if (typeof init !== 'object' || init === null) {
        throw new TypeError("Failed to construct 'MessageEvent': constructor parameter 2 is not of type 'Initializer'.");
      }
      super(name, undefined, mark);
      const inner = mark === INTERNAL;
      own(this, {
        data: init.data, origin: inner ? init.origin ?? null : null, lastEventId: inner ? init.lastEventId ?? '' : '',
        source: inner ? init.source ?? null : null, ports: [],
      });
    }
  }

  class CloseEvent extends Event {
    constructor(type, init, mark) {
      super(typeArgument('CloseEvent', arguments.length, type), undefined, mark);
      own(this, {
        code: (init?.code ?? 0) & 0xffff, reason: String(init?.reason ?? '').toWellFormed(), wasClean: Boolean(init?.wasClean),
      });
    }
  }

  class PromiseRejectionEvent extends Event {
    constructor(type, init, mark) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      super(type, { cancelable: true }, mark);
      own(this, { promise: init.promise, reason: init.reason });
    }
  }

  // `types` maps a type to its listeners in their order: {callback, run, receiver, once, removed}.
  class TargetState {
    constructor() {
      this.types = null;
      this.added = null;
      this.warned = false;
    }
  }

  function optionsOf(method, options) {
    if (options === undefined || options === null) return undefined;
    if (typeof options !== 'object') {
      if (options) throw new TypeError(`${method}(): useCapture must be false.`);
      return undefined;
    }
    if (options.capture) throw new TypeError(`${method}(): options.capture must be false.`);
    if (method === 'addEventListener' && options.passive) {
      throw new TypeError('addEventListener(): options.passive must be false.');
    }
    return options;
  }

  function find(listeners, callback) {
    if (listeners !== undefined) {
      for (let i = 0; i < listeners.length; i++) if (listeners[i].callback === callback) return i;
    }
    return -1;
  }

  function remove(state, type, callback) {
    const listeners = state.types?.get(type);
    const i = find(listeners, callback);
    if (i >= 0) {
      listeners[i].removed = true;
      listeners.splice(i, 1);
    }
  }

  function addListener(state, self, type, callback, options) {
    let run = callback;
    let receiver = realm.flag('SET_EVENT_TARGET_THIS') ? self : undefined;
    if (typeof callback !== 'function') {
      if (typeof callback !== 'object' || callback === null) {
        throw notOfType('EventTarget', 'addEventListener', 2, 'function or HandlerObject');
      }
      run = callback.handleEvent;
      if (typeof run !== 'function') throw badField('handleEvent', 'HandlerObject', 'function');
      receiver = callback;
    }
    const chosen = optionsOf('addEventListener', options);
    const signal = chosen?.signal;
    if (signal !== undefined) {
      if (!isSignal(signal)) throw badField('signal', 'AddEventListenerOptions', 'AbortSignal');
      if (signalStateOf(signal).aborted) return;
      onAbort(signal, () => remove(state, type, callback));
    }
    state.types ??= new Map();
    let listeners = state.types.get(type);
    if (listeners === undefined) state.types.set(type, listeners = []);
    if (find(listeners, callback) < 0) {
      listeners.push({ callback, run, receiver, once: Boolean(chosen?.once), removed: false });
    }
    state.added?.(type);
  }

  function dispatch(state, self, event) {
    const flags = stateOf(event);
    if (flags.dispatching) throw realm.domError('The event is already being dispatched.', 'InvalidStateError');
    flags.dispatching = true;
    flags.target = self;
    flags.prevented = false;
    try {
      const on = self['on' + flags.type];
      const listeners = state.types?.get(flags.type);
      const calls = listeners === undefined ? [] : listeners.slice();
      if (typeof on === 'function') called(state, flags, Reflect.apply(on, self, [event]));
      for (let i = 0; i < calls.length && !flags.stopped; i++) {
        const listener = calls[i];
        if (listener.removed) continue;
        if (listener.once) remove(state, flags.type, listener.callback);
        called(state, flags, Reflect.apply(listener.run, listener.receiver, [event]));
      }
    } finally {
      flags.dispatching = false;
    }
    return !flags.prevented;
  }

  function called(state, flags, result) {
    if (result === undefined) return;
    if (result === true) flags.prevented = true;
    if (typeof result !== 'boolean' && !state.warned) {
      state.warned = true;
      console.warn(result instanceof Promise
        ? 'An event handler returned a promise that will be ignored. Event handlers should not have a return value and should not be async functions.'
        : `An event handler returned a value of type "${typeof result}" that will be ignored. Event handlers should not have a return value.`);
    }
  }

  class EventTarget {
    #state = new TargetState();

    addEventListener(type, callback, options) {
      if (arguments.length < 1) throw notOfType('EventTarget', 'addEventListener', 1, 'string');
      if (callback === null) return;
      addListener(this.#state, this, String(type), callback, options);
    }

    removeEventListener(type, callback, options) {
      if (arguments.length < 1) throw notOfType('EventTarget', 'removeEventListener', 1, 'string');
      optionsOf('removeEventListener', options);
      remove(this.#state, String(type), callback);
    }

    dispatchEvent(event) {
      if (!isEvent(event)) throw notOfType('EventTarget', 'dispatchEvent', 1, 'Event');
      return dispatch(this.#state, this, event);
    }

    static {
      targetStateOf = (target) => target.#state;
    }
  }

  /** Gives a class `on<type>` accessors, which hold functions and objects and else null. */
  function handlers(type, ...names) {
    for (const name of names) {
      const held = new WeakMap();
      Object.defineProperty(type.prototype, name, {
        get() { return held.get(this) ?? null; },
        set(value) {
          if (typeof value === 'function' || (typeof value === 'object' && value !== null)) {
            held.set(this, value);
            targetStateOf(this).added?.(name.slice(2));
          } else {
            held.delete(this);
          }
        },
        enumerable: true,
        configurable: true,
      });
    }
  }

  class SignalState {
    constructor(neverAborts) {
      this.aborted = false;
      this.reason = undefined;
      this.neverAborts = neverAborts;
      this.hooks = null;
      this.scope = scopes.current();
    }
  }

  /** The state of a signal, which must be of the event that runs. */
  function ownState(state) {
    scopes.check(state.scope, 'RefcountedCanceler');
    return state;
  }

  class AbortSignal extends EventTarget {
    #state;

    constructor(mark, neverAborts) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      super();
      this.#state = new SignalState(neverAborts === true);
    }

    get aborted() { return ownState(this.#state).aborted; }
    get reason() { return this.#state.reason; }

    throwIfAborted() {
      if (ownState(this.#state).aborted) throw this.#state.reason;
    }

    static abort(reason) {
      const signal = newSignal();
      const state = signal.#state;
      state.aborted = true;
      state.reason = reason === undefined ? abortError() : reason;
      return signal;
    }

    static timeout(millis) {
      const signal = newSignal();
      setTimeoutInside(() => {
        abort(signal, realm.domError('The operation was aborted due to timeout', 'TimeoutError'));
      }, millis);
      return signal;
    }

    static any(signals) {
      if (typeof signals !== 'object' || signals === null || typeof signals[Symbol.iterator] !== 'function') {
        throw notOfType('AbortSignal', 'any', 1, 'Array');
      }
      const all = [...signals];
      all.forEach((signal, i) => {
        if (!isSignal(signal)) {
          throw new TypeError(`Incorrect type for array element ${i}: the provided value is not of type 'AbortSignal'.`);
        }
      });
      if (all.length === 0) return new AbortSignal(INTERNAL, true);
      for (const signal of all) if (signal.#state.aborted) return AbortSignal.abort(signal.#state.reason);
      const either = newSignal();
      for (const signal of all) onAbort(signal, () => abort(either, signal.#state.reason));
      return either;
    }

    static {
      signalStateOf = (signal) => signal.#state;
      AbortSignal.isSignal = (value) => typeof value === 'object' && value !== null && #state in value;
    }
  }
  const { isSignal } = AbortSignal;
  delete AbortSignal.isSignal;
  handlers(AbortSignal, 'onabort');

  function setTimeoutInside(callback, millis) {
    lib('timers').setTimeout(callback, millis);
  }

  function abortError() {
    return realm.domError('The operation was aborted', 'AbortError');
  }

  function newSignal() {
    return new AbortSignal(INTERNAL);
  }

  /** Runs `hook` when `signal` aborts, before its listeners; gives a function that takes it back. */
  function onAbort(signal, hook) {
    const state = signalStateOf(signal);
    if (state.neverAborts || state.aborted) return () => {};
    (state.hooks ??= new Set()).add(hook);
    return () => state.hooks?.delete(hook);
  }

  function abort(signal, reason) {
    const state = signalStateOf(signal);
    if (state.aborted) return;
    state.aborted = true;
    state.reason = reason === undefined ? abortError() : reason;
    const hooks = state.hooks;
    state.hooks = null;
    if (hooks !== null) for (const hook of hooks) hook();
    try {
      dispatch(targetStateOf(signal), signal, new Event('abort', undefined, INTERNAL));
    } finally {
      targetStateOf(signal).types = null;
    }
  }

  class AbortController {
    #signal = newSignal();

    get signal() { return this.#signal; }

    abort(reason) {
      ownState(signalStateOf(this.#signal));
      abort(this.#signal, reason);
    }
  }

  for (const type of [
    Event, ExtendableEvent, CustomEvent, ErrorEvent, MessageEvent, CloseEvent, PromiseRejectionEvent,
    EventTarget, AbortSignal, AbortController,
  ]) {
    realm.asInterface(type, type.name);
    Object.defineProperty(type, 'length', { value: 0, configurable: true });
  }

  // The global scope is a target too; its three methods are globals.
  const scopeState = new TargetState();

  return {
    Event, ExtendableEvent, CustomEvent, ErrorEvent, MessageEvent, CloseEvent, PromiseRejectionEvent,
    EventTarget, AbortSignal, AbortController,
    addEventListener(type, callback, options) {
      if (arguments.length < 1) throw notOfType('EventTarget', 'addEventListener', 1, 'string');
      if (callback !== null) addListener(scopeState, globalThis, String(type), callback, options);
    },
    removeEventListener(type, callback, options) {
      optionsOf('removeEventListener', options);
      remove(scopeState, String(type), callback);
    },
    dispatchEvent(event) {
      if (!isEvent(event)) throw notOfType('EventTarget', 'dispatchEvent', 1, 'Event');
      return dispatch(scopeState, globalThis, event);
    },
    /** Whether the global scope has a listener for `type`. */
    scopeListens: (type) => (scopeState.types?.get(type)?.length ?? 0) > 0 || typeof globalThis['on' + type] === 'function',
    /** Tells listeners of the global scope of a rejection; false where one prevented the default. */
    reportRejection(type, promise, reason) {
      return dispatch(scopeState, globalThis, new PromiseRejectionEvent(type, { promise, reason }, INTERNAL));
    },
    /** An event as the platform makes it: `make(MessageEvent, 'message', {data})`. */
    make: (Type, type, init) => new Type(type, init, INTERNAL),
    /** Dispatches an event of the platform, whatever the class of `target` says of dispatchEvent(). */
    dispatch: (target, event) => dispatch(targetStateOf(target), target, event),
    /** Whether `target` has a listener or an `on` handler for `type`. */
    listens: (target, type) => (targetStateOf(target).types?.get(type)?.length ?? 0) > 0 || typeof target['on' + type] === 'function',
    /** Calls `added(type)` whenever `target` gets a listener. */
    onListener(target, added) {
      targetStateOf(target).added = added;
    },
    handlers,
    isSignal,
    newSignal,
    abort,
    onAbort,
  };
})
