(function (host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const web = lib('timers');

  function later(delay, value, options = {}) {
    if (options === null || typeof options !== 'object') return Promise.reject(errors.invalidArgType('options', 'Object', options));
    const { signal } = options;
    try {
      if (delay !== undefined) errors.validateNumber(delay, 'delay');
      errors.validateAbortSignal(signal, 'options.signal');
    } catch (error) {
      return Promise.reject(error);
    }
    if (signal?.aborted) return Promise.reject(new errors.AbortError(undefined, { cause: signal.reason }));
    return new Promise((resolve, reject) => {
      const aborted = () => {
        web.clearTimeout(id);
        reject(new errors.AbortError(undefined, { cause: signal.reason }));
      };
      const id = web.setTimeout(() => {
        signal?.removeEventListener('abort', aborted);
        resolve(value);
      }, delay);
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  const promises = {
    setTimeout: later,
    setImmediate: (value, options) => later(0, value, options),
    async *setInterval(delay = 1, value, options = {}) {
      for (;;) yield await later(delay, value, options);
    },
    scheduler: {
      wait: (delay, options) => later(delay, undefined, options),
      yield: () => later(0),
    },
  };
  return promises;
})
