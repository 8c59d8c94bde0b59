(function (host, lib, realm) {
  'use strict';
  const running = new Map();
  const LONGEST = 2 ** 31 - 1;
  let last = 0;

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
    running.set(id, host.after(delayOf(delay), () => {
      running.delete(id);
      context.run(callback, ...args);
    }));
    return id;
  }

  function setInterval(callback, delay, ...args) {
    check('setInterval', callback);
    realm.needHandler();
    const id = ++last;
    const millis = delayOf(delay);
    const context = new realm.AsyncContext.Snapshot();
    const again = () => {
      running.set(id, host.after(millis, again));
      context.run(callback, ...args);
    };
    running.set(id, host.after(millis, again));
    return id;
  }

  function clear(id) {
    const timer = running.get(Number(id));
    if (timer !== undefined) {
      running.delete(Number(id));
      host.cancel(timer);
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
