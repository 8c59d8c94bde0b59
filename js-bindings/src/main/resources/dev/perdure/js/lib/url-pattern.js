// URLPattern: dev.perdure.js.urlpattern turns patterns into regular expressions, which run here.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal, wrongArgument } = lib('webidl');
  const NAMES = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
  const SPECIAL = ['http', 'https', 'ws', 'wss', 'ftp', 'file'];

  function matchesSpecial(source) {
    let expression;
    try {
      expression = new RegExp(source, 'v');
    } catch {
      return false;
    }
    return SPECIAL.some((scheme) => expression.test(scheme));
  }

  function text(value) {
    const string = `${value}`;
    return string.isWellFormed() ? string : string.toWellFormed();
  }

  function isDictionary(value) {
    return typeof value === 'object' || typeof value === 'function';
  }

  /** The members of a URLPatternInit in the order of NAMES, then the base URL. */
  function dictionary(init) {
    return [...NAMES, 'baseURL'].map((name) => (init[name] === undefined ? null : text(init[name])));
  }

  /** The members that `init` has, which may be accessors, as an object of its own. */
  function initOf(init) {
    const given = dictionary(init);
    const result = {};
    [...NAMES, 'baseURL'].forEach((name, i) => {
      if (given[i] !== null) result[name] = given[i];
    });
    return result;
  }

  /** A component as it is matched: a text, or an expression with the names of its groups. */
  class Matcher {
    #literal;
    #expression = null;
    #names = [];

    constructor(java, index, ignoreCase) {
      this.#literal = ignoreCase ? null : host.literal(java, index);
      if (this.#literal !== null) return;
      this.#expression = new RegExp(host.source(java, index), ignoreCase ? 'vi' : 'v');
      const count = host.groups(java, index);
      for (let i = 0; i < count; i++) this.#names.push(host.group(java, index, i));
    }

    test(input) {
      return this.#expression === null ? input === this.#literal : this.#expression.test(input);
    }

    /** The groups, or null. */
    exec(input) {
      if (this.#expression === null) return input === this.#literal ? {} : null;
      const match = this.#expression.exec(input);
      if (match === null) return null;
      const groups = {};
      for (let i = 0; i < this.#names.length; i++) groups[this.#names[i]] = match[i + 1];
      return groups;
    }
  }

  class URLPattern {
    #java;
    #ignoreCase;
    #matchers = null;

    constructor(input, baseOrOptions, options) {
      let base = null;
      if (baseOrOptions !== undefined && baseOrOptions !== null) {
        if (typeof baseOrOptions === 'object') options = baseOrOptions;
        else base = text(baseOrOptions);
      }
      if (options !== undefined && options !== null && typeof options !== 'object') {
        throw wrongArgument('URLPattern', null, 3, 'URLPatternOptions');
      }
      this.#ignoreCase = Boolean(options?.ignoreCase);
      if (input === undefined || input === null || isDictionary(input)) {
        this.#java = base === null ? host.compile(dictionary(input ?? {}), matchesSpecial) : null;
      } else {
        this.#java = host.parse(text(input), base, matchesSpecial);
      }
      if (this.#java === null) throw new TypeError('Failed to construct URLPattern');
      if (this.hasRegExpGroups) URLPattern.#compile(this);
    }

    static #compile = (self) => {
      try {
        self.#matchers ??= NAMES.map((name, i) => new Matcher(self.#java, i, self.#ignoreCase && i >= 5));
      } catch {
        throw new TypeError('Failed to construct URLPattern');
      }
      return self.#matchers;
    };

    static #own = (self) => {
      try {
        return self.#java;
      } catch {
        throw illegal();
      }
    };

    /** What the input is split into, or null where it is no URL. */
    static #split = (self, method, input, base) => {
      if (input === undefined || input === null || isDictionary(input)) {
        if (base !== undefined) throw new TypeError(`Failed to ${method} URLPattern`);
        return host.components(dictionary(input ?? {}));
      }
      return host.url(text(input), base === undefined ? null : text(base));
    };

    get protocol() {
      return host.pattern(URLPattern.#own(this), 0);
    }

    get username() {
      return host.pattern(URLPattern.#own(this), 1);
    }

    get password() {
      return host.pattern(URLPattern.#own(this), 2);
    }

    get hostname() {
      return host.pattern(URLPattern.#own(this), 3);
    }

    get port() {
      return host.pattern(URLPattern.#own(this), 4);
    }

    get pathname() {
      return host.pattern(URLPattern.#own(this), 5);
    }

    get search() {
      return host.pattern(URLPattern.#own(this), 6);
    }

    get hash() {
      return host.pattern(URLPattern.#own(this), 7);
    }

    get hasRegExpGroups() {
      const java = URLPattern.#own(this);
      return NAMES.some((name, i) => host.hasRegExp(java, i));
    }

    test(input, base) {
      URLPattern.#own(this);
      const parts = URLPattern.#split(this, 'test', input, base);
      return parts !== null && URLPattern.#compile(this).every((matcher, i) => matcher.test(host.value(parts, i)));
    }

    exec(input, base) {
      URLPattern.#own(this);
      const parts = URLPattern.#split(this, 'exec', input, base);
      if (parts === null) return null;
      const matchers = URLPattern.#compile(this);
      const result = { inputs: base === undefined ? [isDictionary(input ?? {}) ? initOf(input ?? {}) : input] : [input, base] };
      for (let i = 0; i < NAMES.length; i++) {
        const value = host.value(parts, i);
        const groups = matchers[i].exec(value);
        if (groups === null) return null;
        result[NAMES[i]] = { input: value, groups };
      }
      return result;
    }
  }

  realm.asInterface(URLPattern, 'URLPattern');
  return { URLPattern };
})
