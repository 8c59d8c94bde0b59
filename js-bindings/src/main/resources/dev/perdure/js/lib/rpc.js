// Stubs, and the calls that they make and receive. What a stub points at is a Java object (a client);
// a promise or property of a stub knows the way to it. The rules are those of workerd's worker-rpc.c++.
(function perdurePart(host, lib, realm) {
  'use strict';
  const clone = () => lib('clone');
  const STUB = 1, WRITABLE = 2, READABLE = 3, HEADERS = 4, REQUEST = 5, RESPONSE = 6, SIGNAL = 9, SERVICE = 11, REQUEST_WITH_SIGNAL = 101;
  const MOST_STEPS = 64;
  const scopes = lib('event-scope');
  const objectPrototype = Object.prototype;
  const { getPrototypeOf, defineProperty, hasOwn, getOwnPropertyDescriptor } = Object;
  const { isArray } = Array;
  const duplicates = realm.flag('RPC_PARAMS_DUP_STUBS');
  const enhancedErrors = realm.flag('ENHANCED_ERROR_SERIALIZATION');
  const dispose = Symbol.dispose;

  const { Stamp, RpcTarget, RpcStub, RpcPromise, RpcProperty } = lib('rpc-types');
  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  /** What stands behind a stub, promise or property; undefined for any other value. */
  function recordOf(value) {
    if (!isObject(value)) return undefined;
    const record = Stamp.of(value);
    if (record !== undefined) return record;
    const channel = lib('namespace').channelOf(value);
    if (channel === undefined) return undefined;
    const service = { kind: 'service', client: channel };
    new Stamp(value, service);
    return service;
  }

  function own(value) {
    const record = recordOf(value);
    if (record === undefined) throw new TypeError('Illegal invocation');
    return record;
  }

  // ---- What stubs look like ----------------------------------------------------------------------

  const callTarget = () => {};
  class Face {
    constructor(record, prototype) {
      this.record = record;
      this.prototype = prototype;
    }
    apply(target, self, parameters) {
      return call(this.record, parameters);
    }
    getPrototypeOf() {
      return this.prototype;
    }
    get(target, name, receiver) {
      if (typeof name === 'symbol' || name in this.prototype) return Reflect.get(this.prototype, name, receiver);
      return this.record.kind === 'stub' && name === 'then' ? undefined : property(this.record, name);
    }
    has(target, name) {
      return typeof name === 'string' || name in this.prototype;
    }
    ownKeys() {
      return [];
    }
    getOwnPropertyDescriptor() {
      return undefined;
    }
    set() {
      return false;
    }
    defineProperty() {
      return false;
    }
    deleteProperty() {
      return false;
    }
    setPrototypeOf() {
      return false;
    }
    preventExtensions() {
      return false;
    }
  }
  for (const name of ['name', 'length']) delete callTarget[name];

  function face(record, prototype) {
    const proxy = new realm.Proxy(callTarget, new Face(record, prototype));
    new Stamp(proxy, record);
    return proxy;
  }

  // A record's kind is 'stub' (client), 'service' (client), 'promise' (promise, result) or 'property'
  // (parent, name); a property's parent is any of them.

  function makeStub(client) {
    const scope = scopes.current();
    const record = { kind: 'stub', client, group: null, scope, ending: null };
    if (scope !== undefined) {
      record.ending = () => disposeStub(record);
      scope.endings.add(record.ending);
    }
    return face(record, RpcStub.prototype);
  }

  /** A client of a target of this realm. It ends with the event that runs, or keeps that event where it is `lent`. */
  function expose(value, bare, disposer, lent) {
    const scope = scopes.current();
    if (scope === undefined) return host.export(value, bare, disposer ?? null, null);
    if (lent) {
      scope.pin();
      return host.export(value, bare, () => {
        try {
          if (disposer !== undefined) Reflect.apply(disposer, value, []);
        } finally {
          scope.unpin();
        }
      }, { scope });
    }
    const client = host.export(value, bare, disposer ?? null, { scope });
    const target = host.target(client);
    scope.endings.add(() => host.end(target));
    return client;
  }

  function stubOf(value) {
    const bare = stubMode(value);
    if (bare === undefined) {
      throw new TypeError('RpcStubs can only wrap plain objects, functions, and RpcTarget derivatives.');
    }
    return makeStub(expose(value, bare, disposerOf(value), false));
  }

  function property(parent, name) {
    const steps = parent.kind === 'property' ? parent.steps + 1 : 1;
    if (steps > MOST_STEPS + 1) throw new TypeError(`RPC pipelined property path is too deep (max ${MOST_STEPS}).`);
    return face({ kind: 'property', parent, name, steps }, RpcProperty.prototype);
  }

  // ---- Calling -----------------------------------------------------------------------------------

  function clientOf(record) {
    if (record.client === null) throw new Error('RPC stub used after being disposed.');
    scopes.check(record.scope, 'Client');
    return record.client;
  }

  function read(record) {
    return start(record, null);
  }

  function call(record, parameters) {
    scopes.current()?.calls();
    const state = { kind: 'promise', promise: null, settled: false, disposed: false, result: undefined, scope: scopes.current() };
    state.promise = start(record, parameters).then((value) => {
      if (state.disposed) {
        tryDispose(value);
      } else {
        state.settled = true;
        state.result = value;
      }
      return value;
    });
    return face(state, RpcPromise.prototype);
  }

  /** Sends one call, or one read where there are no parameters; whatever goes wrong rejects. */
  function start(record, parameters) {
    try {
      realm.needHandler();
      const path = [];
      let root = record;
      while (root.kind === 'property') {
        path.push(root.name);
        root = root.parent;
      }
      path.reverse();
      const message = parameters === null || parameters.length === 0 ? null : packParameters(parameters);
      if (root.kind === 'promise') scopes.check(root.scope, parameters === null ? 'Pipeline' : 'JsRpcPromise');
      if (root.kind === 'promise') return continued(root, path, parameters === null, message);
      return send(clientOf(root), path, parameters === null, message);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  function send(client, path, isRead, message) {
    const { promise, resolve, reject } = Promise.withResolvers();
    host.call(client, isRead, message, { resolve, reject, scope: scopes.current(), trace: new Error() }, ...path);
    return promise;
  }

  /** Goes on from what a call gives, once it is there. */
  function continued(root, path, isRead, message) {
    if (root.disposed) {
      if (message !== null) host.discard(message);
      throw new Error('RPC promise used after being disposed.');
    }
    if (root.settled) return follow(root.result, path, isRead, message, true);
    return root.promise.then((value) => follow(value, path, isRead, message, false), (error) => {
      if (message !== null) host.discard(message);
      throw error;
    });
  }

  function follow(result, path, isRead, message, late) {
    let value = result;
    let step = 0;
    // Own properties of plain objects are followed here, up to a stub that takes the rest.
    while (step < path.length && isObject(value) && getPrototypeOf(value) === objectPrototype && hasOwn(value, path[step])) {
      value = value[path[step++]];
    }
    const record = recordOf(value);
    if (record !== undefined && record.client != null) return send(record.client, path.slice(step), isRead, message);
    if (isObject(result) && getPrototypeOf(result) === objectPrototype) return once(result, path, isRead, message);
    if (late && !isObject(result)) throw new TypeError("Can't pipeline on RPC that did not return an object.");
    return once({}, path, isRead, message);
  }

  /** A call to an object of this realm that goes the way of all calls. */
  function once(object, path, isRead, message) {
    const client = host.export(object, true, null, null);
    return send(client, path, isRead, message).finally(() => host.dispose(client));
  }

  // ---- Disposal ----------------------------------------------------------------------------------

  function tryDispose(value) {
    if (isObject(value) && typeof value[dispose] === 'function') value[dispose]();
  }

  function disposeStub(record) {
    if (record.client === null) return;
    host.dispose(record.client);
    record.client = null;
    record.group?.delete(record);
    record.group = null;
    record.scope?.endings.delete(record.ending);
  }

  function disposePromise(record) {
    if (record.settled && !record.disposed) tryDispose(record.result);
    record.disposed = true;
    record.result = undefined;
  }

  function disposeGroup(group) {
    for (const record of [...group]) disposeStub(record);
  }

  const disposerOf = (value) => {
    const disposer = value[dispose];
    return typeof disposer === 'function' ? disposer : undefined;
  };

  // ---- Values on their way out -------------------------------------------------------------------

  const isPlain = (value) => getPrototypeOf(value) === objectPrototype;

  function inherits(value, prototype) {
    for (let link = getPrototypeOf(value); link !== null; link = getPrototypeOf(link)) {
      if (link === prototype) return true;
    }
    return false;
  }

  /** Whether own properties of `value` may be reached; undefined where no stub can be made of it. */
  function stubMode(value) {
    if (isPlain(value)) return true;
    if (inherits(value, RpcTarget.prototype)) return false;
    return typeof value === 'function' && recordOf(value) === undefined ? true : undefined;
  }

  const cloneError = (message) => realm.domError(message, 'DataCloneError');

  function constructorName(value) {
    const constructor = value.constructor;
    return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'Object';
  }

  const unsupported = (value) => {
    const kind = recordOf(value)?.kind;
    const name = kind === 'promise' ? 'RpcPromise' : kind === 'property' ? 'RpcProperty' : constructorName(value);
    return cloneError(`Could not serialize object of type "${name}". This type does not support serialization.`);
  };

  const wrongDup = {
    target: "Couldn't create a stub for the RcpTarget because it has a dup() method which did not return another RpcTarget."
      + ' Either remove the dup() method or make sure it returns an RpcTarget.',
    function: "Couldn't create a stub for the function because it has a dup() method which did not return another function."
      + ' Either remove the dup() method or make sure it returns a function.',
    proxy: "Couldn't create a stub for the Proxy because it has a dup() method which did not return the same underlying type"
      + ' (RpcTarget or Function) as the Proxy itself represents. Either remove the dup() method or make sure it returns an RpcTarget.',
  };
  const wrongProxy = 'Proxy could not be serialized because it is not a valid RPC receiver type. The Proxy must emulate'
    + " either a plain object or an RpcTarget, as indicated by the Proxy's prototype chain.";

  /** What a parameter that is no stub is sent as: its own duplicate, where it can make one. */
  function duplicated(value, bare, kind) {
    const { dup } = value;
    if (typeof dup !== 'function') return value;
    const copy = dup.call(value);
    if (!isObject(copy) || stubMode(copy) !== bare) throw cloneError(wrongDup[kind]);
    return copy;
  }

  /** Collects what travels beside a value: [kind, place] for clone.js, capabilities for Java. */
  class Outgoing {
    capabilities = [];
    transferred = [];
    constructor(asParameters) {
      this.lent = !asParameters;
      this.copies = asParameters && duplicates;
    }

    place(capability) {
      return this.capabilities.push(capability) - 1;
    }

    exported(value, bare, kind) {
      const target = this.copies ? duplicated(value, bare, kind) : value;
      return [STUB, this.place(host.offer(expose(target, bare, disposerOf(target), this.lent)))];
    }

    live = (value, looksPlain) => {
      const record = recordOf(value);
      if (record !== undefined) return this.stub(value, record);
      const proxy = host.isProxy(value);
      if (looksPlain && !proxy) return undefined;
      if (proxy) {
        const bare = stubMode(value);
        if (bare === undefined) throw cloneError(wrongProxy);
        return this.exported(value, bare, 'proxy');
      }
      if (inherits(value, RpcTarget.prototype)) return this.exported(value, false, 'target');
      if (lib('namespace').typeOf(value) !== undefined) throw unsupported(value);
      if (typeof value === 'function') return this.exported(value, true, 'function');
      const platform = platformObject(value, this);
      if (platform === undefined) throw unsupported(value);
      return platform;
    };

    stub(value, record) {
      if (record.kind === 'service') return [SERVICE, this.place(host.service(record.client))];
      if (record.kind !== 'stub') throw unsupported(value);
      const place = this.place(host.offer(host.dup(clientOf(record))));
      if (!this.copies) this.transferred.push(record);
      return [STUB, place];
    }

    /** The Java message; `lifetime` ends when the receiver disposes of the value. */
    message(value, lifetime) {
      try {
        const [numbers, size, text, buffers] = clone().write(value, this.live);
        const message = host.message(numbers, size, text, buffers, lifetime, this.capabilities);
        this.transferred.forEach(disposeStub);
        return message;
      } catch (error) {
        host.withdraw(this.capabilities);
        throw error;
      }
    }
  }

  function packParameters(parameters) {
    const out = new Outgoing(true);
    const array = [];
    for (let i = 0; i < parameters.length; i++) array[i] = parameters[i];
    return out.message(array, null);
  }

  function packResult(value) {
    let lifetime = null;
    if (isObject(value) && isPlain(value)) {
      const disposer = disposerOf(value);
      delete value[dispose];
      if (disposer !== undefined) lifetime = host.export(value, true, disposer, null);
    }
    return new Outgoing(false).message(value, lifetime);
  }

  // ---- Values on their way in --------------------------------------------------------------------

  /** Rebuilds a value; its stubs are in `group`. */
  function unpack(group, capabilities, strings, buffers, packed, few) {
    const revive = (tag, place) => {
      const capability = capabilities[place];
      switch (tag) {
        case STUB: {
          const stub = makeStub(host.take(capability));
          const record = Stamp.of(stub);
          record.group = group;
          group.add(record);
          return stub;
        }
        case SERVICE:
          return lib('namespace').service(host.take(capability));
        default:
          return revivePlatformObject(tag, capability, capabilities[place + 1]);
      }
    };
    return clone().rebuild(revive, false, strings, buffers, packed, few);
  }

  /** Settles a call with what the other side answered. */
  function answer({ resolve, scope }, lifetime, capabilities, strings, buffers, packed, ...few) {
    const group = new Set();
    const value = scopes.run(scope, () => unpack(group, capabilities, strings, buffers, packed, few));
    if (isObject(value) && recordOf(value) === undefined) {
      let life = lifetime;
      defineProperty(value, dispose, {
        value: () => {
          disposeGroup(group);
          if (life !== null) host.dispose(life);
          life = null;
        },
        writable: true, enumerable: false, configurable: true,
      });
    } else {
      for (const record of group) record.group = null;
    }
    resolve(value);
  }

  function aggregate(message) {
    const error = new AggregateError([], message);
    delete error.errors;
    return error;
  }

  /** Settles a call with the error that the other side threw. */
  function failure({ reject, trace }, name, message, flags, strings, buffers, packed, ...few) {
    let error;
    if (strings !== null && enhancedErrors && !name.startsWith('DOMException:')) {
      const value = clone().rebuild(null, false, strings, buffers, packed, few);
      if (isObject(value)) error = value;
    }
    error ??= name === 'AggregateError' ? aggregate(message) : realm.makeError(name, message, null, []);
    for (let i = 0; i < flags.length; i += 2) error[flags[i]] = flags[i + 1];
    reject(realm.traced(error, trace));
  }

  // ---- Receiving ---------------------------------------------------------------------------------

  const reservedForObjects = new Set(['dup', 'constructor']);
  const reservedForEntrypoints = new Set([
    'fetch', 'connect', 'alarm', 'webSocketMessage', 'webSocketClose', 'webSocketError', 'dup', 'constructor',
  ]);
  const notImplemented = (name) => new TypeError(`The RPC receiver does not implement the method "${name}".`);

  function step(object, name, bare, reserved) {
    if (reserved.has(name)) throw new TypeError(`'${name}' is a reserved method and cannot be called over RPC.`);
    if (bare !== hasOwn(object, name)) throw notImplemented(name);
    const value = object[name];
    if (!bare && value === objectPrototype[name]) throw notImplemented(name);
    return value;
  }

  /** [what the path ends at, the object that it was found on]. */
  function walk(target, path, reachesOwn, reserved) {
    let object = target;
    let bare = reachesOwn;
    let insideStub = false;
    if (path.length === 0) return [object, object];
    for (let i = 0; i < path.length - 1; i++) {
      const next = step(object, path[i], bare, reserved);
      if (!isObject(next)) throw notImplemented(path[i]);
      object = next;
      const record = recordOf(object);
      if (record !== undefined) {
        const passes = record.kind === 'stub' || record.kind === 'service' || (insideStub && record.kind === 'property');
        if (!passes) throw notImplemented(path[i]);
        bare = false;
        insideStub = true;
      } else {
        bare = stubMode(object);
        if (bare === undefined) throw notImplemented(path[i]);
      }
    }
    const name = path[path.length - 1];
    return [step(object, name, bare, reserved), object];
  }

  const wrongDeclaration = (name) => new TypeError(`Cannot call handler function "${name}" over RPC because it has the wrong `
    + 'number of arguments. A simple function handler can only be called over RPC if it has exactly the arguments (arg, env, ctx), '
    + 'where only the first argument comes from the client. To support multi-argument RPC functions, use class-based syntax '
    + '(extending WorkerEntrypoint) instead.');
  const wrongCount = (name) => new TypeError(`Attempted to call RPC function "${name}" with the wrong number of arguments. `
    + 'When calling a top-level handler function that is not declared as part of a class, you must always send exactly one argument. '
    + 'In order to support variable numbers of arguments, the server must use class-based syntax (extending WorkerEntrypoint) instead.');
  const noRpc = 'The receiving Durable Object does not support RPC, because its class was not declared with `extends DurableObject`. '
    + 'In order to enable RPC, make sure your class extends the special class `DurableObject`, which can be imported from the module '
    + '"cloudflare:workers".';

  function handlerArguments(name, handler, parameters, { env, ctx }) {
    const declared = Math.trunc(Number(handler.length));
    if (!(declared >= 0 && declared < 256)) {
      throw new TypeError(`RPC function has unreasonable length attribute: ${declared}`);
    }
    if (Math.max(declared, 3) !== 3) throw wrongDeclaration(name);
    if (parameters.length !== 1) throw wrongCount(name);
    return [parameters[0], env, ctx];
  }

  /**
   * Runs a call that came in. `kind` is 'class' for an instance of an entrypoint or object class,
   * 'handlers' for an exported object (then `extra` is {env, ctx}), 'legacy' for an object whose class
   * extends nothing, 'own' or 'prototype' for an exported target.
   */
  function dispatch(target, kind, extra, isRead, reply, parameters, group, path) {
    const scope = extra?.scope;
    if (scope === undefined) {
      handle(target, kind, extra, isRead, reply, parameters, group, path, () => {});
      return;
    }
    const transient = kind === 'own' || kind === 'prototype';
    scopes.run(scope, () => handle(target, kind, extra, isRead, reply, parameters, group, path, () => {
      if (!transient) scope.unpin();
    }));
  }

  function handle(target, kind, extra, isRead, reply, parameters, group, path, ended) {
    const name = path.length === 0 ? '(this)' : path.join('.');
    let result;
    let later = false;
    const done = () => {
      if (group !== null) disposeGroup(group);
      ended();
    };
    const failed = (error) => {
      done();
      fail(reply, error, kind === 'own' || kind === 'prototype' ? 'target' : later ? 'later' : 'event');
    };
    try {
      if (kind === 'legacy' && !realm.flag('JS_RPC')) throw new TypeError(noRpc);
      const transient = kind === 'own' || kind === 'prototype';
      const [found, self] = walk(target, path, kind === 'own' || kind === 'handlers', transient ? reservedForObjects : reservedForEntrypoints);
      if (isRead) {
        result = found;
      } else {
        if (typeof found !== 'function') throw new TypeError(`"${name}" is not a function.`);
        const passed = kind === 'handlers' ? handlerArguments(name, found, parameters, extra) : parameters;
        result = Reflect.apply(found, self, passed);
      }
    } catch (error) {
      failed(error);
      return;
    }
    if (!isObject(result) || typeof result.then !== 'function') {
      finish(reply, result, done, failed);
      return;
    }
    later = true;
    Promise.resolve(result).then((value) => finish(reply, value, done, failed), failed);
  }

  function finish(reply, value, done, failed) {
    let message;
    try {
      message = packResult(value);
    } catch (error) {
      failed(error);
      return;
    }
    done();
    reply.done(message);
  }

  const builtinNames = new Set([
    'Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError',
  ]);
  const isError = (value) => isObject(value) && value instanceof Error && hasOwn(value, 'stack');

  /** The name that an error says it has, where no guest code is needed to hear it. */
  function nameOf(error) {
    for (let link = error; link !== null; link = getPrototypeOf(link)) {
      const found = getOwnPropertyDescriptor(link, 'name');
      if (found !== undefined) return typeof found.value === 'string' ? found.value : 'Error';
    }
    return 'Error';
  }

  function textOf(thrown) {
    if (!isObject(thrown)) return String(thrown);
    if (typeof thrown === 'function') return Function.prototype.toString.call(thrown);
    return isArray(thrown) ? '[object Array]' : `#<${constructorName(thrown)}>`;
  }

  /** Where an error of an object says whose it is: on itself, or beside it where it came from a target. */
  function fail(reply, thrown, when) {
    const actor = when === 'event' ? null : host.actorId();
    const id = when === 'target' ? actor : null;
    if (when === 'later' && actor !== null && enhancedErrors && isObject(thrown)) Reflect.set(thrown, 'durableObjectId', actor);
    let name = 'Error';
    let message;
    let stack = null;
    const flags = [];
    if (isError(thrown)) {
      message = String(thrown.message);
      if (typeof thrown.stack === 'string') stack = thrown.stack;
      if (objectPrototype.toString.call(thrown) === '[object DOMException]') {
        name = 'DOMException:' + thrown.name;
      } else {
        const said = nameOf(thrown);
        if (builtinNames.has(said)) {
          name = said;
        } else {
          message = message === '' ? said : `${said}: ${message}`;
        }
      }
      if (thrown.overloaded === true) {
        flags.push('overloaded');
      } else if (thrown.retryable === true) {
        flags.push('retryable');
      }
      if (thrown.durableObjectReset === true) flags.push('durableObjectReset');
    } else {
      message = textOf(thrown);
    }
    let written = null;
    if (isObject(thrown) && typeof thrown !== 'function' && !name.startsWith('DOMException:')) {
      try {
        written = clone().write(thrown, null, null, true);
      } catch {
        // What cannot be copied is told by name and message alone.
      }
    }
    if (written === null) {
      reply.failed(name, message, stack, flags, id, null, 0, '', null);
    } else {
      reply.failed(name, message, stack, flags, id, written[0], written[1], written[2], written[3]);
    }
  }

  // ---- Objects of the platform -------------------------------------------------------------------

  const { isView } = ArrayBuffer;
  const isBytes = (value) => isView(value) || value instanceof ArrayBuffer;

  /** [kind, place] of an object that the platform knows how to send; undefined for anything else. */
  function platformObject(value, out) {
    const { Headers, Request, Response, requestToJava, responseToJava, signalOfValue } = lib('fetch');
    if (value instanceof Headers) return [HEADERS, out.place(host.beside(lib('headers').toJava(value)))];
    if (value instanceof Request) {
      const place = out.place(host.beside(requestToJava(value, false, true)));
      const signal = signalOfValue(value);
      if (signal === null) return [REQUEST, place];
      out.place(signalCapability(signal, out.lent));
      return [REQUEST_WITH_SIGNAL, place];
    }
    if (value instanceof Response) return [RESPONSE, out.place(host.beside(responseToJava(value, true)))];
    if (value instanceof lib('events').AbortSignal) {
      if (!realm.flag('ENABLE_ABORTSIGNAL_RPC')) throw cloneError('AbortSignal serialization is not enabled.');
      return [SIGNAL, out.place(signalCapability(value, out.lent))];
    }
    const streams = lib('streams');
    if (value instanceof streams.ReadableStream) {
      if (streams.isLocked(value)) throw new TypeError('The ReadableStream has been locked to a reader.');
      if (streams.isDisturbed(value)) throw new TypeError('The ReadableStream has already been read.');
      return [READABLE, out.place(host.beside(streams.toSource(value)))];
    }
    if (value instanceof streams.WritableStream) {
      if (value.locked) throw new TypeError('The WritableStream has been locked to a writer.');
      const target = writableTarget(value.getWriter());
      return [WRITABLE, out.place(host.offer(expose(target, true, target[dispose], true)))];
    }
    return undefined;
  }

  /** Writes for the receiver of a stream, who is told when there is room for more. */
  function writableTarget(writer) {
    let ended = false;
    return {
      write(chunk) {
        writer.write(chunk).catch(() => {});
        return writer.ready;
      },
      close() {
        ended = true;
        return writer.close();
      },
      [dispose]() {
        if (ended) return;
        ended = true;
        writer.abort(new Error(
          'WritableStream received over RPC was disconnected because the remote execution context has ended.'))
          .catch(() => {});
      },
    };
  }

  /** The receiver's stream: its chunks go through a stub of the sender's writer. */
  function writableOf(client) {
    const stub = makeStub(client);
    const end = () => disposeStub(Stamp.of(stub));
    return new (lib('streams').WritableStream)({
      write(chunk) {
        if (!isBytes(chunk)) {
          throw new TypeError('This TransformStream is being used as a byte stream, but received an object of'
            + ' non-ArrayBuffer/ArrayBufferView type on its writable side.');
        }
        return stub.write(chunk).then(() => {});
      },
      close: () => stub.close().then(end),
      abort: end,
    });
  }

  /** Tells the receiver of a signal when it is aborted, and why. */
  const signalTarget = (signal) => ({
    aborted: () => new Promise((resolve) => {
      if (signal.aborted) {
        resolve(signal.reason);
      } else {
        signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
      }
    }),
  });

  /** What a signal is sent as: who tells when it is aborted, or why it was. */
  function signalCapability(signal, lent) {
    return signal.aborted
      ? host.copied(new Outgoing(!lent).message(signal.reason, null))
      : host.offer(expose(signalTarget(signal), true, undefined, lent));
  }

  /** A signal that is aborted when that of the sender is. */
  function signalOf(capability) {
    const { newSignal, abort, AbortSignal } = lib('events');
    if (host.isCopied(capability)) return AbortSignal.abort(host.copy(capability));
    const signal = newSignal();
    makeStub(host.take(capability)).aborted().then((reason) => abort(signal, reason), () => {});
    return signal;
  }

  function revivePlatformObject(tag, capability, next) {
    switch (tag) {
      case HEADERS:
        return lib('headers').copy(lib('headers').fromJava(host.content(capability), false));
      case REQUEST:
        return lib('fetch').requestFromJava(host.content(capability));
      case RESPONSE:
        return lib('fetch').responseFromJava(host.content(capability));
      case READABLE:
        return lib('streams').fromSource(host.content(capability));
      case WRITABLE:
        return writableOf(host.take(capability));
      case REQUEST_WITH_SIGNAL:
        return lib('fetch').requestFromJava(host.content(capability), signalOf(next));
      case SIGNAL:
        return signalOf(capability);
    }
    throw new Error(`internal error: no object of the kind ${tag} can be received`);
  }

  return {
    /** What any name of a stub of a service means. */
    propertyOf: (stub, name) => property(recordOf(stub), name),
    // What the classes in rpc-types.js do.
    read: (value) => read(own(value)),
    promiseOf: (value) => own(value).promise,
    disposePromise: (value) => disposePromise(own(value)),
    disposeStub: (value) => disposeStub(own(value)),
    dup: (value) => makeStub(host.dup(clientOf(own(value)))),
    stubOf,
    site: host.site(),
    pack: (value) => new Outgoing(true).message(value, null),
    unpack: (capabilities, strings, buffers, packed, ...few) => unpack(new Set(), capabilities, strings, buffers, packed, few),
    answer, failure,
    refuse: ({ reject }, error) => reject(error),
    /** Runs a call; the path comes first, as many names as `steps` says, then the parameters' numbers. */
    dispatch: (target, kind, extra, isRead, reply, path) => dispatch(target, kind, extra, isRead, reply, [], null, path.slice()),
    dispatchWith: (target, kind, extra, isRead, reply, path, capabilities, strings, buffers, packed, ...few) => {
      const group = new Set();
      let parameters;
      try {
        parameters = scopes.run(extra?.scope, () => unpack(group, capabilities, strings, buffers, packed, few));
      } catch (error) {
        disposeGroup(group);
        if (kind !== 'own' && kind !== 'prototype') extra?.scope?.unpin();
        fail(reply, error, 'event');
        return;
      }
      dispatch(target, kind, extra, isRead, reply, parameters, group, path.slice());
    },
    release: (target, disposer) => Reflect.apply(disposer, target, []),
  };
})
