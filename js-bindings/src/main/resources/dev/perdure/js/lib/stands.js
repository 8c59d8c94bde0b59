// Bindings of services that the host does not have, but that workers can be started without.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');

  class AnalyticsEngine {
    constructor(mark) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
    }

    /** Takes a data point and drops it, as wrangler dev does. */
    writeDataPoint() {}
  }
  realm.asInterface(AnalyticsEngine, 'AnalyticsEngine');

  class SendEmail {
    #name;

    constructor(mark, name) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#name = name;
    }

    async send() {
      throw new Error(
        `env.${this.#name}.send() was refused: Perdure sends no e-mail. Call an e-mail service by fetch() in its place.`);
    }
  }
  realm.asInterface(SendEmail, 'SendEmail');

  return {
    analytics: () => new AnalyticsEngine(INTERNAL),
    email: (name) => new SendEmail(INTERNAL, name),
  };
})
