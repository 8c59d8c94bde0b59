// Rate limiters in `env`.
(function perdurePart(host, lib, realm) {
  'use strict';
  const OPTIONS = ['key', 'limit', 'period'];
  const PERIODS = [10, 60];

  function check(fulfilled, message) {
    if (!fulfilled) throw new Error(message);
  }

  class Ratelimit {
    #java;

    constructor(java) {
      this.#java = java;
    }

    async limit(options) {
      check(typeof options === 'object' && options !== null, 'invalid rate limit options');
      const unknown = Object.keys(options).filter((name) => !OPTIONS.includes(name));
      check(unknown.length === 0, `bad rate limit options: [${unknown.join(',')}]`);
      const { key = '', limit = host.limit(this.#java), period = host.period(this.#java) } = options;
      check(typeof key === 'string', `invalid key: ${key}`);
      check(typeof limit === 'number', `limit must be a number: ${limit}`);
      check(typeof period === 'number', `period must be a number: ${period}`);
      check(PERIODS.includes(period), `unsupported period: ${period}`);
      return { success: host.allow(this.#java, key, limit, period) };
    }
  }

  return { fromJava: (java) => new Ratelimit(java) };
})
