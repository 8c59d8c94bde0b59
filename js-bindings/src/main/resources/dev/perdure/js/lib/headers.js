(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const NOT_A_VALUE = /[\0\r\n\u0100-\uffff]/;
  const IMMUTABLE = "Can't modify immutable headers.";
  let stateOf;

  // The fields of one Headers object: `map` from lower-case names to [name, ...values], or `java`,
  // a HeaderList that has not been looked at.
  class State {
    map = null;
    java = null;
    immutable = false;

    fields() {
      if (this.map === null) {
        this.map = new Map();
        if (this.java !== null) {
          const pairs = host.pairs(this.java);
          for (let i = 0; i < pairs.length; i += 2) this.append(pairs[i], pairs[i + 1]);
          this.java = null;
        }
      }
      return this.map;
    }

    append(name, value) {
      const key = name.toLowerCase();
      const field = this.fields().get(key);
      if (field === undefined) this.map.set(key, [name, value]);
      else field.push(value);
    }

    /** A HeaderList of Java. */
    toJava() {
      if (this.map === null) return this.java ?? host.none();
      const pairs = [];
      for (const field of this.map.values()) {
        if (field[0].toLowerCase() === 'set-cookie') {
          for (let i = 1; i < field.length; i++) pairs.push(field[0], field[i]);
        } else {
          pairs.push(field[0], joined(field));
        }
      }
      return host.list(pairs);
    }

    copy() {
      const copy = new State();
      if (this.map === null) {
        copy.java = this.java;
      } else {
        copy.map = new Map();
        for (const [key, field] of this.map) copy.map.set(key, field.slice());
      }
      return copy;
    }
  }

  function joined(field) {
    return field.length === 2 ? field[1] : field.slice(1).join(', ');
  }

  function nameOf(value) {
    const name = String(value);
    if (!TOKEN.test(name)) throw new TypeError('Invalid header name.');
    return name;
  }

  function valueOf(value) {
    const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    if (NOT_A_VALUE.test(text)) {
      if (/[\0\r\n]/.test(text)) throw new TypeError('Invalid header value.');
      return host.latin1OfUtf8(text);
    }
    return text;
  }

  class Headers {
    #state;

    constructor(init, state) {
      if (init === INTERNAL) {
        this.#state = state;
        return;
      }
      this.#state = new State();
      if (init !== undefined && init !== null) Headers.#fill(this, init);
    }

    static #fill = (self, init) => {
      if (typeof init !== 'object' && typeof init !== 'function') {
        throw new TypeError(
          "Failed to construct 'Headers': constructor parameter 1 is not of type 'Headers or Iterable or Object'.");
      }
      if (init instanceof Headers && init[Symbol.iterator] === Headers.prototype[Symbol.iterator]) {
        self.#state = init.#state.copy();
        return;
      }
      if (init[Symbol.iterator] != null) {
        for (const pair of init) {
          const [...parts] = pair;
          if (parts.length !== 2) {
            throw new TypeError('To initialize a Headers object from a sequence, each inner sequence must have exactly two elements.');
          }
          self.append(parts[0], parts[1]);
        }
        return;
      }
      for (const name of Reflect.ownKeys(init)) {
        if (typeof name === 'string' && Object.prototype.propertyIsEnumerable.call(init, name)) self.append(name, init[name]);
      }
    };

    static #writable = (self) => {
      if (self.#state.immutable) throw new TypeError(IMMUTABLE);
      return self.#state;
    };

    get(name) {
      const field = this.#state.fields().get(nameOf(name).toLowerCase());
      return field === undefined ? null : joined(field);
    }

    getAll(name) {
      if (nameOf(name).toLowerCase() !== 'set-cookie') {
        throw new TypeError('getAll() can only be used with the header name "Set-Cookie".');
      }
      return this.getSetCookie();
    }

    getSetCookie() {
      const field = this.#state.fields().get('set-cookie');
      return field === undefined ? [] : field.slice(1);
    }

    has(name) {
      return this.#state.fields().has(nameOf(name).toLowerCase());
    }

    set(name, value) {
      const text = nameOf(name);
      Headers.#writable(this).fields().set(text.toLowerCase(), [text, valueOf(value)]);
    }

    append(name, value) {
      Headers.#writable(this).append(nameOf(name), valueOf(value));
    }

    delete(name) {
      Headers.#writable(this).fields().delete(nameOf(name).toLowerCase());
    }

    forEach(callback, thisArg) {
      if (typeof callback !== 'function') {
        throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.");
      }
      for (const [name, value] of this) callback.call(thisArg, value, name, this);
    }

    static #sorted = (self) => {
      const entries = [];
      for (const [key, field] of [...self.#state.fields()].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
        if (key === 'set-cookie') {
          for (let i = 1; i < field.length; i++) entries.push([key, field[i]]);
        } else {
          entries.push([key, joined(field)]);
        }
      }
      return entries;
    };

    entries() {
      return Headers.#sorted(this)[Symbol.iterator]();
    }

    keys() {
      return Headers.#sorted(this).map((entry) => entry[0])[Symbol.iterator]();
    }

    values() {
      return Headers.#sorted(this).map((entry) => entry[1])[Symbol.iterator]();
    }

    static {
      stateOf = (headers) => headers.#state;
    }
  }

  realm.asInterface(Headers, 'Headers');
  Object.defineProperty(Headers.prototype, Symbol.iterator, {
    value: Headers.prototype.entries, writable: true, configurable: true,
  });

  return {
    Headers,
    /** Headers over a HeaderList of Java. */
    fromJava(java, immutable) {
      const state = new State();
      state.java = java;
      state.immutable = immutable;
      return new Headers(INTERNAL, state);
    },
    toJava: (headers) => stateOf(headers).toJava(),
    /** A copy that may be changed, of Headers or of what its constructor takes. */
    copy: (init) => (init instanceof Headers ? new Headers(INTERNAL, stateOf(init).copy()) : new Headers(init)),
    isImmutable: (headers) => stateOf(headers).immutable,
    freeze(headers) {
      stateOf(headers).immutable = true;
      return headers;
    },
  };
})
