// The options of list(), shared by the asynchronous and the synchronous API.
(function (host, lib, realm) {
  'use strict';

  /** [start, startAfter, end, prefix, reverse, limit] for Java. */
  function range(options) {
    const text = (value) => (value === undefined || value === null ? null : String(value));
    const start = text(options?.start);
    const startAfter = text(options?.startAfter);
    if (start !== null && startAfter !== null) {
      throw new TypeError('list() cannot be called with both start and startAfter values.');
    }
    let limit = -1;
    if (options?.limit !== undefined && options.limit !== null) {
      limit = Math.trunc(Number(options.limit));
      if (!(limit > 0)) throw new TypeError('List limit must be positive.');
    }
    return [start, startAfter, text(options?.end), text(options?.prefix), options?.reverse === true, limit];
  }

  return {
    range,
    list(storage, options) {
      const found = new Map();
      const pairs = storage.list(...range(options));
      for (let i = 0; i < pairs.length; i += 2) found.set(pairs[i], pairs[i + 1]);
      return found;
    },
  };
})
