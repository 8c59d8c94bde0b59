(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const { Headers } = lib('headers');
  const headersOf = lib('headers');
  const bodies = lib('body');
  const { Body } = bodies;
  const NULL_BODY = new Set([101, 204, 205, 304]);
  const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT', 'TRACE']);
  const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  // The usual text of a status, where a response has none of its own.
  const STATUS_TEXT = {
    100: 'Continue', 101: 'Switching Protocols', 102: 'Processing', 103: 'Early Hints', 200: 'OK', 201: 'Created',
    202: 'Accepted', 203: 'Non-Authoritative Information', 204: 'No Content', 205: 'Reset Content',
    206: 'Partial Content', 207: 'Multi-Status', 208: 'Already Reported', 226: 'IM Used', 300: 'Multiple Choices',
    301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 305: 'Use Proxy',
    307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized',
    402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable',
    407: 'Proxy Authentication Required', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone',
    411: 'Length Required', 412: 'Precondition Failed', 413: 'Payload Too Large', 414: 'URI Too Long',
    415: 'Unsupported Media Type', 416: 'Range Not Satisfiable', 417: 'Expectation Failed', 418: "I'm a teapot",
    421: 'Misdirected Request', 422: 'Unprocessable Entity', 423: 'Locked', 424: 'Failed Dependency',
    426: 'Upgrade Required', 428: 'Precondition Required', 429: 'Too Many Requests',
    431: 'Request Header Fields Too Large', 451: 'Unavailable For Legal Reasons', 500: 'Internal Server Error',
    501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
    505: 'HTTP Version Not Supported', 506: 'Variant Also Negotiates', 507: 'Insufficient Storage',
    508: 'Loop Detected', 510: 'Not Extended', 511: 'Network Authentication Required',
  };
  let requestState;
  let responseState;

  function methodOf(value) {
    const text = String(value);
    const upper = text.toUpperCase();
    if (METHODS.has(upper)) return upper;
    if (!TOKEN.test(text) || !realm.flag('UPPER_CASE_ALL_HTTP_METHODS')) {
      throw new TypeError(`Invalid HTTP method string: ${text}`);
    }
    throw new TypeError(`Invalid HTTP method string: ${text}`);
  }

  /** The URL of a request; before `fetch_standard_url` it stands as it was given until it is fetched. */
  function urlOf(input) {
    if (!realm.flag('FETCH_STANDARD_URL')) return String(input);
    return normalUrl(input);
  }

  function normalUrl(input) {
    const url = host.normalUrl(String(input));
    if (url === null) throw new TypeError(`Invalid URL: ${input}`);
    return url;
  }

  class Request extends Body {
    #state;

    constructor(input, init) {
      if (input === INTERNAL) {
        super(init.content);
        this.#state = init;
        return;
      }
      if (arguments.length === 0) {
        throw new TypeError("Failed to construct 'Request': constructor parameter 1 is not of type 'Request or string'.");
      }
      const state = { method: 'GET', url: '', headers: null, redirect: 'follow', signal: null, incoming: null, cf: undefined, cfJson: null, cache: undefined, content: null, java: null, fetcher: null };
      let source = null;
      if (input !== null && typeof input === 'object' && #state in input) {
        source = input;
        const from = input.#state;
        state.method = from.method;
        state.url = from.url;
        state.redirect = from.redirect;
        state.signal = from.signal;
        state.incoming = from.incoming;
        state.cf = from.cf;
        state.cfJson = from.cfJson;
        state.cache = from.cache;
        state.fetcher = from.fetcher;
      } else {
        state.url = urlOf(input);
      }
      if (init !== undefined && init !== null && typeof init === 'object' && #state in init) {
        // A Request as init stands for its properties.
        const from = init.#state;
        init = { method: from.method, headers: init.headers, body: init.body, redirect: from.redirect, signal: from.signal ?? undefined, cf: init.cf };
      }
      init ??= {};
      if (init.method !== undefined && init.method !== null) state.method = methodOf(init.method);
      if (init.redirect !== undefined && init.redirect !== null) {
        if (!['follow', 'error', 'manual'].includes(init.redirect)) {
          throw new TypeError(`Invalid redirect value, must be one of "follow" or "manual" ("error" won't be implemented since it does not make sense at the edge; use "manual" and check the response status code).`);
        }
        state.redirect = init.redirect;
      }
      if (init.cache !== undefined && init.cache !== null) {
        if (!realm.flag('CACHE_OPTION_ENABLED')) {
          throw new Error("The 'cache' field on 'RequestInitializerDict' is not implemented.");
        }
        if (!['no-store', 'no-cache', 'reload'].includes(init.cache)) {
          throw new TypeError(`Unsupported cache mode: ${init.cache}`);
        }
        state.cache = init.cache;
      }
      if (init.cf !== undefined && init.cf !== null) {
        checkCacheControl(init.cf, init.cache);
        state.cf = init.cf;
        state.cfJson = null;
      }
      if (init.fetcher !== undefined) state.fetcher = init.fetcher;
      if (init.signal !== undefined) {
        state.signal = init.signal;
        state.incoming = null;
      }
      state.headers = init.headers !== undefined && init.headers !== null
        ? headersOf.copy(init.headers)
        : source !== null ? headersOf.copy(source.headers) : new Headers();
      let content;
      if (init.body !== undefined && init.body !== null) {
        if (state.method === 'GET' || state.method === 'HEAD') {
          throw new TypeError('Request with a GET or HEAD method cannot have a body.');
        }
        content = bodies.extract(init.body);
        if (content.type !== null && !state.headers.has('content-type')) state.headers.set('Content-Type', content.type);
      } else if (source !== null && init.body === undefined) {
        const from = bodies.contentOf(source);
        if (from.kind === 'none') {
          content = bodies.none();
        } else {
          if (from.isUsed) {
            throw new TypeError('Cannot reconstruct a Request with a used body.');
          }
          content = from.kind === 'stream' ? bodies.extract(from.value) : bodies.fromJava(from.toJava());
          from.used = true;
        }
      } else {
        content = bodies.none();
      }
      state.content = content;
      super(content);
      this.#state = state;
    }

    get method() {
      return this.#state.method;
    }

    get url() {
      return this.#state.url;
    }

    get headers() {
      return (this.#state.headers ??= headersOf.fromJava(host.receivedHeaders(this.#state.java), true));
    }

    get redirect() {
      return this.#state.redirect;
    }

    get fetcher() {
      return this.#state.fetcher;
    }

    get signal() {
      const state = this.#state;
      return state.signal ?? state.incoming?.signal ?? (state.signal = new AbortController().signal);
    }

    get cf() {
      const state = this.#state;
      if (state.cfJson !== null) {
        state.cf = JSON.parse(state.cfJson);
        state.cfJson = null;
      }
      return state.cf;
    }

    get integrity() {
      return '';
    }

    get keepalive() {
      return false;
    }

    get cache() {
      return this.#state.cache;
    }

    clone() {
      const state = { ...this.#state, headers: headersOf.copy(this.headers), content: bodies.contentOf(this).clone() };
      return new Request(INTERNAL, state);
    }

    static {
      requestState = (request) => request.#state;
    }
  }

  /** The signal of a request that came in, shared by its copies: aborted when its sender goes away. */
  class Incoming {
    #java;
    #signal = null;

    constructor(java) {
      this.#java = java;
    }

    get signal() {
      if (this.#signal === null) {
        const controller = new AbortController();
        this.#signal = controller.signal;
        const scope = lib('event-scope').current();
        const gone = () => controller.abort(realm.domError('The client has disconnected', 'AbortError'));
        host.onCancel(this.#java, () => lib('event-scope').run(scope, gone));
      }
      return this.#signal;
    }
  }

  /** What aborts a request that is sent on: that of an event that came in only by a flag. */
  function sentSignal({ signal, incoming }) {
    if (signal !== null && signal !== undefined) return signal;
    return incoming !== null && realm.flag('REQUEST_SIGNAL_PASSTHROUGH') ? incoming.signal : null;
  }

  class Response extends Body {
    #state;

    constructor(body, init) {
      if (body === INTERNAL) {
        super(init.content);
        this.#state = init;
        return;
      }
      if (init !== undefined && init !== null && typeof init === 'object' && #state in init) {
        const from = init.#state;
        init = { status: from.status, statusText: from.statusText, headers: init.headers, webSocket: from.webSocket, cf: from.cf, encodeBody: from.encodeBody };
      }
      init ??= {};
      const status = init.status === undefined ? 200 : Math.trunc(Number(init.status));
      const webSocket = init.webSocket ?? null;
      if (webSocket !== null) {
        if (status !== 101) throw new RangeError('Responses with a WebSocket must have status code 101.');
      } else if (!(status >= 200 && status <= 599)) {
        throw new RangeError('Responses may only be constructed with status codes in the range 200 to 599, inclusive.');
      }
      const statusText = init.statusText === undefined ? '' : String(init.statusText);
      if (/[^\t\x20-\x7e\x80-\xff]/.test(statusText)) throw new TypeError('Invalid statusText');
      const encodeBody = init.encodeBody ?? 'automatic';
      if (encodeBody !== 'automatic' && encodeBody !== 'manual') {
        throw new TypeError(`encodeBody: unexpected value: ${encodeBody}`);
      }
      const headers = init.headers === undefined || init.headers === null ? new Headers() : headersOf.copy(init.headers);
      if (NULL_BODY.has(status) && body !== undefined && body !== null) {
        throw new TypeError('Response with null body status (101, 204, 205, or 304) cannot have a body.');
      }
      const content = bodies.extract(body);
      if (content.type !== null && !headers.has('content-type')) headers.set('Content-Type', content.type);
      super(content);
      this.#state = { status, statusText, headers, webSocket, cf: init.cf, encodeBody, url: '', redirected: false, type: 'default', content, java: null };
    }

    get status() {
      return this.#state.status;
    }

    get statusText() {
      const { status, statusText } = this.#state;
      return statusText === '' ? STATUS_TEXT[status] ?? '' : statusText;
    }

    get headers() {
      return (this.#state.headers ??= headersOf.fromJava(host.responseHeaders(this.#state.java), true));
    }

    get ok() {
      return this.#state.status >= 200 && this.#state.status <= 299;
    }

    get redirected() {
      return this.#state.redirected;
    }

    get url() {
      return this.#state.url;
    }

    get webSocket() {
      return this.#state.webSocket;
    }

    get cf() {
      return this.#state.cf;
    }

    get type() {
      return this.#state.type;
    }

    clone() {
      if (this.#state.webSocket !== null) throw new TypeError('Cannot clone a response to a WebSocket handshake.');
      return new Response(INTERNAL, { ...this.#state, headers: headersOf.copy(this.headers), content: bodies.contentOf(this).clone() });
    }

    static error() {
      return new Response(INTERNAL, { status: 0, statusText: '', headers: new Headers(), webSocket: null, cf: undefined, encodeBody: 'automatic', url: '', redirected: false, type: 'error', content: bodies.none(), java: null });
    }

    static redirect(url, status = 302) {
      if (![301, 302, 303, 307, 308].includes(Number(status))) {
        throw new RangeError(`${status} is not a redirect status code.`);
      }
      const target = host.normalUrl(String(url));
      if (target === null) throw new TypeError(`Unable to parse URL: ${url}`);
      return new Response(null, { status: Number(status), headers: { Location: target } });
    }

    static json(data, init) {
      const text = JSON.stringify(data);
      if (text === undefined) throw new TypeError('The data is not JSON serializable');
      const headers = headersOf.copy(init?.headers ?? undefined);
      if (!headers.has('content-type')) headers.set('Content-Type', 'application/json');
      return new Response(text, { status: init?.status, statusText: init?.statusText, headers, cf: init?.cf, webSocket: init?.webSocket, encodeBody: init?.encodeBody });
    }

    static {
      responseState = (response) => response.#state;
    }
  }

  if (!realm.flag('CACHE_OPTION_ENABLED')) delete Request.prototype.cache;
  realm.asInterface(Request, 'Request');
  realm.asInterface(Response, 'Response');

  /** A Request for a message from Java. */
  function requestFromJava(java, signal = null) {
    const content = bodies.fromJava(host.requestBody(java));
    return new Request(INTERNAL, {
      method: host.method(java), url: host.url(java), headers: null, redirect: 'manual', signal, incoming: null,
      cf: undefined, cfJson: host.cf(java), cache: undefined, content, java, fetcher: null,
    });
  }

  /** The `cf` of a request as JSON, with what its cache mode or TTL says in the words of Cache-Control. */
  function sentCf(state, isValue) {
    const { cache } = state;
    const cf = state.cfJson === null ? state.cf : cache === undefined ? undefined : JSON.parse(state.cfJson);
    if (isValue || (cache === undefined && (cf?.cacheTtl === undefined || cf.cacheControl !== undefined))) {
      return state.cfJson ?? (cf === undefined ? null : JSON.stringify(cf));
    }
    const sent = { ...cf };
    if (cache === 'no-store') {
      if ('cacheTtl' in sent && sent.cacheTtl !== -1) {
        throw new TypeError(`CacheTtl: ${sent.cacheTtl}, is not compatible with cache: no-store header.`);
      }
      sent.cacheTtl = -1;
    }
    if (cache === 'no-store' || cache === 'reload') sent.cacheLevel = 'bypass';
    if (cache === 'no-cache') sent.cacheForceRevalidate = true;
    if ('cacheControl' in sent) return JSON.stringify(sent);
    if (cache === undefined) {
      if (Number.isInteger(sent.cacheTtl)) sent.cacheControl = sent.cacheTtl === -1 ? 'no-store' : `max-age=${sent.cacheTtl}`;
    } else if (cache !== 'reload') {
      sent.cacheControl = cache;
    }
    return JSON.stringify(sent);
  }

  function checkCacheControl(cf, cache) {
    if (cf.cacheControl === undefined) return;
    if (cf.cacheTtl !== undefined) {
      throw new TypeError("The 'cacheControl' and 'cacheTtl' options on cf are mutually exclusive. Use 'cacheControl' for explicit"
        + " Cache-Control header directives, or 'cacheTtl' for a simplified TTL, but not both.");
    }
    if (cache !== undefined && cache !== null) {
      throw new TypeError("The 'cacheControl' option on cf cannot be used together with the 'cache' request option. The 'cache' option"
        + " ('no-store'/'no-cache') maps to cache TTL behavior internally, which conflicts with explicit Cache-Control directives.");
    }
  }

  /** A URL as it was given, which may lack the slash of an empty path; the rest is normal. */
  function sentUrl(given) {
    const url = normalUrl(given);
    return url === `${given}/` ? given : url;
  }

  /** A message of Java for a Request that is sent; one that travels as a value keeps its URL as given. */
  function requestToJava(request, abortable, isValue = false) {
    const state = requestState(request);
    const content = bodies.contentOf(request);
    const cf = sentCf(state, isValue);
    const headers = state.headers === null ? host.headers(state.java) : headersOf.toJava(state.headers);
    const url = isValue || realm.flag('FETCH_STANDARD_URL') ? state.url : sentUrl(state.url);
    return host.request(state.method, url, headers, content.send(), cf, state.redirect, abortable);
  }

  /** A Request for an event; its signal is aborted when the sender goes away. */
  function requestOfEvent(java) {
    const request = requestFromJava(java);
    if (realm.flag('ENABLE_REQUEST_SIGNAL')) requestState(request).incoming = new Incoming(java);
    return request;
  }

  /** The signal that goes with a Request which is sent as a value, or null. */
  const signalOfValue = (request) => (realm.flag('ENABLE_ABORTSIGNAL_RPC') ? sentSignal(requestState(request)) : null);

  const cfOf = (json) => (json === null ? undefined : JSON.parse(json));

  /** A Response for a message from Java. */
  function responseFromJava(java) {
    return new Response(INTERNAL, {
      status: host.status(java), statusText: host.statusText(java), headers: null,
      webSocket: host.hasSocket(java) ? lib('websocket').fromEnd(host.socket(java)) : null,
      cf: cfOf(host.responseCf(java)), encodeBody: host.encodedManually(java) ? 'manual' : 'automatic', url: host.responseUrl(java) ?? '',
      redirected: host.redirected(java), type: host.status(java) === 0 ? 'error' : 'default', content: bodies.fromJava(host.responseBody(java)), java,
    });
  }

  /** A message of Java for a Response that is sent; only RPC carries its `cf`. */
  function responseToJava(response, withCf) {
    const state = responseState(response);
    const content = bodies.contentOf(response);
    const body = content.send();
    const headers = state.headers === null ? host.responseHeaders(state.java) : headersOf.toJava(state.headers);
    const socket = state.webSocket === null ? null : lib('websocket').toEnd(state.webSocket);
    return host.response(state.status, state.statusText, headers, body, state.encodeBody === 'manual', socket,
      withCf === true && state.cf !== undefined ? JSON.stringify(state.cf) : null);
  }

  /** Sends a request through a channel of Java; `channel` null stands for the network. */
  function send(channel, input, init) {
    realm.needHandler();
    const request = input instanceof Request && init === undefined ? input : new Request(input, init);
    const signal = sentSignal(requestState(request));
    if (signal?.aborted) throw signal.reason;
    const java = requestToJava(request, channel !== null || signal !== null);
    const answer = realm.wait(host.send(channel, java)).then(responseFromJava);
    if (signal === null) return answer;
    return new Promise((resolve, reject) => {
      const aborted = () => {
        const told = realm.wait(host.cancel(java));
        if (channel === null) reject(signal.reason);
        else told.then(() => reject(signal.reason));
      };
      signal.addEventListener('abort', aborted, { once: true });
      answer.then(resolve, reject);
    });
  }

  async function fetch(input, init) {
    realm.needHandler();
    const request = new Request(input, init);
    const fetcher = requestState(request).fetcher;
    if (fetcher !== null && fetcher !== undefined) return fetcher.fetch(request);
    if (/^\s*data:/i.test(request.url)) {
      const data = host.data(normalUrl(request.url));
      if (data === null) throw new TypeError('Fetch API cannot load: invalid data: URL.');
      return responseFromJava(data);
    }
    if (!/^\s*https?:/i.test(request.url)) throw new TypeError(`Fetch API cannot load: ${request.url}`);
    return send(null, request);
  }

  return {
    Headers, Request, Response, fetch,
    requestFromJava, requestOfEvent, requestToJava, signalOfValue, responseFromJava, responseToJava, send,
    isRequest: (value) => value instanceof Request,
    isResponse: (value) => value instanceof Response,
    stateOfResponse: (response) => responseState(response),
  };
})
