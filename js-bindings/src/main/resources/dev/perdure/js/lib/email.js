// The module `cloudflare:email`.
(function perdurePart(host, lib, realm) {
  'use strict';

  /** A message as it is handed to a binding that sends, or to reply(). */
  class EmailMessage {
    #from;
    #to;
    #raw;

    constructor(from, to, raw) {
      this.#from = String(from);
      this.#to = String(to);
      this.#raw = raw;
    }

    get from() {
      return this.#from;
    }

    get to() {
      return this.#to;
    }

    get raw() {
      return this.#raw;
    }
  }
  realm.asInterface(EmailMessage, 'EmailMessage');
  return { EmailMessage };
})
