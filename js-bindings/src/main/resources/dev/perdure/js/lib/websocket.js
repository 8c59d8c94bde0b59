// WebSockets. The Java side of an end is opaque here; what arrives comes as calls to `receive`, one
// in each task. The states are workerd's (api/web-socket.c++).
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal, wrongArgument } = lib('webidl');
  const { EventTarget, Event, MessageEvent, CloseEvent, ErrorEvent, make } = lib('events');
  const { dispatchEvent } = EventTarget.prototype;
  const INTERNAL = Symbol('internal');
  const NOT_ACCEPTED =
    'You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages.';

  // Where a socket is on its way.
  const CONNECTING = 0; // opened by `new WebSocket`, not answered
  const WAITING = 1; // neither accepted nor used in a Response
  const ACCEPTED = 2;
  const HIBERNATABLE = 3; // given to the object by acceptWebSocket
  const RELEASED = 4; // used in a Response, or over

  const BLOBS = realm.flag('WEBSOCKET_STANDARD_BINARY_TYPE');
  const HALF_OPEN = !realm.flag('WEB_SOCKET_AUTO_REPLY_TO_CLOSE');
  const IN_OBJECT = host.inObject();
  let stateOf;

  class State {
    constructor(stage, end) {
      this.stage = stage;
      this.end = end;
      this.reader = null;
      this.socket = null;
      this.peer = null;
      this.attachment = null;
      this.closedIncoming = false;
      this.closedOutgoing = false;
      this.aborted = false;
      this.failed = false;
      this.replies = false; // a Close will be answered for the guest once its handler has run
      this.url = null;
      this.protocol = '';
      this.extensions = '';
      this.blobs = BLOBS;
      this.halfOpen = HALF_OPEN;
    }
  }

  class WebSocket extends EventTarget {
    #state;

    constructor(url, protocols) {
      super();
      if (url === INTERNAL) {
        this.#state = protocols;
        return;
      }
      if (arguments.length === 0) throw wrongArgument('WebSocket', null, 1, 'string');
      realm.needHandler();
      this.#state = new State(CONNECTING, null);
      open(this, this.#state, String(url), protocols);
    }

    static #of = (socket) => {
      if (typeof socket !== 'object' || socket === null || !(#state in socket)) throw illegal();
      return socket.#state;
    };

    accept(options) {
      const state = WebSocket.#of(this);
      if (state.stage === CONNECTING) {
        throw new TypeError("Websockets obtained from the 'new WebSocket()' constructor cannot call accept");
      }
      if (state.stage === RELEASED) {
        throw new TypeError("Can't accept() WebSocket that was already used in a response.");
      }
      if (state.stage === HIBERNATABLE) {
        throw new TypeError("Can't accept() WebSocket after enabling hibernation.");
      }
      if (state.stage === ACCEPTED) return;
      lib('event-scope').current()?.pin(); // an event with an open socket does not end
      if (options?.allowHalfOpen !== undefined) state.halfOpen = Boolean(options.allowHalfOpen);
      listen(this, state);
    }

    send(message) {
      const state = WebSocket.#of(this);
      if (arguments.length === 0) throw wrongArgument('WebSocket', 'send', 1, 'ArrayBuffer or ArrayBufferView or string');
      const binary = message instanceof ArrayBuffer || ArrayBuffer.isView(message);
      const text = binary ? null : String(message).toWellFormed();
      if (state.closedOutgoing) throw new TypeError("Can't call WebSocket send() after close().");
      if (state.aborted || state.stage === RELEASED) return;
      if (state.stage < ACCEPTED) throw new TypeError(NOT_ACCEPTED);
      if (binary) host.sendBinary(state.end, message);
      else host.sendText(state.end, text);
    }

    close(code, reason) {
      const state = WebSocket.#of(this);
      let number = 1005;
      if (code !== undefined) {
        number = Math.trunc(Number(code)) | 0;
        const refused = realm.flag('PEDANTIC_WPT')
          ? number !== 1000 && (number < 3000 || number >= 5000)
          : number < 1000 || number >= 5000 || [1004, 1005, 1006, 1015].includes(number);
        if (refused) {
          throw realm.domError(`Invalid WebSocket close code: ${number}.`, 'InvalidAccessError');
        }
      }
      const text = reason === undefined ? '' : String(reason).toWellFormed();
      if (realm.flag('WEBSOCKET_CLOSE_REASON_BYTE_LIMIT') && host.utf8Length(text) > 123) {
        throw realm.domError('WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded.', 'SyntaxError');
      }
      if (reason !== undefined && code === undefined) {
        throw realm.domError('If you specify a WebSocket close reason, you must also specify a code.', 'InvalidAccessError');
      }
      if (state.stage === CONNECTING) {
        state.stage = RELEASED;
        return;
      }
      if (state.closedOutgoing || state.aborted || state.stage === RELEASED) return;
      if (state.stage < ACCEPTED) throw new TypeError(NOT_ACCEPTED);
      sendClose(state, number, text);
    }

    serializeAttachment(value) {
      const state = WebSocket.#of(this);
      if (arguments.length === 0) throw wrongArgument('WebSocket', 'serializeAttachment', 1, 'any');
      state.attachment = host.serialize(value);
      if (state.socket !== null) host.attach(state.socket, state.attachment);
    }

    deserializeAttachment() {
      const { attachment } = WebSocket.#of(this);
      return attachment === null ? null : host.deserialize(attachment);
    }

    get readyState() {
      const state = WebSocket.#of(this);
      if ((state.closedIncoming && (state.closedOutgoing || state.replies)) || state.failed) return 3;
      if (state.closedIncoming || state.closedOutgoing) return 2;
      return state.stage === CONNECTING ? 0 : 1;
    }

    get url() { return WebSocket.#of(this).url; }
    get protocol() { return WebSocket.#of(this).protocol; }
    get extensions() { return WebSocket.#of(this).extensions; }
    get binaryType() { return WebSocket.#of(this).blobs ? 'blob' : 'arraybuffer'; }

    set binaryType(value) {
      const state = WebSocket.#of(this);
      if (value === 'blob') state.blobs = true;
      else if (value === 'arraybuffer') state.blobs = false;
    }

    static {
      stateOf = (socket) => (typeof socket === 'object' && socket !== null && #state in socket ? socket.#state : null);
    }
  }
  ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].forEach((name, value) => {
    for (const key of [`READY_STATE_${name}`, name]) {
      Object.defineProperty(WebSocket, key, { value, enumerable: true });
      Object.defineProperty(WebSocket.prototype, key, { value, enumerable: true });
    }
  });
  realm.asInterface(WebSocket, 'WebSocket');

  const socketOver = (state) => new WebSocket(INTERNAL, state);

  class WebSocketPair {
    constructor() {
      const pair = host.pair();
      const first = new State(WAITING, host.first(pair));
      const second = new State(WAITING, host.second(pair));
      first.peer = second;
      second.peer = first;
      Object.defineProperty(this, 0, { value: socketOver(first), enumerable: true, configurable: true });
      Object.defineProperty(this, 1, { value: socketOver(second), enumerable: true, configurable: true });
    }

    * [Symbol.iterator]() {
      yield this[0];
      yield this[1];
    }
  }
  realm.asInterface(WebSocketPair, 'WebSocketPair');
  Object.defineProperty(WebSocketPair.prototype, Symbol.iterator, { enumerable: false });

  /** Says in the platform's words that a class is no function. */
  function newOnly(type, name) {
    const guarded = new realm.Proxy(type, {
      apply() {
        throw new TypeError(`Failed to construct '${name}': Please use the 'new' operator, this object constructor cannot be called as a function.`);
      },
    });
    type.prototype.constructor = guarded;
    return guarded;
  }

  class WebSocketRequestResponsePair {
    #request;
    #response;

    constructor(request, response) {
      for (let i = 0; i < 2; i++) {
        if (arguments.length <= i) throw wrongArgument('WebSocketRequestResponsePair', null, i + 1, 'string');
      }
      this.#request = String(request);
      this.#response = String(response);
    }

    get request() { return this.#request; }
    get response() { return this.#response; }

    static {
      WebSocketRequestResponsePair.is = (value) => typeof value === 'object' && value !== null && #request in value;
    }
  }
  const isResponsePair = WebSocketRequestResponsePair.is;
  delete WebSocketRequestResponsePair.is;
  realm.asInterface(WebSocketRequestResponsePair, 'WebSocketRequestResponsePair');

  function emit(socket, event) {
    dispatchEvent.call(socket, event);
  }

  function sendClose(state, code, reason) {
    state.closedOutgoing = true;
    if (state.socket !== null) host.closeOutgoing(state.socket);
    host.close(state.end, code, reason, state.closedIncoming);
  }

  /** Begins to read a socket whose messages are events of its own. */
  function listen(socket, state) {
    state.stage = ACCEPTED;
    state.reader = host.read(state.end, (kind, data, reason, clean) => receive(socket, state, kind, data, reason, clean));
    // Where both ends are in one isolate of a worker, nobody outside waits.
    if (IN_OBJECT || state.peer === null || state.peer.stage === RELEASED) host.hold(state.reader);
  }

  function receive(socket, state, kind, data, reason, clean) {
    if (state.failed) return;
    try {
      if (kind === 'text') {
        emit(socket, make(MessageEvent, 'message', { data }));
      } else if (kind === 'binary') {
        const content = state.blobs ? new (lib('blob').Blob)([data]) : data;
        emit(socket, make(MessageEvent, 'message', { data: content }));
      } else if (kind === 'closed') {
        // As observed, a connection that was lost counts as open while its event is handled.
        if (clean) state.closedIncoming = true;
        else state.aborted = true;
        if (state.aborted || state.closedOutgoing) host.over(state.end);
        else if (!state.halfOpen) sendClose(state, data, reason);
        emit(socket, make(CloseEvent, 'close', { code: data, reason, wasClean: clean }));
        state.closedIncoming = true;
      } else {
        state.closedIncoming = true;
        fail(socket, state, new Error(data));
      }
    } catch (error) {
      // As on the platform, a listener that throws ends the connection.
      host.uncaught(error);
      state.closedIncoming = true;
      if (!state.failed) {
        host.abort(state.end);
        fail(socket, state, error);
      }
    }
  }

  function fail(socket, state, error) {
    if (state.failed) return;
    state.failed = true;
    state.aborted = true;
    const message = error instanceof Error ? `Uncaught ${error}` : `Uncaught ${String(error)}`;
    emit(socket, make(ErrorEvent, 'error', { message, error }));
  }

  const PROTOCOL = /^[\x21\x23-\x27\x2a\x2b\x2d\x2e\x30-\x39\x41-\x5a\x5e-\x7a\x7c\x7e]+$/;

  function protocolsOf(given) {
    if (given === undefined) return null;
    if (typeof given !== 'object' || given === null) {
      const one = String(given);
      if (!PROTOCOL.test(one)) throw syntaxError('The protocol header token is invalid.');
      return one;
    }
    const all = [];
    for (const each of given) {
      const one = String(each);
      if (!PROTOCOL.test(one)) throw syntaxError('One of the protocol header tokens is invalid.');
      if (all.includes(one)) throw syntaxError('The protocols header cannot have repeating values.');
      all.push(one);
    }
    return all.length === 0 ? null : all.join(', ');
  }

  const syntaxError = (text) => realm.domError(`WebSocket Constructor: ${text}`, 'SyntaxError');

  /** Opens a client socket, which needs no accept(). */
  function open(socket, state, text, given) {
    let url;
    try {
      url = new (lib('url').URL)(text);
    } catch {
      throw syntaxError('The url is invalid.');
    }
    if (url.protocol !== 'ws:' && url.protocol !== 'wss:') throw syntaxError('The url scheme must be ws or wss.');
    if (text.includes('#')) throw syntaxError('The url fragment must be empty.');
    const protocols = protocolsOf(given);
    state.url = text;
    url.username = '';
    url.password = '';
    realm.wait(host.open(url.href, protocols, realm.flag('WEB_SOCKET_COMPRESSION'))).then(
      (opened) => {
        if (state.stage !== CONNECTING) {
          host.abort(host.openedEnd(opened));
          return;
        }
        state.end = host.openedEnd(opened);
        state.protocol = host.openedHeader(opened, 'Sec-WebSocket-Protocol');
        state.extensions = host.openedHeader(opened, 'Sec-WebSocket-Extensions');
        listen(socket, state);
        emit(socket, make(Event, 'open'));
      },
      (error) => {
        if (state.stage !== CONNECTING) return;
        state.stage = RELEASED;
        state.closedIncoming = true;
        fail(socket, state, error);
      });
  }

  /** A socket for an end that came from elsewhere. */
  function fromEnd(end) {
    return socketOver(new State(WAITING, host.received(end)));
  }

  /** Gives the end of a socket away in a Response. */
  function toEnd(socket) {
    const state = stateOf(socket);
    if (state === null) throw new TypeError("Incorrect type for the 'webSocket' field on 'ResponseInit': the provided value is not of type 'WebSocket'.");
    if (state.stage === CONNECTING) throw new TypeError("Can't return WebSocket in a Response if it was created with `new WebSocket()`");
    if (state.stage === RELEASED) throw new TypeError("Can't return WebSocket that was already used in a response.");
    if (state.stage === HIBERNATABLE) throw new TypeError("Can't return WebSocket in a Response after calling acceptWebSocket().");
    if (state.stage === ACCEPTED) throw new TypeError("Can't return WebSocket in a Response after calling accept().");
    state.stage = RELEASED;
    if (state.peer !== null && state.peer.reader !== null) host.hold(state.peer.reader);
    return host.given(state.end);
  }

  // Sockets of the object, by their numbers, so that each stays the same JavaScript object.
  const hibernatable = new Map();

  function acceptHibernatable(socket, tags) {
    const state = stateOf(socket);
    if (state === null) throw wrongArgument('DurableObjectState', 'acceptWebSocket', 1, 'WebSocket');
    if (state.stage === ACCEPTED || state.stage === HIBERNATABLE) {
      throw new Error('Cannot call `acceptWebSocket()` if the WebSocket was already accepted via `accept()`');
    }
    if (state.peer === null || state.peer.stage !== WAITING) {
      throw new Error('Cannot call `acceptWebSocket()` on this WebSocket because its pair has already been accepted or used in a Response.');
    }
    const distinct = new Set();
    for (const each of tags ?? []) {
      if (distinct.size >= 10) throw new Error('a Hibernatable WebSocket cannot have more than 10 tags');
      const tag = String(each);
      if (host.utf8Length(tag) > 256) throw new Error(`"${tag}" is longer than the max tag length (256 characters).`);
      distinct.add(tag);
    }
    if (state.stage !== WAITING) {
      throw new TypeError('Tried to make an api::WebSocket hibernatable when it was in an incompatible state.');
    }
    const java = host.acceptHibernatable(state.end, [...distinct], state.attachment);
    state.stage = HIBERNATABLE;
    state.socket = java;
    hibernatable.set(host.number(java), socket);
  }

  /** The one JavaScript object for a socket of the object. */
  function socketOf(java) {
    const number = host.number(java);
    let socket = hibernatable.get(number);
    if (socket === undefined) {
      const state = new State(HIBERNATABLE, host.endOf(java));
      state.socket = java;
      state.attachment = host.attachment(java);
      state.closedOutgoing = host.closedOutgoing(java);
      socket = socketOver(state);
      hibernatable.set(number, socket);
    }
    return socket;
  }

  function javaOf(socket, method) {
    const state = stateOf(socket);
    if (state === null) throw wrongArgument('DurableObjectState', method, 1, 'WebSocket');
    return state.socket;
  }

  /** The socket of a close event; nothing else will come from it. */
  function closing(java, clean) {
    const socket = socketOf(java);
    const state = stateOf(socket);
    state.closedIncoming = true;
    if (!clean) state.aborted = true;
    // Whoever does not answer a Close loses the connection with this isolate.
    else if (!state.closedOutgoing) host.received(state.end);
    return { socket, state };
  }

  async function message(instance, java, data) {
    const handler = instance.webSocketMessage;
    const socket = socketOf(java);
    if (typeof handler === 'function') await handler.call(instance, socket, data);
  }

  async function closed(instance, java, code, reason, clean) {
    const { socket, state } = closing(java, clean);
    const handler = instance.webSocketClose;
    // Documented is a reply before the handler. workerd leaves it to the handler, whatever the date, and
    // projects answer with codes of their own there: so theirs goes first, and else the client gets its own.
    const replies = clean && !state.halfOpen && !state.closedOutgoing;
    state.replies = replies;
    try {
      if (typeof handler === 'function') await handler.call(instance, socket, code, reason, clean);
    } finally {
      if (replies && !state.closedOutgoing) sendClose(state, code, reason);
      hibernatable.delete(host.number(java));
    }
  }

  async function errored(instance, java, text) {
    const { socket } = closing(java, false);
    const handler = instance.webSocketError;
    try {
      if (typeof handler === 'function') await handler.call(instance, socket, new Error(text));
    } finally {
      hibernatable.delete(host.number(java));
    }
  }

  /** What DurableObjectState has of sockets. */
  const ofObject = {
    accept: acceptHibernatable,
    list(tag) {
      const found = tag === undefined ? host.all() : host.tagged(String(tag));
      const sockets = [];
      for (let i = 0; i < found.length; i++) sockets.push(socketOf(found[i]));
      return sockets;
    },
    tags(socket) {
      const java = javaOf(socket, 'getTags');
      if (java !== null) return [...host.tags(java)];
      throw stateOf(socket).stage === ACCEPTED
        ? new Error('only hibernatable websockets can have tags.')
        : new Error("you must call 'acceptWebSocket()' before attempting to access the tags of a WebSocket.");
    },
    setAutoResponse(pair) {
      if (pair === undefined) {
        host.autoRespond(null, null);
        return;
      }
      if (!isResponsePair(pair)) {
        throw wrongArgument('DurableObjectState', 'setWebSocketAutoResponse', 1, 'WebSocketRequestResponsePair');
      }
      for (const [name, text] of [['Request', pair.request], ['Response', pair.response]]) {
        const size = host.utf8Length(text);
        if (size > 2048) {
          const what = name === 'Request' ? 'request' : 'response';
          throw new RangeError(`${name} cannot be larger than 2048 bytes. A ${what} of size ${size} was provided.`);
        }
      }
      host.autoRespond(pair.request, pair.response);
    },
    autoResponse() {
      const request = host.autoRequest();
      return request === null ? null : new WebSocketRequestResponsePair(request, host.autoAnswer());
    },
    autoResponseTime(socket) {
      const java = javaOf(socket, 'getWebSocketAutoResponseTimestamp');
      const time = java === null ? -1 : host.autoResponseTime(java);
      return time < 0 ? null : new Date(time);
    },
    setEventTimeout(millis) {
      const limit = millis === undefined ? 0 : Number(millis) >>> 0;
      if (limit > 604800000) throw new Error('Event timeout should not exceed 604800000 ms.');
      host.limitEvents(limit);
    },
    eventTimeout() {
      const limit = host.eventLimit();
      return limit === 0 ? null : limit;
    },
  };

  return {
    WebSocket, WebSocketPair: newOnly(WebSocketPair, 'WebSocketPair'), WebSocketRequestResponsePair,
    fromEnd, toEnd, ofObject, message, closed, errored,
    isWebSocket: (value) => stateOf(value) !== null,
  };
})
