(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const web = lib('timers');
  const customPromisify = Symbol.for('nodejs.util.promisify.custom');

  class Timeout {
    #id;
    #start;
    #repeats;
    #referenced = true;

    constructor(start, repeats) {
      this.#start = start;
      this.#repeats = repeats;
      this.#id = start();
    }

    refresh() {
      this.close();
      this.#id = this.#start();
      return this;
    }

    close() {
      if (this.#repeats) web.clearInterval(this.#id);
      else web.clearTimeout(this.#id);
      return this;
    }

    ref() {
      this.#referenced = true;
      return this;
    }

    unref() {
      this.#referenced = false;
      return this;
    }

    hasRef() {
      return this.#referenced;
    }

    [Symbol.toPrimitive]() {
      return this.#id;
    }

    [Symbol.dispose]() {
      this.close();
    }
  }

  class Immediate {
    #id;
    #scope = lib('event-scope').current();
    #referenced = true;

    constructor(callback, args) {
      this.#id = web.setTimeout(callback, 0, ...args);
    }

    close() {
      lib('event-scope').check(this.#scope, 'TimeoutId');
      web.clearTimeout(this.#id);
    }

    [Symbol.dispose]() {
      this.close();
    }

    ref() {
      this.#referenced = true;
      return this;
    }

    unref() {
      this.#referenced = false;
      return this;
    }

    hasRef() {
      return this.#referenced;
    }
  }

  function setTimeout(callback, delay, ...args) {
    errors.validateFunction(callback, 'callback');
    return new Timeout(() => web.setTimeout(callback, delay, ...args), false);
  }

  function setInterval(callback, delay, ...args) {
    errors.validateFunction(callback, 'callback');
    return new Timeout(() => web.setInterval(callback, delay, ...args), true);
  }

  function setImmediate(callback, ...args) {
    errors.validateFunction(callback, 'callback');
    return new Immediate(callback, args);
  }

  function clear(timer) {
    if (timer instanceof Timeout || timer instanceof Immediate) timer.close();
    else if (timer !== null && timer !== undefined) web.clearTimeout(timer);
  }

  const timers = {
    Timeout,
    setTimeout,
    setInterval,
    setImmediate,
    clearTimeout: (timer) => clear(timer),
    clearInterval: (timer) => clear(timer),
    clearImmediate: (timer) => clear(timer),
    active: (timer) => timer?.refresh?.(),
    unenroll: (timer) => clear(timer),
    enroll() {
      throw new Error('Not implemented. timers.enroll() is deprecated; use setTimeout() instead.');
    },
    get promises() {
      return lib('node/timers-promises');
    },
  };
  Object.defineProperty(setTimeout, customPromisify, { enumerable: true, get: () => timers.promises.setTimeout });
  Object.defineProperty(setImmediate, customPromisify, { enumerable: true, get: () => timers.promises.setImmediate });
  return timers;
})
