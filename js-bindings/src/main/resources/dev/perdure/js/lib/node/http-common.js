// What clients and servers of node:http share: names, checks and messages.
(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const { Readable, Writable } = lib('node/stream');
  const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
  const INVALID = /[^\t\x20-\x7e\x80-\xff]/;
  const METHODS = ['ACL', 'BIND', 'CHECKOUT', 'CONNECT', 'COPY', 'DELETE', 'GET', 'HEAD', 'LINK', 'LOCK', 'M-SEARCH', 'MERGE', 'MKACTIVITY',
    'MKCALENDAR', 'MKCOL', 'MOVE', 'NOTIFY', 'OPTIONS', 'PATCH', 'POST', 'PROPFIND', 'PROPPATCH', 'PURGE', 'PUT', 'QUERY', 'REBIND', 'REPORT',
    'SEARCH', 'SOURCE', 'SUBSCRIBE', 'TRACE', 'UNBIND', 'UNLINK', 'UNLOCK', 'UNSUBSCRIBE'];
  const STATUS_CODES = {
    100: 'Continue', 101: 'Switching Protocols', 102: 'Processing', 103: 'Early Hints', 200: 'OK', 201: 'Created', 202: 'Accepted',
    203: 'Non-Authoritative Information', 204: 'No Content', 205: 'Reset Content', 206: 'Partial Content', 207: 'Multi-Status',
    208: 'Already Reported', 226: 'IM Used', 300: 'Multiple Choices', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other',
    304: 'Not Modified', 305: 'Use Proxy', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized',
    402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable',
    407: 'Proxy Authentication Required', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone', 411: 'Length Required',
    412: 'Precondition Failed', 413: 'Payload Too Large', 414: 'URI Too Long', 415: 'Unsupported Media Type', 416: 'Range Not Satisfiable',
    417: 'Expectation Failed', 418: "I'm a Teapot", 421: 'Misdirected Request', 422: 'Unprocessable Entity', 423: 'Locked',
    424: 'Failed Dependency', 425: 'Too Early', 426: 'Upgrade Required', 428: 'Precondition Required', 429: 'Too Many Requests',
    431: 'Request Header Fields Too Large', 451: 'Unavailable For Legal Reasons', 500: 'Internal Server Error', 501: 'Not Implemented',
    502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout', 505: 'HTTP Version Not Supported',
    506: 'Variant Also Negotiates', 507: 'Insufficient Storage', 508: 'Loop Detected', 509: 'Bandwidth Limit Exceeded', 510: 'Not Extended',
    511: 'Network Authentication Required',
  };

  function validateHeaderName(name, label = 'Header name') {
    if (typeof name !== 'string' || !TOKEN.test(name)) {
      throw errors.withCode(TypeError, 'ERR_INVALID_HTTP_TOKEN', `${label} must be a valid HTTP token ["${name}"]`);
    }
  }

  function validateHeaderValue(name, value) {
    if (value === undefined) throw errors.withCode(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', `Invalid value "${value}" for header "${name}"`);
    if (INVALID.test(value)) throw errors.withCode(TypeError, 'ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`);
  }

  const headersSent = (action) => errors.withCode(Error, 'ERR_HTTP_HEADERS_SENT', `Cannot ${action} headers after they are sent to the client`);

  class IncomingMessage extends Readable {
    #body = null;
    #reader = null;

    constructor(socket) {
      super({});
      this.socket = socket ?? { remoteAddress: '127.0.0.1', remotePort: 0, encrypted: false, destroyed: false, setTimeout() {}, setKeepAlive() {}, setNoDelay() {}, destroy() {}, on() {}, once() {}, removeListener() {} };
      this.httpVersion = '1.1';
      this.httpVersionMajor = 1;
      this.httpVersionMinor = 1;
      this.headers = {};
      this.headersDistinct = {};
      this.rawHeaders = [];
      this.trailers = {};
      this.rawTrailers = [];
      this.aborted = false;
      this.complete = false;
      this.url = '';
      this.method = null;
      this.statusCode = null;
      this.statusMessage = null;
    }

    get connection() {
      return this.socket;
    }

    setTimeout(millis, callback) {
      if (callback) this.on('timeout', callback);
      return this;
    }

    _read() {
      if (this.#reader === null) {
        const body = this.#body?.();
        if (body == null) {
          this.complete = true;
          this.push(null);
          return;
        }
        this.#reader = body.getReader();
      }
      this.#reader.read().then(({ done, value }) => {
        if (done) this.complete = true;
        this.push(done ? null : lib('node/buffer').Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      }, (error) => this.destroy(error));
    }

    _destroy(error, callback) {
      if (!this.readableEnded || !this.complete) this.aborted = true;
      this.#reader?.cancel(error ?? undefined).catch(() => {});
      queueMicrotask(() => callback(error));
    }

    /** Fills a message with a web Request or Response; `body` gives its stream when it is read. */
    static fill(message, headers, body) {
      message.#body = body;
      for (const [name, value] of headers) {
        message.rawHeaders.push(name, value);
        if (name === 'set-cookie') (message.headers[name] ??= []).push(value);
        else message.headers[name] = message.headers[name] === undefined ? value : `${message.headers[name]}${name === 'cookie' ? '; ' : ', '}${value}`;
        (message.headersDistinct[name] ??= []).push(value);
      }
      return message;
    }
  }

  /** Holds headers by their names in lower case, with the names as they were given. */
  class OutgoingMessage extends Writable {
    #headers = new Map();

    constructor(options) {
      super({ decodeStrings: true, ...options });
      this.headersSent = false;
      this.finished = false;
      this.sendDate = true;
      this.shouldKeepAlive = true;
      this.chunkedEncoding = false;
      this.useChunkedEncodingByDefault = true;
    }

    setHeader(name, value) {
      if (this.headersSent) throw headersSent('set');
      validateHeaderName(name);
      for (const item of Array.isArray(value) ? value : [value]) validateHeaderValue(name, item);
      this.#headers.set(name.toLowerCase(), [name, value]);
      return this;
    }

    setHeaders(headers) {
      if (this.headersSent) throw headersSent('set');
      if (headers == null || typeof headers !== 'object' || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
        throw errors.invalidArgType('headers', ['Headers', 'Map'], headers);
      }
      for (const [name, value] of headers) this.setHeader(name, value);
      return this;
    }

    appendHeader(name, value) {
      if (this.headersSent) throw headersSent('append');
      const existing = this.getHeader(name);
      if (existing === undefined) return this.setHeader(name, value);
      return this.setHeader(name, [].concat(existing, value));
    }

    getHeader(name) {
      errors.validateString(name, 'name');
      return this.#headers.get(name.toLowerCase())?.[1];
    }

    getHeaderNames() {
      return [...this.#headers.keys()];
    }

    getRawHeaderNames() {
      return Array.from(this.#headers.values(), ([name]) => name);
    }

    getHeaders() {
      const result = { __proto__: null };
      for (const [name, [, value]] of this.#headers) result[name] = value;
      return result;
    }

    hasHeader(name) {
      errors.validateString(name, 'name');
      return this.#headers.has(name.toLowerCase());
    }

    removeHeader(name) {
      errors.validateString(name, 'name');
      if (this.headersSent) throw headersSent('remove');
      this.#headers.delete(name.toLowerCase());
    }

    /** The headers as pairs of names and texts. */
    pairs() {
      const result = [];
      for (const [name, value] of this.#headers.values()) {
        for (const item of Array.isArray(value) ? value : [value]) result.push([name, String(item)]);
      }
      return result;
    }

    addTrailers() {}

    flushHeaders() {}

    setTimeout(millis, callback) {
      if (callback) this.on('timeout', callback);
      return this;
    }

    get connection() {
      return this.socket;
    }
  }
  Object.defineProperty(OutgoingMessage.prototype, 'pairs', { enumerable: false });

  return { METHODS, STATUS_CODES, IncomingMessage, OutgoingMessage, validateHeaderName, validateHeaderValue, headersSent, TOKEN, INVALID };
})
