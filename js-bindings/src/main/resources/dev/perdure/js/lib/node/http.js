// node:http over the worker's own fetch events and fetch().
(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const EventEmitter = lib('node/events');
  const common = lib('node/http-common');
  const { IncomingMessage, OutgoingMessage, STATUS_CODES, METHODS } = common;
  const { Buffer } = lib('node/buffer');
  const servers = new Map();
  const NO_BODY = new Set([101, 204, 205, 304]);

  class ServerResponse extends OutgoingMessage {
    #deliver = null;
    #pending = [];
    #controller = null;
    #resume = null;
    #scheduled = false;

    constructor(request, options) {
      super(options);
      this.req = request;
      this.socket = request?.socket ?? null;
      this.statusCode = 200;
      this.statusMessage = undefined;
      this.strictContentLength = options?.strictContentLength ?? false;
    }

    assignSocket(socket) {
      this.socket = socket;
    }

    detachSocket() {
      this.socket = null;
    }

    writeHead(status, message, headers) {
      if (this.headersSent) throw common.headersSent('write');
      const code = status | 0;
      if (code < 100 || code > 999) throw errors.withCode(RangeError, 'ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${status}`);
      if (typeof message === 'string') this.statusMessage = message;
      else headers ??= message;
      this.statusCode = code;
      if (Array.isArray(headers)) {
        const flat = headers.flat();
        if (flat.length % 2 !== 0) throw errors.invalidArgValue('headers', headers);
        const seen = new Set();
        for (let i = 0; i < flat.length; i += 2) {
          if (seen.has(flat[i].toLowerCase())) this.appendHeader(flat[i], flat[i + 1]);
          else this.setHeader(flat[i], flat[i + 1]);
          seen.add(flat[i].toLowerCase());
        }
      } else if (headers) {
        for (const name of Object.keys(headers)) this.setHeader(name, headers[name]);
      }
      this.headersSent = true;
      return this;
    }

    writeContinue(callback) {
      if (callback) queueMicrotask(callback);
    }

    writeProcessing() {}

    writeEarlyHints(hints, callback) {
      if (callback) queueMicrotask(callback);
    }

    flushHeaders() {
      this.#schedule();
    }

    /** The response begins a moment later, so that one that is written at once goes out as a whole. */
    #schedule() {
      if (this.#scheduled) return;
      this.#scheduled = true;
      queueMicrotask(() => queueMicrotask(() => this.#begin()));
    }

    #begin() {
      this.headersSent = true;
      const status = this.statusCode;
      const init = { status, statusText: this.statusMessage ?? '', headers: this.pairs() };
      this.statusMessage ??= STATUS_CODES[status] ?? 'unknown';
      if (NO_BODY.has(status) || this.req?.method === 'HEAD') {
        this.#deliver?.(new Response(null, init));
        this.#pending = null;
        this.#resume?.();
        return;
      }
      if (this.finished) {
        this.#deliver?.(new Response(Buffer.concat(this.#pending), init));
        this.#pending = null;
        return;
      }
      const first = this.#pending;
      this.#pending = null;
      const stream = new ReadableStream({
        type: 'bytes',
        start: (controller) => {
          this.#controller = controller;
          for (const chunk of first) controller.enqueue(new Uint8Array(chunk));
        },
        pull: () => {
          const resume = this.#resume;
          this.#resume = null;
          resume?.();
        },
        cancel: () => {
          this.destroy();
        },
      });
      this.#deliver?.(new Response(stream, init));
    }

    _write(chunk, encoding, callback) {
      this.#schedule();
      if (this.#pending !== null) {
        this.#pending.push(chunk);
        callback();
      } else if (this.#controller === null) {
        callback();
      } else {
        this.#controller.enqueue(new Uint8Array(chunk));
        if (this.#controller.desiredSize > 0) callback();
        else this.#resume = callback;
      }
    }

    _final(callback) {
      this.finished = true;
      this.#schedule();
      this.#controller?.close();
      this.#resume?.();
      callback();
    }

    _destroy(error, callback) {
      if (!this.finished) {
        if (this.#controller !== null) this.#controller.error(error ?? new Error('aborted'));
        else if (error) this.#deliver?.(Promise.reject(error));
      }
      callback(error);
    }

    /** A promise of the web Response that `response` becomes. */
    static toWeb(response) {
      return new Promise((resolve) => {
        response.#deliver = resolve;
      });
    }
  }

  // Servers

  class Server extends EventEmitter {
    #port = null;

    constructor(options, listener) {
      super();
      if (typeof options === 'function') [listener, options] = [options, {}];
      this.options = options ?? {};
      this.timeout = 0;
      this.keepAliveTimeout = 5000;
      this.headersTimeout = 60000;
      this.requestTimeout = 300000;
      this.maxHeadersCount = null;
      this.maxRequestsPerSocket = 0;
      if (listener !== undefined) this.on('request', listener);
    }

    get listening() {
      return this.#port !== null;
    }

    listen(...args) {
      const callback = args.findLast((value) => typeof value === 'function');
      if (this.#port !== null) throw errors.withCode(Error, 'ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.');
      const asked = args[0] !== null && typeof args[0] === 'object' ? args[0].port : typeof args[0] === 'function' ? 0 : args[0];
      let port = Number(asked ?? 0);
      if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw errors.withCode(RangeError, 'ERR_SOCKET_BAD_PORT', `options.port should be >= 0 and < 65536. Received ${lib('inspect').inspect(asked)}.`);
      }
      if (port === 0) for (port = 1024; servers.has(port);) port++;
      if (servers.has(port)) throw errors.withCode(Error, 'EADDRINUSE', `listen EADDRINUSE: address already in use 0.0.0.0:${port}`);
      this.#port = port;
      servers.set(port, this);
      if (callback !== undefined) this.once('listening', callback);
      queueMicrotask(() => this.emit('listening'));
      return this;
    }

    close(callback) {
      const open = this.#port !== null;
      if (open) servers.delete(this.#port);
      this.#port = null;
      if (typeof callback === 'function') {
        if (open) this.once('close', callback);
        else queueMicrotask(() => callback(errors.withCode(Error, 'ERR_SERVER_NOT_RUNNING', 'Server is not running.')));
      }
      queueMicrotask(() => this.emit('close'));
      return this;
    }

    async [Symbol.asyncDispose]() {
      if (this.#port !== null) this.close();
    }

    closeAllConnections() {}

    closeIdleConnections() {}

    address() {
      return this.#port === null ? null : { port: this.#port, family: 'IPv4', address: '127.0.0.1' };
    }

    setTimeout(millis, callback) {
      this.timeout = millis;
      if (callback) this.on('timeout', callback);
      return this;
    }

    ref() {
      return this;
    }

    unref() {
      return this;
    }

    getConnections(callback) {
      queueMicrotask(() => callback(null, 0));
      return this;
    }
  }

  async function handleAsNodeRequest(where, request) {
    const port = typeof where === 'number' ? where : where?.port ?? where?.address?.()?.port ?? where;
    const server = servers.get(Number(port));
    if (server === undefined) {
      throw errors.withCode(Error, 'ERR_INVALID_ARG_VALUE', `Http server with port ${port} not found. This is likely a bug with your code. You should check if server.listen() was called with the same port (${port})`);
    }
    const Incoming = server.options.IncomingMessage ?? IncomingMessage;
    const Outgoing = server.options.ServerResponse ?? ServerResponse;
    const incoming = new Incoming();
    const url = new URL(request.url);
    incoming.method = request.method;
    incoming.url = url.pathname + url.search;
    IncomingMessage.fill(incoming, request.headers, () => request.body);
    incoming.cloudflare = request.cf === undefined ? {} : { cf: request.cf };
    const outgoing = new Outgoing(incoming, server.options);
    const response = ServerResponse.toWeb(outgoing);
    server.emit('request', incoming, outgoing);
    return response;
  }

  function httpServerHandler(where, handlers = {}) {
    if (where === null || typeof where !== 'object' || (where.port == null && typeof where.address !== 'function')) {
      throw errors.withCode(TypeError, 'ERR_MISSING_ARGS', 'Failed to determine port for server');
    }
    if (where instanceof Server && where.address() === null) where.listen();
    const port = where.port ?? where.address()?.port;
    return {
      ...handlers,
      fetch: (request) => handleAsNodeRequest(Number(port), request),
    };
  }

  // Clients

  class Agent extends EventEmitter {
    constructor(options = {}) {
      super();
      this.options = { ...options };
      this.defaultPort = 80;
      this.protocol = 'http:';
      this.requests = {};
      this.sockets = {};
      this.freeSockets = {};
      this.maxSockets = options.maxSockets ?? Infinity;
      this.maxFreeSockets = options.maxFreeSockets ?? 256;
      this.maxTotalSockets = options.maxTotalSockets ?? Infinity;
      this.keepAlive = options.keepAlive ?? false;
      this.keepAliveMsecs = options.keepAliveMsecs ?? 1000;
    }

    destroy() {}

    getName({ host: name = 'localhost', port = '', localAddress = '' } = {}) {
      return `${name}:${port}:${localAddress}`;
    }
  }
  const globalAgent = new Agent({ keepAlive: true });

  class ClientRequest extends OutgoingMessage {
    #chunks = [];
    #abort = new AbortController();

    constructor(input, options, callback) {
      super();
      let target = {};
      if (typeof input === 'string') target = lib('node/url').urlToHttpOptions(new URL(input));
      else if (input instanceof URL) target = lib('node/url').urlToHttpOptions(input);
      else [callback, options] = [options, input];
      if (typeof options === 'function') [callback, options] = [options, {}];
      const settings = { ...target, ...options };
      const secure = (settings.protocol ?? settings.defaultProtocol ?? 'http:') === 'https:';
      const name = settings.hostname ?? settings.host ?? 'localhost';
      this.protocol = secure ? 'https:' : 'http:';
      if (!['http:', 'https:'].includes(settings.protocol ?? 'http:')) {
        throw errors.withCode(TypeError, 'ERR_INVALID_PROTOCOL', `Protocol "${settings.protocol}" not supported. Expected "http:"`);
      }
      this.method = (settings.method ?? 'GET').toUpperCase();
      this.path = settings.path ?? '/';
      if (/[^\u0021-\u00ff]/.test(this.path)) throw errors.withCode(TypeError, 'ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters');
      this.host = name;
      this.agent = settings.agent === undefined ? globalAgent : settings.agent;
      this.reusedSocket = false;
      this.aborted = false;
      this.url = new URL(`${this.protocol}//${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}${settings.port ? `:${settings.port}` : ''}${this.path}`);
      const headers = settings.headers ?? {};
      if (Array.isArray(headers)) {
        const flat = headers.flat();
        for (let i = 0; i < flat.length; i += 2) this.appendHeader(flat[i], flat[i + 1]);
      } else {
        for (const key of Object.keys(headers)) if (headers[key] !== undefined) this.setHeader(key, headers[key]);
      }
      if (settings.auth && !this.hasHeader('authorization')) this.setHeader('Authorization', `Basic ${Buffer.from(settings.auth).toString('base64')}`);
      if (callback) this.once('response', callback);
      if (settings.timeout) this.setTimeout(settings.timeout);
      settings.signal?.addEventListener('abort', () => this.destroy(new errors.AbortError(undefined, { cause: settings.signal.reason })), { once: true });
    }

    _write(chunk, encoding, callback) {
      this.#chunks.push(chunk);
      callback();
    }

    _final(callback) {
      this.finished = true;
      this.headersSent = true;
      const body = this.#chunks.length === 0 || this.method === 'GET' || this.method === 'HEAD' ? undefined : Buffer.concat(this.#chunks);
      fetch(this.url.href, { method: this.method, headers: this.pairs(), body, redirect: 'manual', signal: this.#abort.signal }).then((response) => {
        const incoming = IncomingMessage.fill(new IncomingMessage(), response.headers, () => response.body);
        incoming.statusCode = response.status;
        incoming.statusMessage = response.statusText;
        incoming.req = this;
        this.res = incoming;
        incoming.on('end', () => this.emit('close'));
        if (!this.emit('response', incoming)) incoming.resume();
      }, (error) => {
        if (!this.destroyed) this.destroy(error);
      });
      callback();
    }

    _destroy(error, callback) {
      this.aborted = true;
      this.#abort.abort();
      callback(error);
    }

    abort() {
      this.destroy();
    }

    setTimeout(millis, callback) {
      if (callback) this.once('timeout', callback);
      lib('timers').setTimeout(() => {
        if (this.res === undefined && !this.destroyed) this.emit('timeout');
      }, millis);
      return this;
    }

    setNoDelay() {}

    setSocketKeepAlive() {}

    onSocket() {}
  }

  const request = (...args) => new ClientRequest(...args);
  const get = (...args) => {
    const made = request(...args);
    made.end();
    return made;
  };

  const exports = lib('node/modules').refusing('http', {
    Agent,
    ClientRequest,
    IncomingMessage,
    METHODS,
    OutgoingMessage,
    STATUS_CODES,
    Server,
    ServerResponse,
    createServer: (options, listener) => new Server(options, listener),
    get,
    globalAgent,
    maxHeaderSize: 16384,
    request,
    setMaxIdleHTTPParsers() {},
    validateHeaderName: common.validateHeaderName,
    validateHeaderValue: common.validateHeaderValue,
    get CloseEvent() {
      return globalThis.CloseEvent;
    },
    get MessageEvent() {
      return globalThis.MessageEvent;
    },
    get WebSocket() {
      return globalThis.WebSocket;
    },
  });
  Object.defineProperty(exports, 'cloudflare', { value: { handleAsNodeRequest, httpServerHandler }, enumerable: false });
  return exports;
})
