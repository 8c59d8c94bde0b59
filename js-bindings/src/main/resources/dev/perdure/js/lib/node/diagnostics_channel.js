(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const channels = new Map();
  const MAKE = Symbol();

  class Channel {
    #subscribers = [];
    #stores = new Map();

    constructor(make, name) {
      if (make !== MAKE) throw new TypeError('Illegal constructor');
      this.name = name;
    }

    hasSubscribers() {
      return this.#subscribers.length > 0 || this.#stores.size > 0;
    }

    publish(message) {
      for (const subscriber of [...this.#subscribers]) {
        try {
          subscriber(message, this.name);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    }

    subscribe(subscriber) {
      errors.validateFunction(subscriber, 'subscription');
      this.#subscribers.push(subscriber);
    }

    unsubscribe(subscriber) {
      const index = this.#subscribers.indexOf(subscriber);
      if (index === -1) return false;
      this.#subscribers.splice(index, 1);
      return true;
    }

    bindStore(store, transform) {
      this.#stores.set(store, transform);
    }

    unbindStore(store) {
      return this.#stores.delete(store);
    }

    runStores(data, callback, thisArg, ...args) {
      let run = () => {
        this.publish(data);
        return Reflect.apply(callback, thisArg, args);
      };
      for (const [store, transform] of this.#stores) {
        const inner = run;
        run = () => store.run(transform === undefined ? data : transform(data), inner);
      }
      return run();
    }
  }

  function channel(name) {
    if (typeof name !== 'string' && typeof name !== 'symbol') throw errors.invalidArgType('channel', ['string', 'symbol'], name);
    let found = channels.get(name);
    if (found === undefined) {
      found = new Channel(MAKE, name);
      channels.set(name, found);
    }
    return found;
  }

  const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

  class TracingChannel {
    constructor(source) {
      for (const event of EVENTS) this[event] = typeof source === 'string' ? channel(`tracing:${source}:${event}`) : source[event];
    }

    hasSubscribers() {
      return EVENTS.some((event) => this[event] !== undefined && listened(this[event]));
    }

    subscribe(handlers) {
      for (const event of EVENTS) if (handlers[event]) this[event]?.subscribe(handlers[event]);
    }

    unsubscribe(handlers) {
      return EVENTS.every((event) => !handlers[event] || this[event]?.unsubscribe(handlers[event]));
    }

    traceSync(callback, context = {}, thisArg, ...args) {
      return this.start.runStores(context, () => {
        try {
          const result = Reflect.apply(callback, thisArg, args);
          context.result = result;
          return result;
        } catch (error) {
          context.error = error;
          this.error.publish(context);
          throw error;
        } finally {
          this.end.publish(context);
        }
      });
    }

    tracePromise(callback, context = {}, thisArg, ...args) {
      return this.start.runStores(context, () => {
        const settled = (key, failed) => (value) => {
          context[key] = value;
          if (failed) this.error.publish(context);
          this.asyncStart.publish(context);
          this.asyncEnd.publish(context);
          if (failed) throw value;
          return value;
        };
        try {
          return Promise.resolve(Reflect.apply(callback, thisArg, args)).then(settled('result', false), settled('error', true));
        } catch (error) {
          context.error = error;
          this.error.publish(context);
          throw error;
        } finally {
          this.end.publish(context);
        }
      });
    }

    traceCallback(callback, position = -1, context = {}, thisArg, ...args) {
      const original = args.at(position);
      errors.validateFunction(original, 'callback');
      const { error, asyncStart, asyncEnd } = this;
      args.splice(position, 1, function (failure, result) {
        if (failure) {
          context.error = failure;
          error.publish(context);
        } else {
          context.result = result;
        }
        asyncStart.runStores(context, () => {
          try {
            return Reflect.apply(original, this, arguments);
          } finally {
            asyncEnd.publish(context);
          }
        });
      });
      return this.start.runStores(context, () => {
        try {
          return Reflect.apply(callback, thisArg, args);
        } catch (failure) {
          context.error = failure;
          error.publish(context);
          throw failure;
        } finally {
          this.end.publish(context);
        }
      });
    }
  }

  const listened = Channel.prototype.hasSubscribers.call.bind(Channel.prototype.hasSubscribers);
  if (realm.flag('DIAGNOSTICS_CHANNEL_HAS_SUBSCRIBERS_GETTER')) {
    for (const { prototype } of [Channel, TracingChannel]) {
      Object.defineProperty(prototype, 'hasSubscribers', { get: prototype.hasSubscribers, set: undefined, configurable: true });
    }
  }

  return {
    Channel,
    TracingChannel,
    channel,
    hasSubscribers: (name) => channels.has(name) && listened(channels.get(name)),
    subscribe: (name, subscriber) => channel(name).subscribe(subscriber),
    tracingChannel: (source) => new TracingChannel(source),
    unsubscribe: (name, subscriber) => channel(name).unsubscribe(subscriber),
  };
})
