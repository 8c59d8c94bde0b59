(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const web = lib('timers');

  function validate(delay, options) {
    if (delay !== undefined) errors.validateNumber(delay, 'delay');
    if (options === null || typeof options !== 'object') throw errors.invalidArgType('options', 'Object', options);
    const { signal, ref } = options;
    errors.validateAbortSignal(signal, 'options.signal');
    if (ref !== undefined) errors.validateBoolean(ref, 'options.ref');
  }

  const abortOf = (signal) => new errors.AbortError(undefined, { cause: signal.reason });

  async function later(delay, value, options = {}) {
    validate(delay, options);
    const { signal } = options;
    if (signal?.aborted) throw abortOf(signal);
    return new Promise((resolve, reject) => {
      const aborted = () => {
        web.clearTimeout(id);
        reject(abortOf(signal));
      };
      const id = web.setTimeout(() => {
        signal?.removeEventListener('abort', aborted);
        resolve(value);
      }, delay);
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  /** Yields at every tick, also those that came while nobody asked. */
  async function* every(delay = 1, value, options = {}) {
    validate(delay, options);
    const { signal } = options;
    if (signal?.aborted) throw abortOf(signal);
    let ticks = 0;
    let wake = () => {};
    const aborted = () => {
      web.clearInterval(id);
      wake();
    };
    const id = web.setInterval(() => {
      ticks++;
      wake();
    }, delay);
    signal?.addEventListener('abort', aborted, { once: true });
    try {
      for (;;) {
        if (ticks === 0 && !signal?.aborted) {
          await new Promise((resolve) => {
            wake = resolve;
          });
        }
        for (; ticks > 0; ticks--) yield value;
        if (signal?.aborted) throw abortOf(signal);
      }
    } finally {
      web.clearInterval(id);
      signal?.removeEventListener('abort', aborted);
    }
  }

  return {
    setTimeout: later,
    setImmediate: (value, options) => later(0, value, options),
    setInterval: every,
    scheduler: {
      wait: (delay, options) => later(delay, undefined, options),
      yield: () => later(0),
    },
  };
})
