// The options of list(), shared by the asynchronous and the synchronous API.
(function perdurePart(host, lib, realm) {
  'use strict';
  const HIGHEST = 2 ** 31;

  function text(value) {
    return value === undefined ? null : `${value}`;
  }

  function limitOf(value) {
    const number = Number(value);
    if (Number.isFinite(number) && (number >= HIGHEST || number < -HIGHEST)) {
      throw new TypeError('Value out of range. Must be between -2147483648 and 2147483647 (inclusive).');
    }
    const limit = Number.isFinite(number) ? Math.trunc(number) : 0;
    if (limit <= 0) throw new TypeError('List limit must be positive.');
    return limit;
  }

  /** [start, startAfter, end, prefix, reverse, limit] for Java. */
  function range(options) {
    const start = text(options?.start);
    const startAfter = text(options?.startAfter);
    const end = text(options?.end);
    const prefix = text(options?.prefix);
    if (start !== null && startAfter !== null) {
      throw new TypeError('list() cannot be called with both start and startAfter values.');
    }
    const limit = options?.limit === undefined ? -1 : limitOf(options.limit);
    return [start, startAfter, end, prefix, Boolean(options?.reverse), limit];
  }

  return { range };
})
