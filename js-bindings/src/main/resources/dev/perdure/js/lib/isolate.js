// Loads the worker and hands events to it.
(function perdurePart(host, lib, realm) {
  'use strict';
  const NO_RESPONSE = "Incorrect type for Promise: the Promise did not resolve to 'Response'.";
  let namespace = null;
  let instance = null;
  let actorType = null;

  /** Keeps the isolate until the promise has settled; a rejection is only logged. */
  function waitUntil(promise) {
    const waiting = host.beginWaiting();
    const scope = lib('event-scope').current();
    scope?.pin();
    scope?.waiting?.push(promise);
    const ended = () => {
      host.endWaiting(waiting);
      scope?.unpin();
    };
    Promise.resolve(promise).then(ended, (error) => {
      host.uncaught('waitUntil', error);
      ended();
    });
  }

  class ExecutionContext {
    constructor(props) {
      this.props = typeof props === 'object' && props !== null ? props : {};
      if (realm.flag('ENABLE_CTX_EXPORTS')) this.exports = lib('bindings').exports;
    }

    waitUntil(promise) {
      waitUntil(promise);
    }

    passThroughOnException() {}

    abort(reason) {
      lib('event-scope').current()?.end();
      throw reason === undefined ? new Error('Worker execution was aborted due to call to ctx.abort().') : reason;
    }
  }
  if (realm.flag('EXPERIMENTAL')) {
    /** A host name under which connect() reaches a service. */
    ExecutionContext.prototype.mapVirtualHost = function (fetcher, port) {
      return lib('sockets').virtualHost(fetcher, port);
    };
  }
  realm.asInterface(ExecutionContext, 'ExecutionContext');

  async function load(main) {
    realm.loading = true;
    try {
      namespace = await host.importModule(main);
    } finally {
      realm.loading = false;
    }
  }

  const HANDLERS = ['fetch', 'scheduled', 'alarm', 'queue', 'email', 'tail', 'trace', 'test', 'connect', 'webSocketMessage', 'webSocketClose', 'webSocketError'];

  /** What the main module exports: name, kind and handlers in turn. */
  function describeExports() {
    const described = [];
    for (const name of Object.keys(namespace)) {
      const value = namespace[name];
      const { WorkerEntrypoint, DurableObject } = lib('workers');
      let kind = 'OTHER';
      let target = null;
      if (typeof value === 'function' && value.prototype !== undefined && value.prototype !== null) {
        target = value.prototype;
        kind = target instanceof WorkerEntrypoint ? 'ENTRYPOINT_CLASS' : target instanceof DurableObject ? 'ACTOR_CLASS' : 'PLAIN_CLASS';
      } else if (value !== null && typeof value === 'object') {
        target = value;
        kind = 'OBJECT';
      }
      described.push(name, kind, target === null ? '' : HANDLERS.filter((handler) => typeof target[handler] === 'function').join());
    }
    return described;
  }

  function construct(className) {
    const Type = namespace[className];
    if (typeof Type !== 'function') {
      throw new TypeError(`The worker does not export a class called '${className}'.`);
    }
    actorType = Type;
    instance = new Type(lib('actor').state, lib('bindings').env);
  }

  /** The object an event is for: [target, env, ctx]; env and ctx undefined for instances of a class. */
  function targetOf(entrypoint, props) {
    if (instance !== null) return [instance];
    const value = namespace[entrypoint];
    const { env } = lib('bindings');
    const ctx = new ExecutionContext(props === null ? {} : props);
    if (typeof value === 'function') {
      if (value.prototype instanceof lib('workers').DurableObject) {
        throw new TypeError(`The entrypoint name ${entrypoint} refers to a Durable Object class, but the incoming request is trying to invoke it as a stateless worker.`);
      }
      return [new value(ctx, env)];
    }
    if (value === undefined || value === null) {
      throw entrypoint === 'default'
        ? new Error('Worker has no default entrypoint.')
        : new TypeError(`The entrypoint name ${entrypoint} was not found in this worker. Ensure the worker exports an entrypoint with that name.`);
    }
    return [value, env, ctx];
  }

  function handler(entrypoint, props, name, missing) {
    const [target, env, ctx] = targetOf(entrypoint, props);
    const method = target[name];
    if (typeof method !== 'function') throw new Error(missing);
    return (event) => (ctx === undefined ? method.call(target, event) : method.call(target, event, env, ctx));
  }

  async function fetch(entrypoint, props, java) {
    const call = handler(entrypoint, props, 'fetch', 'Handler does not export a fetch() function.');
    const { requestOfEvent, responseToJava, isResponse, stateOfResponse } = lib('fetch');
    const response = await call(requestOfEvent(java));
    if (!isResponse(response)) throw new TypeError(NO_RESPONSE);
    if (stateOfResponse(response).type === 'error') {
      throw new TypeError('Return value from serve handler must not be an error response (like Response.error())');
    }
    return responseToJava(response);
  }

  /** Answers when the handler has its socket; the handler goes on with it. */
  function connect(entrypoint, props, java) {
    const call = handler(entrypoint, props, 'connect', 'Handler does not export a connect() function.');
    const [socket, answer] = lib('sockets').accept(java);
    waitUntil((async () => {
      try {
        await call(socket);
      } catch (error) {
        lib('sockets').abort(socket, error);
        throw error;
      }
    })());
    return answer;
  }

  async function alarm(scheduledTime, retryCount) {
    const method = instance.alarm;
    if (typeof method !== 'function') throw new Error('Handler does not export an alarm() function.');
    await method.call(instance, { scheduledTime, retryCount, isRetry: retryCount > 0 });
  }

  class ScheduledController {
    #again = true;

    constructor(scheduledTime, cron) {
      this.scheduledTime = scheduledTime;
      this.cron = cron;
      this.type = 'scheduled';
    }

    noRetry() {
      this.#again = false;
    }

    static again(controller) {
      return controller.#again;
    }
  }
  const { again } = ScheduledController;
  delete ScheduledController.again;

  async function scheduled(entrypoint, props, scheduledTime, cron) {
    const call = handler(entrypoint, props, 'scheduled', 'Handler does not export a scheduled() function');
    const controller = new ScheduledController(scheduledTime, cron);
    await call(controller);
    return !again(controller);
  }

  /** Hands a batch over; that the handler fails is part of the answer. */
  async function queue(entrypoint, props, java) {
    let verdict = lib('queue').failed;
    const waiting = realm.flag('QUEUE_CONSUMER_NO_WAIT_FOR_WAIT_UNTIL') ? null : [];
    const scope = lib('event-scope').current();
    if (scope !== undefined) scope.waiting = waiting;
    try {
      const call = handler(entrypoint, props, 'queue', 'Handler does not export a queue() function.');
      const received = lib('queue').received(java);
      ({ verdict } = received);
      await call(received.batch);
      for (let i = 0; waiting !== null && i < waiting.length; i++) await waiting[i];
      return verdict(true);
    } catch (error) {
      host.uncaught('queue', error);
      return verdict(false);
    }
  }

  async function test(entrypoint, props) {
    const call = handler(entrypoint, props, 'test', 'Handler does not export a test() function.');
    await call({});
  }

  /** What an RPC call is for: the object, what it is, and what handlers get beside their argument. */
  function rpcTarget(entrypoint, props, reply) {
    if (instance !== null) return [instance, instance instanceof lib('workers').DurableObject ? 'INSTANCE' : 'LEGACY', null];
    const scope = new (lib('event-scope').EventScope)(reply);
    const [target, env, ctx] = lib('event-scope').run(scope, () => targetOf(entrypoint, props));
    if (ctx !== undefined) return [target, 'HANDLERS', { env, ctx, scope }];
    return [target, target instanceof lib('workers').WorkerEntrypoint ? 'INSTANCE' : 'LEGACY', { scope }];
  }

  /** Runs a handler, in a scope of its own unless this is an object. */
  const scoped = (reply, handler) => (instance === null ? new (lib('event-scope').EventScope)(reply).hold(handler) : handler());

  const settle = (promise, reply) => {
    promise.then((value) => reply.answer(value), (error) => reply.fail(error));
  };

  return {
    ExecutionContext,
    waitUntil,
    /** Logs an error that no caller hears of. */
    report: (where, error) => host.uncaught(where, error),
    describeExports,
    start(main, className, reply) {
      settle(load(main).then(() => {
        if (className !== null) construct(className);
      }), reply);
    },
    fetch: (entrypoint, props, java, reply) => settle(scoped(reply, () => fetch(entrypoint, props, java)), reply),
    connect: (entrypoint, props, java, reply) => settle(scoped(reply, async () => connect(entrypoint, props, java)), reply),
    rpcTarget,
    socketMessage: (java, data, reply) => settle(lib('websocket').message(instance, java, data), reply),
    socketClose: (java, code, reason, clean, reply) => settle(lib('websocket').closed(instance, java, code, reason, clean), reply),
    socketError: (java, text, reply) => settle(lib('websocket').errored(instance, java, text), reply),
    alarm: (scheduledTime, retryCount, reply) => settle(alarm(scheduledTime, retryCount), reply),
    scheduled: (entrypoint, props, scheduledTime, cron, reply) => settle(scoped(reply, () => scheduled(entrypoint, props, scheduledTime, cron)), reply),
    test: (entrypoint, props, reply) => settle(scoped(reply, () => test(entrypoint, props)), reply),
    queue: (entrypoint, props, java, reply) => settle(scoped(reply, () => queue(entrypoint, props, java)), reply),
    instance: () => instance,
    abandon: (answer) => lib('event-scope').abandon(answer),
    /** Whether the object has a method of that name; its class answers while its constructor runs. */
    actorHas: (name) => typeof (instance ?? actorType.prototype)[name] === 'function',
  };
})
