(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const SLASHED = ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'];
  const SCRIPT = ['javascript', 'javascript:'];

  // The legacy parser, as Node.js documents it.
  function Url() {
    this.protocol = null;
    this.slashes = null;
    this.auth = null;
    this.host = null;
    this.port = null;
    this.hostname = null;
    this.hash = null;
    this.search = null;
    this.query = null;
    this.pathname = null;
    this.path = null;
    this.href = null;
  }

  const escapes = { '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D' };
  const autoEscape = (text) => text.replace(/[\t\n\r "'<>\\^`{|}]/g, (char) => escapes[char]);

  Url.prototype.parse = function (url, parseQuery, slashesDenoteHost) {
    errors.validateString(url, 'url');
    const hashAt = url.indexOf('#');
    const queryAt = url.indexOf('?');
    const headEnd = [hashAt, queryAt].filter((at) => at !== -1).reduce((a, b) => Math.min(a, b), url.length);
    let rest = (url.slice(0, headEnd).replaceAll('\\', '/') + url.slice(headEnd)).trim();
    let lower = '';
    const protocol = /^[a-z0-9.+-]+:/i.exec(rest);
    if (protocol !== null) {
      lower = protocol[0].toLowerCase();
      this.protocol = lower;
      rest = rest.slice(protocol[0].length);
    }
    const name = lower.slice(0, -1);
    let slashes = false;
    if (slashesDenoteHost || protocol !== null || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
      slashes = rest.startsWith('//');
      if (slashes && !(lower !== '' && SCRIPT.includes(lower))) {
        rest = rest.slice(2);
        this.slashes = true;
      }
    }
    if (!SCRIPT.includes(lower) && (slashes || (protocol !== null && !SLASHED.includes(name)))) {
      let end = rest.search(/[/?#]/);
      if (end === -1) end = rest.length;
      const at = rest.lastIndexOf('@', end);
      if (at !== -1) {
        this.auth = decodeURIComponent(rest.slice(0, at));
        rest = rest.slice(at + 1);
        end -= at + 1;
      }
      let hostEnd = rest.slice(0, end).search(/[\t\n\r "#%'/;<>?@\\^`{|}]/);
      if (hostEnd === -1) hostEnd = end;
      this.host = rest.slice(0, hostEnd);
      rest = rest.slice(hostEnd);
      const port = /:[0-9]*$/.exec(this.host);
      if (port !== null) {
        if (port[0] !== ':') this.port = port[0].slice(1);
        this.host = this.host.slice(0, -port[0].length);
      }
      const ipv6 = this.host.startsWith('[') && this.host.endsWith(']');
      this.hostname = this.host.toLowerCase();
      if (!ipv6 && this.hostname !== '') {
        if (/[\0\t\n\r #%/:<>?@[\\\]^|]/.test(this.hostname)) throw errors.withCode(TypeError, 'ERR_INVALID_URL', 'Invalid URL');
        if (/[^\0-\x7f]/.test(this.hostname)) this.hostname = lib('node/punycode').toASCII(this.hostname);
      }
      this.host = this.hostname + (this.port ? `:${this.port}` : '');
      if (ipv6) {
        this.hostname = this.hostname.slice(1, -1);
        if (rest[0] !== '/') rest = `/${rest}`;
      }
    }
    if (!SCRIPT.includes(lower)) rest = autoEscape(rest);
    const hash = rest.indexOf('#');
    if (hash !== -1) {
      this.hash = rest.slice(hash);
      rest = rest.slice(0, hash);
    }
    const query = rest.indexOf('?');
    if (query !== -1) {
      this.search = rest.slice(query);
      this.query = rest.slice(query + 1);
      if (parseQuery) this.query = lib('node/querystring').parse(this.query);
      rest = rest.slice(0, query);
    } else if (parseQuery) {
      this.search = null;
      this.query = { __proto__: null };
    }
    if (rest !== '') this.pathname = rest;
    if (SLASHED.includes(name) && this.hostname && !this.pathname) this.pathname = '/';
    if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
    this.href = this.format();
    return this;
  };

  Url.prototype.format = function () {
    let auth = this.auth || '';
    if (auth !== '') auth = `${encodeURIComponent(auth).replace(/%3A/i, ':')}@`;
    let protocol = this.protocol || '';
    let pathname = this.pathname || '';
    let hash = this.hash || '';
    let host = '';
    if (this.host) host = auth + this.host;
    else if (this.hostname) {
      host = auth + (this.hostname.includes(':') && !this.hostname.startsWith('[') ? `[${this.hostname}]` : this.hostname);
      if (this.port) host += `:${this.port}`;
    }
    let query = '';
    if (this.query !== null && typeof this.query === 'object') query = lib('node/querystring').stringify(this.query);
    let search = this.search || (query && `?${query}`) || '';
    if (protocol && !protocol.endsWith(':')) protocol += ':';
    pathname = pathname.replace(/[?#]/g, (char) => encodeURIComponent(char));
    if (this.slashes || SLASHED.includes(protocol.slice(0, -1))) {
      if (this.slashes || host) {
        if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
        host = `//${host}`;
      } else if (protocol === 'file:') {
        host = '//';
      }
    }
    search = search.replaceAll('#', '%23');
    if (hash && hash[0] !== '#') hash = `#${hash}`;
    if (search && search[0] !== '?') search = `?${search}`;
    return protocol + host + pathname + search + hash;
  };

  Url.prototype.resolve = function (relative) {
    return this.resolveObject(parse(relative, false, true)).format();
  };

  Url.prototype.resolveObject = function (relative) {
    if (typeof relative === 'string') relative = new Url().parse(relative, false, true);
    const result = Object.assign(new Url(), this);
    result.hash = relative.hash;
    if (relative.href === '') {
      result.href = result.format();
      return result;
    }
    if (relative.slashes && !relative.protocol) {
      for (const key of Object.keys(relative)) if (key !== 'protocol') result[key] = relative[key];
      if (SLASHED.includes((result.protocol || '').slice(0, -1)) && result.hostname && !result.pathname) result.path = result.pathname = '/';
      result.href = result.format();
      return result;
    }
    if (relative.protocol && relative.protocol !== result.protocol) {
      Object.assign(result, relative);
      result.href = result.format();
      return result;
    }
    if (relative.protocol && relative.host) {
      Object.assign(result, relative);
      result.href = result.format();
      return result;
    }
    let segments = (result.pathname || '').split('/');
    const given = (relative.pathname || '').split('/');
    const absolute = (relative.pathname || '').startsWith('/');
    const mustBeAbsolute = absolute || (result.pathname || '').startsWith('/') || Boolean(result.host && relative.pathname);
    if (relative.pathname) {
      segments = absolute ? given : [...segments.slice(0, -1), ...given];
      result.search = relative.search;
      result.query = relative.query;
    } else if (relative.search !== null) {
      result.search = relative.search;
      result.query = relative.query;
      result.path = (result.pathname || '') + (result.search || '');
      result.href = result.format();
      return result;
    } else {
      result.href = result.format();
      return result;
    }
    const output = [];
    for (const [i, segment] of segments.entries()) {
      const last = i === segments.length - 1;
      if (segment === '.' || segment === '..') {
        if (segment === '..') {
          if (output.length > (mustBeAbsolute ? 1 : 0) && output.at(-1) !== '..') output.pop();
          else if (!mustBeAbsolute) output.push('..');
        }
        if (last) output.push('');
      } else {
        output.push(segment);
      }
    }
    if (mustBeAbsolute && output[0] !== '') output.unshift('');
    result.pathname = output.length === 0 ? null : output.join('/') || (mustBeAbsolute ? '/' : null);
    if (result.pathname !== null || result.search !== null) result.path = (result.pathname || '') + (result.search || '');
    result.auth = relative.auth || result.auth;
    result.slashes = result.slashes || relative.slashes;
    result.href = result.format();
    return result;
  };

  Url.prototype.parseHost = function () {
    const port = /:[0-9]*$/.exec(this.host ?? '');
    if (port !== null) {
      if (port[0] !== ':') this.port = port[0].slice(1);
      this.host = this.host.slice(0, -port[0].length);
    }
    if (this.host) this.hostname = this.host;
  };

  function parse(url, parseQuery, slashesDenoteHost) {
    if (url instanceof Url) return url;
    return new Url().parse(url, parseQuery, slashesDenoteHost);
  }

  function format(url, options) {
    if (typeof url === 'string') return parse(url).format();
    if (url === null || typeof url !== 'object') throw errors.invalidArgType('urlObject', ['Object', 'string'], url);
    if (url instanceof URL) {
      const { fragment = true, unicode = false, search = true, auth = true } = options ?? {};
      const copy = new URL(url.href);
      if (!fragment) copy.hash = '';
      if (!search) copy.search = '';
      if (!auth) {
        copy.username = '';
        copy.password = '';
      }
      return unicode ? copy.href.replace(copy.host, domainToUnicode(copy.hostname) + (copy.port && `:${copy.port}`)) : copy.href;
    }
    return Url.prototype.format.call(url);
  }

  function fileURLToPath(path, options) {
    if (typeof path === 'string') path = new URL(path);
    else if (!(path instanceof URL)) throw errors.invalidArgType('path', ['string', 'URL'], path);
    if (path.protocol !== 'file:') throw errors.withCode(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
    if (/%2f/i.test(path.pathname) || (options?.windows && /%5c/i.test(path.pathname))) {
      throw errors.withCode(TypeError, 'ERR_INVALID_FILE_URL_PATH', `File URL path must not include encoded ${options?.windows ? '\\ or / ' : '/ '}characters`);
    }
    const decoded = decodeURIComponent(path.pathname);
    if (options?.windows) {
      if (path.hostname !== '') return `\\\\${path.hostname}${decoded.replaceAll('/', '\\')}`;
      if (!/^\/[a-zA-Z]:/.test(decoded)) throw errors.withCode(TypeError, 'ERR_INVALID_FILE_URL_PATH', 'File URL path must be absolute');
      return decoded.slice(1).replaceAll('/', '\\');
    }
    if (path.hostname !== '') throw errors.withCode(TypeError, 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
    return decoded;
  }

  const encodePath = (path) => path.replace(/[%\n\r\t?#[\]^|~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

  /** `\\server\share\resource` as a URL whose host is the server. */
  function uncToFileURL(path, prefix) {
    const hostEnd = path.indexOf('\\', prefix);
    if (hostEnd === -1) throw errors.invalidArgValue('path', path, 'Missing UNC resource path');
    if (hostEnd === prefix) throw errors.invalidArgValue('path', path, 'Empty UNC servername');
    const url = new URL('file://');
    url.hostname = domainToASCII(path.slice(prefix, hostEnd));
    url.pathname = encodePath(path.slice(hostEnd)).replaceAll('\\', '/');
    return url;
  }

  function pathToFileURL(path, options) {
    errors.validateString(path, 'path');
    const { posix, win32 } = lib('node/path');
    const rules = options?.windows ? win32 : posix;
    let local = path;
    if (options?.windows && path.startsWith('\\\\')) {
      if (path.startsWith('\\\\?\\UNC\\')) return uncToFileURL(path, 8);
      if (!/^\\\\\?\\[a-zA-Z]:/.test(path)) return uncToFileURL(path, 2);
      local = path.slice(4);
    }
    let resolved = rules.resolve(local);
    if ((options?.windows ? /[\\/]$/ : /\/$/).test(local) && !resolved.endsWith(rules.sep)) resolved += rules.sep;
    const encoded = encodePath(resolved);
    const url = new URL('file://');
    url.pathname = options?.windows ? `/${encoded.replaceAll('\\', '/')}` : encoded.replaceAll('\\', '%5C');
    return url;
  }

  /** The name of a domain as text, whose conversion may throw. */
  function domainText(args) {
    if (args.length === 0) throw errors.withCode(TypeError, 'ERR_MISSING_ARGS', 'The "domain" argument must be specified');
    return `${args[0]}`;
  }

  function domainToASCII(...args) {
    const domain = domainText(args);
    try {
      return new URL(`ws://${domain}`).hostname;
    } catch {
      return '';
    }
  }

  function domainToUnicode(...args) {
    const domain = domainText(args);
    try {
      return lib('node/punycode').toUnicode(new URL(`ws://${domain}`).hostname);
    } catch {
      return '';
    }
  }

  function urlToHttpOptions(url) {
    const options = {
      __proto__: null, ...url, protocol: url.protocol, hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
      hash: url.hash, search: url.search, pathname: url.pathname, path: `${url.pathname || ''}${url.search || ''}`, href: url.href,
    };
    if (url.port !== '') options.port = Number(url.port);
    if (url.username || url.password) options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return options;
  }

  return {
    Url,
    get URL() {
      return globalThis.URL;
    },
    get URLSearchParams() {
      return globalThis.URLSearchParams;
    },
    domainToASCII,
    domainToUnicode,
    fileURLToPath,
    format,
    parse,
    pathToFileURL,
    resolve: (from, to) => parse(from, false, true).resolve(to),
    resolveObject: (from, to) => (from ? parse(from, false, true).resolveObject(to) : to),
    toPathIfFileURL: (value) => (value instanceof URL ? fileURLToPath(value) : value),
    urlToHttpOptions,
  };
})
