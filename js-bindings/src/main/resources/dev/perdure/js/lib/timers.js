(function perdurePart(host, lib, realm) {
  'use strict';
  const running = new Map();
  const LONGEST = 2 ** 31 - 1;
  const MOST = 10000;
  // What a stateless event has in its scope.
  const ofObject = { timers: new Set(), finished: 0 };
  let last = 0;

  /** A timer that runs; it ends with the event that set it. */
  class Timer {
    constructor(id) {
      this.scope = lib('event-scope').current();
      const { timers, finished } = this.scope ?? ofObject;
      if (timers.size >= MOST) {
        throw realm.domError(
          `You have exceeded the number of active timeouts you may set. max active timeouts: ${MOST}, current active timeouts: ${timers.size}, finished timeouts: ${finished}`,
          'QuotaExceededError');
      }
      timers.add(id);
      this.java = null;
      this.runs = true; // one that is cleared may stand in the queue already
      running.set(id, this);
    }

    end(id) {
      this.runs = false;
      running.delete(id);
      const owner = this.scope ?? ofObject;
      owner.timers.delete(id);
      owner.finished++;
    }
  }

  function delayOf(value) {
    const millis = Math.trunc(Number(value));
    return millis > 0 ? Math.min(millis, LONGEST) : 0;
  }

  function check(name, callback) {
    if (typeof callback !== 'function') {
      throw new TypeError(
        `Failed to execute '${name}' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'function'.`);
    }
  }

  function setTimeout(callback, delay, ...args) {
    check('setTimeout', callback);
    realm.needHandler();
    const id = ++last;
    const context = new realm.AsyncContext.Snapshot();
    const timer = new Timer(id);
    timer.java = host.after(delayOf(delay), () => {
      if (!timer.runs) return;
      timer.end(id);
      context.run(callback, ...args);
    });
    return id;
  }

  function setInterval(callback, delay, ...args) {
    check('setInterval', callback);
    realm.needHandler();
    const id = ++last;
    const millis = delayOf(delay);
    const context = new realm.AsyncContext.Snapshot();
    const timer = new Timer(id);
    const again = () => {
      if (!timer.runs) return;
      timer.java = host.after(millis, again);
      context.run(callback, ...args);
    };
    timer.java = host.after(millis, again);
    return id;
  }

  function clear(id) {
    const timer = running.get(Number(id));
    if (timer !== undefined) {
      timer.end(Number(id));
      host.cancel(timer.java);
    }
  }

  function clearTimeout(id) {
    clear(id);
  }

  function clearInterval(id) {
    clear(id);
  }

  class Scheduler {
    wait(delay, options) {
      const signal = options?.signal;
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const id = setTimeout(resolve, delay);
        signal?.addEventListener('abort', () => {
          clear(id);
          reject(signal.reason);
        }, { once: true });
      });
    }
  }

  return { setTimeout, setInterval, clearTimeout, clearInterval, scheduler: new Scheduler() };
})
