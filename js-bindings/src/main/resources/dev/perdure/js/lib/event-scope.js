// What belongs to one event of a stateless entrypoint and ends with it. An object's stubs live as long as the object.
(function (host, lib, realm) {
  'use strict';
  const variable = new realm.AsyncContext.Variable({ name: 'event' });

  /** Ends when nothing pins it any more: its handler, waitUntil, a body that streams, or a stub of what it gave out. */
  class EventScope {
    constructor() {
      this.pins = 1;
      this.endings = new Set();
    }

    pin() {
      this.pins++;
    }

    unpin() {
      if (--this.pins > 0) return;
      const { endings } = this;
      this.endings = new Set();
      for (const ending of endings) ending();
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
    run: (scope, action) => variable.run(scope, action),
  };
})
