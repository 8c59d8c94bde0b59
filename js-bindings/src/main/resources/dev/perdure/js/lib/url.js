// URL and URLSearchParams over dev.perdure.js.url.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal, wrongArgument, iterators, iterable } = lib('webidl');
  const SP = 'URLSearchParams';
  const entryIterator = iterators('EntryIterator');
  const keyIterator = iterators('KeyIterator');
  const valueIterator = iterators('ValueIterator');
  let javaOf;
  let linked;

  function text(value) {
    return typeof value === 'string' ? value : `${value}`;
  }

  function parse(url, base) {
    return host.parse(text(url), base === undefined ? null : text(base));
  }

  class URL {
    #java;
    #params = null;

    constructor(url, base) {
      if (arguments.length === 0) throw wrongArgument('URL', null, 1, 'USVString');
      this.#java = parse(url, base);
      if (this.#java === null) throw new TypeError('Invalid URL string.');
    }

    static #own = (self) => {
      try {
        return self.#java;
      } catch {
        throw illegal();
      }
    };

    /** Takes over a changed URL; the list of parameters follows where the query may have changed. */
    static #became = (self, java, query) => {
      self.#java = java;
      if (query && self.#params !== null) javaOf(self.#params).reset(java.search().slice(1));
    };

    get origin() {
      return URL.#own(this).origin();
    }

    get href() {
      return URL.#own(this).href();
    }

    set href(value) {
      URL.#own(this);
      const java = parse(value);
      if (java === null) {
        throw new TypeError("Failed to set the 'href' property on 'URL': the provided value is not of type 'valid URL string'.");
      }
      URL.#became(this, java, true);
    }

    get protocol() {
      return URL.#own(this).protocol();
    }

    set protocol(value) {
      URL.#became(this, URL.#own(this).withProtocol(text(value)), false);
    }

    get username() {
      return URL.#own(this).username();
    }

    set username(value) {
      URL.#became(this, URL.#own(this).withUsername(text(value)), false);
    }

    get password() {
      return URL.#own(this).password();
    }

    set password(value) {
      URL.#became(this, URL.#own(this).withPassword(text(value)), false);
    }

    get host() {
      return URL.#own(this).host();
    }

    set host(value) {
      URL.#became(this, URL.#own(this).withHost(text(value)), false);
    }

    get hostname() {
      return URL.#own(this).hostname();
    }

    set hostname(value) {
      URL.#became(this, URL.#own(this).withHostname(text(value)), false);
    }

    get port() {
      return URL.#own(this).port();
    }

    set port(value) {
      URL.#became(this, URL.#own(this).withPort(text(value)), false);
    }

    get pathname() {
      return URL.#own(this).pathname();
    }

    set pathname(value) {
      URL.#became(this, URL.#own(this).withPathname(text(value)), false);
    }

    get search() {
      return URL.#own(this).search();
    }

    set search(value) {
      URL.#became(this, URL.#own(this).withSearch(text(value)), true);
    }

    get hash() {
      return URL.#own(this).hash();
    }

    set hash(value) {
      URL.#became(this, URL.#own(this).withHash(text(value)), false);
    }

    get searchParams() {
      const java = URL.#own(this);
      return (this.#params ??= linked(java.search().slice(1), (query) => URL.#became(this, this.#java.withSearch(query), false)));
    }

    toJSON() {
      return URL.#own(this).href();
    }

    toString() {
      return URL.#own(this).href();
    }

    static canParse(url, base) {
      if (arguments.length === 0) throw wrongArgument('URL', 'canParse', 1, 'USVString');
      return parse(url, base) !== null;
    }

    static parse(url, base) {
      if (arguments.length === 0) throw wrongArgument('URL', 'parse', 1, 'USVString');
      const java = parse(url, base);
      return java === null ? null : new URL(java.href());
    }

    static createObjectURL(object) {
      if (!(object instanceof lib('blob').Blob)) throw wrongArgument('URL', 'createObjectURL', 1, 'File or Blob');
      throw new Error('URL.createObjectURL() is not implemented');
    }

    static revokeObjectURL(url) {
      if (arguments.length === 0) throw wrongArgument('URL', 'revokeObjectURL', 1, 'USVString');
      throw new Error('URL.revokeObjectURL() is not implemented');
    }
  }

  class URLSearchParams {
    #java;
    #changed = null;

    constructor(init) {
      this.#java = host.query('');
      if (init === undefined) return;
      if (typeof init !== 'object' && typeof init !== 'function' || init === null) {
        const query = text(init);
        this.#java.reset(query.startsWith('?') ? query.slice(1) : query);
      } else if (init instanceof URLSearchParams && init[Symbol.iterator] === URLSearchParams.prototype[Symbol.iterator]) {
        this.#java.reset(init.#java.serialize());
      } else if (init[Symbol.iterator] != null) {
        for (const pair of init) {
          if (pair === null || typeof pair !== 'object' || pair[Symbol.iterator] == null) {
            throw new TypeError("Incorrect type: the provided value is not of type 'Sequence'.");
          }
          const parts = [...pair];
          if (parts.length !== 2) throw new TypeError('Invalid URL search params sequence.');
          this.#java.append(text(parts[0]), text(parts[1]));
        }
      } else {
        for (const key of Reflect.ownKeys(init)) {
          if (typeof key === 'string' && Object.prototype.propertyIsEnumerable.call(init, key)) this.#java.set(text(key), text(init[key]));
        }
      }
    }

    static #own = (self) => {
      try {
        return self.#java;
      } catch {
        throw illegal();
      }
    };

    static #update = (self) => {
      if (self.#changed !== null) self.#changed(self.#java.serialize());
    };

    get size() {
      return URLSearchParams.#own(this).size();
    }

    append(name, value) {
      const java = URLSearchParams.#own(this);
      if (arguments.length < 2) throw wrongArgument(SP, 'append', arguments.length + 1, 'USVString');
      java.append(text(name), text(value));
      URLSearchParams.#update(this);
    }

    delete(name, value) {
      const java = URLSearchParams.#own(this);
      if (arguments.length === 0) throw wrongArgument(SP, 'delete', 1, 'USVString');
      java.delete(text(name), valueArgument(value));
      URLSearchParams.#update(this);
    }

    get(name) {
      const java = URLSearchParams.#own(this);
      if (arguments.length === 0) throw wrongArgument(SP, 'get', 1, 'USVString');
      return java.get(text(name));
    }

    getAll(name) {
      const java = URLSearchParams.#own(this);
      if (arguments.length === 0) throw wrongArgument(SP, 'getAll', 1, 'USVString');
      const values = [];
      const key = text(name);
      for (let i = java.find(key, 0); i >= 0; i = java.find(key, i + 1)) values.push(java.value(i));
      return values;
    }

    has(name, value) {
      const java = URLSearchParams.#own(this);
      if (arguments.length === 0) throw wrongArgument(SP, 'has', 1, 'USVString');
      return java.has(text(name), valueArgument(value));
    }

    set(name, value) {
      const java = URLSearchParams.#own(this);
      if (arguments.length < 2) throw wrongArgument(SP, 'set', arguments.length + 1, 'USVString');
      java.set(text(name), text(value));
      URLSearchParams.#update(this);
    }

    sort() {
      URLSearchParams.#own(this).sort();
      URLSearchParams.#update(this);
    }

    entries() {
      const java = URLSearchParams.#own(this);
      let i = 0;
      return entryIterator(() => (i < java.size() ? [java.name(i), java.value(i++)] : undefined));
    }

    keys() {
      const java = URLSearchParams.#own(this);
      let i = 0;
      return keyIterator(() => (i < java.size() ? java.name(i++) : undefined));
    }

    values() {
      const java = URLSearchParams.#own(this);
      let i = 0;
      return valueIterator(() => (i < java.size() ? java.value(i++) : undefined));
    }

    forEach(callback, thisArg) {
      const java = URLSearchParams.#own(this);
      if (typeof callback !== 'function') throw wrongArgument(SP, 'forEach', 1, 'function');
      for (let i = 0; i < java.size(); i++) callback.call(thisArg, java.value(i), java.name(i), this);
    }

    toString() {
      return URLSearchParams.#own(this).serialize();
    }

    static {
      javaOf = (params) => params.#java;
      linked = (query, changed) => {
        const params = new URLSearchParams();
        params.#java.reset(query);
        params.#changed = changed;
        return params;
      };
    }
  }

  function valueArgument(value) {
    return value === undefined || !realm.flag('URLSEARCHPARAMS_DELETE_HAS_VALUE_ARG') ? null : text(value);
  }

  realm.asInterface(URL, 'URL');
  realm.asInterface(URLSearchParams, SP);
  iterable(URLSearchParams, URLSearchParams.prototype.entries);
  for (const name of ['canParse', 'parse', 'createObjectURL', 'revokeObjectURL']) {
    Object.defineProperty(URL, name, { enumerable: true });
  }
  return { URL, URLSearchParams };
})
