// What belongs to one event of a stateless entrypoint and ends with it. An object's stubs live as long as the object.
(function perdurePart(host, lib, realm) {
  'use strict';
  const open = new Set();
  const variable = new realm.AsyncContext.Variable({ name: 'event' });

  /** Ends when nothing pins it any more: its handler, waitUntil, a body that streams, or a stub of what it gave out. */
  class EventScope {
    /** `reply` takes the answer to the event. */
    constructor(reply) {
      this.reply = reply;
      this.waits = reply.waits();
      this.called = false;
      this.hung = false;
      this.pins = 1;
      this.endings = new Set();
      this.timers = new Set();
      this.finished = 0; // timers that have ended
      open.add(this);
      /** Where promises of waitUntil are gathered for who waits for them. */
      this.waiting = null;
    }

    pin() {
      this.pins++;
    }

    /** It calls another: what it waits for may come from there by ways that nobody counts. */
    calls() {
      if (!this.called) this.waits.onOthers();
      this.called = true;
    }

    unpin() {
      if (--this.pins === 0) this.end();
    }

    end() {
      open.delete(this);
      const { endings } = this;
      this.endings = new Set();
      for (const ending of endings) ending();
      for (const timer of this.timers) lib('timers').clearTimeout(timer);
    }

    /** Runs `handler`, whose promise keeps the scope. */
    async hold(handler) {
      try {
        return await variable.run(this, handler);
      } finally {
        this.unpin();
      }
    }
  }

  /** Of an event that was given up as hung, what it gave to then() does not run. */
  function guardReactions() {
    const { then } = Promise.prototype;
    const { apply } = Reflect;
    const unlessHung = (scope, reaction) =>
      typeof reaction === 'function' ? (value) => (scope.hung ? new Promise(() => {}) : reaction(value)) : reaction;
    Object.defineProperty(Promise.prototype, 'then', {
      value: {
        then(fulfilled, rejected) {
          const scope = variable.get();
          return scope === undefined
            ? apply(then, this, [fulfilled, rejected])
            : apply(then, this, [unlessHung(scope, fulfilled), unlessHung(scope, rejected)]);
        },
      }.then,
      writable: true,
      configurable: true,
    });
  }

  const refusal = 'Cannot perform I/O on behalf of a different request. I/O objects (such as streams, request/response'
    + " bodies, and others) created in the context of one request handler cannot be accessed from a different request's"
    + ' handler. This is a limitation of Cloudflare Workers which allows us to improve overall performance.';

  return {
    EventScope,
    /** Refuses what belongs to another event than the one that runs. */
    check(scope, type) {
      if (scope === undefined) return;
      const now = variable.get();
      if (now !== undefined && scope !== now) throw new Error(`${refusal} (I/O type: ${type})`);
    },
    /** The scope of the event that runs, or undefined in an object. */
    current: () => variable.get(),
    /** Has events counted: a function that gives the count of what the event that runs waits for, or null. */
    count() {
      guardReactions();
      return () => variable.get()?.waits ?? null;
    },
    /** Ends the scope of an event that will not answer, whatever pins it. */
    abandon(answer) {
      for (const scope of open) {
        if (!scope.reply.completes(answer)) continue;
        scope.hung = true;
        scope.end();
      }
    },
    run: (scope, action) => variable.run(scope, action),
  };
})
