// What belongs to one event of a stateless entrypoint and ends with it. An object's stubs live as long as the object.
(function (host, lib, realm) {
  'use strict';
  const open = new Set();
  const variable = new realm.AsyncContext.Variable({ name: 'event' });

  /** Ends when nothing pins it any more: its handler, waitUntil, a body that streams, or a stub of what it gave out. */
  class EventScope {
    /** `reply` takes the answer to the event; absent for a call of RPC. */
    constructor(reply) {
      this.reply = reply;
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

  return {
    EventScope,
    /** The scope of the event that runs, or undefined in an object. */
    current: () => variable.get(),
    /** Ends the scope of an event that will not answer, whatever pins it. */
    abandon(answer) {
      for (const scope of open) {
        if (scope.reply?.completes(answer)) scope.end();
      }
    },
    run: (scope, action) => variable.run(scope, action),
  };
})
