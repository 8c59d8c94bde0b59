// EventSource: events that a server sends, as the HTML standard reads them, or those of a stream.
(function perdurePart(host, lib, realm) {
  'use strict';
  const events = lib('events');
  const CONNECTING = 0, OPEN = 1, CLOSED = 2;
  const SHORTEST_WAIT = 1000, LONGEST_WAIT = 10000, USUAL_WAIT = 2000;
  const EVENT_STREAM = /^\s*text\/event-stream\s*(;|$)/i;

  /** Takes text in pieces and gives the messages that have ended: {type, data}. */
  class Parser {
    lastEventId = '';
    wait = USUAL_WAIT;
    #rest = '';
    #type = '';
    #data = [];

    take(text) {
      const messages = [];
      const all = this.#rest + text;
      let start = 0;
      for (const end of all.matchAll(/\r\n|\n|\r(?!$)/g)) {
        const message = this.#line(all.slice(start, end.index));
        if (message !== undefined) messages.push(message);
        start = end.index + end[0].length;
      }
      this.#rest = all.slice(start);
      return messages;
    }

    #line(line) {
      if (line === '') return this.#ended();
      const colon = line.indexOf(':');
      const name = colon < 0 ? line : line.slice(0, colon);
      const given = colon < 0 ? '' : line.slice(colon + 1);
      const value = given.startsWith(' ') ? given.slice(1) : given;
      if (name === 'data') this.#data.push(value);
      else if (name === 'event') this.#type = value;
      else if (name === 'id' && !value.includes('\0')) this.lastEventId = value;
      else if (name === 'retry' && /^[0-9]+$/.test(value)) {
        this.wait = Math.min(Math.max(Number(value), SHORTEST_WAIT), LONGEST_WAIT);
      }
      return undefined;
    }

    #ended() {
      const data = this.#data.join('\n');
      const type = this.#type === '' ? 'message' : this.#type;
      this.#data = [];
      this.#type = '';
      return data === '' ? undefined : { type, data, lastEventId: this.lastEventId };
    }
  }

  function needEvent() {
    if (realm.loading) {
      throw realm.domError('An EventSource can only be created within the context of a worker request.', 'NotSupportedError');
    }
  }

  class EventSource extends events.EventTarget {
    #url = null;
    #fetcher = null;
    #state = CONNECTING;
    #controller = new events.AbortController();
    #parser = new Parser();
    #sawNoBody = false;

    constructor(url, init) {
      if (arguments.length === 0) {
        throw new TypeError("Failed to construct 'EventSource': constructor parameter 1 is not of type 'string'.");
      }
      super();
      needEvent();
      if (init?.withCredentials) {
        throw realm.domError('The init.withCredentials option is not supported. It must be false or undefined.', 'NotSupportedError');
      }
      if (url === Parser) return; // for from()
      this.#url = lib('url').URL.parse(String(url));
      if (this.#url === null) {
        throw realm.domError(`Cannot open an EventSource to '${url}'. The URL is invalid.`, 'SyntaxError');
      }
      this.#fetcher = init?.fetcher ?? null;
      this.#connect();
    }

    get url() { return this.#url === null ? '' : this.#url.href; }
    get withCredentials() { return false; }
    get readyState() { return this.#state; }

    close() {
      if (this.#state === CLOSED) return;
      this.#state = CLOSED;
      this.#controller.abort();
    }

    [Symbol.dispose]() {
      this.close();
    }

    /** Reads a stream of bytes, without connecting again when it ends. */
    static from(stream) {
      needEvent();
      const { ReadableStream, isDisturbed, isLocked } = lib('streams');
      if (!(stream instanceof ReadableStream)) {
        throw new TypeError("Failed to execute 'from' on 'EventSource': parameter 1 is not of type 'ReadableStream'.");
      }
      if (isLocked(stream)) throw new TypeError('This ReadableStream is locked.');
      if (isDisturbed(stream)) throw new TypeError('This ReadableStream has already been read from.');
      const source = new EventSource(Parser);
      source.#read(stream, false);
      return source;
    }

    async #connect() {
      try {
        const headers = { Accept: 'text/event-stream', 'Cache-Control': 'no-cache' };
        const { lastEventId } = this.#parser;
        if (lastEventId !== '') headers['Last-Event-ID'] = lastEventId;
        const init = { headers, signal: this.#controller.signal };
        const response = await (this.#fetcher === null
          ? lib('fetch').fetch(this.#url.href, init) : this.#fetcher.fetch(this.#url.href, init));
        if (this.#state === CLOSED) return;
        const type = response.headers.get('content-type');
        if (!response.ok) this.#refuse(`The response status code was ${response.status}.`);
        else if (type === null) this.#refuse('No content type header was present in the response.');
        else if (!EVENT_STREAM.test(type)) this.#refuse(`The content type '${type}' is invalid.`);
        else this.#answered(response);
      } catch (error) {
        this.#fail(error, false);
      }
    }

    #answered(response) {
      if (response.redirected) this.#url = lib('url').URL.parse(response.url) ?? this.#url;
      if (response.body !== null) {
        this.#read(response.body, true);
      } else if (this.#sawNoBody) {
        this.#fail(new Error('The server provided no content.'), false);
      } else {
        this.#sawNoBody = true;
        this.#fail(new Error('The server provided no content. Will try reconnecting.'), true);
      }
    }

    async #read(stream, again) {
      this.#state = OPEN;
      events.dispatch(this, events.make(events.Event, 'open'));
      const reader = stream.getReader();
      const cancel = () => reader.cancel().catch(() => {});
      if (this.#state === CLOSED) {
        cancel();
        return;
      }
      events.onAbort(this.#controller.signal, cancel);
      const decoder = new (lib('encoding').TextDecoder)();
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (this.#state === CLOSED) return;
          if (done) break;
          this.#tell(this.#parser.take(decoder.decode(value, { stream: true })));
        }
        this.#fail(new Error('The server disconnected.'), again);
      } catch (error) {
        this.#fail(error, false);
      }
    }

    #tell(messages) {
      const origin = this.#url === null ? null : this.#url.origin;
      for (const { type, data, lastEventId } of messages) {
        if (this.#state === CLOSED) return;
        events.dispatch(this, events.make(events.MessageEvent, type, { data, lastEventId, origin }));
      }
    }

    #refuse(message) {
      this.#fail(realm.domError(message, 'AbortError'), false);
    }

    /** Tells of an error; where it may, goes on with a new connection. */
    #fail(error, again) {
      if (this.#state === CLOSED) return;
      this.#controller.abort(error);
      this.#state = again ? CONNECTING : CLOSED;
      if (again) {
        this.#controller = new events.AbortController();
        const timer = lib('timers').setTimeout(() => this.#connect(), this.#parser.wait);
        events.onAbort(this.#controller.signal, () => lib('timers').clearTimeout(timer));
      }
      events.dispatch(this, events.make(events.ErrorEvent, 'error', { error, message: String(error?.message ?? error) }));
      lib('isolate').report('event source', error);
    }
  }
  events.handlers(EventSource, 'onopen', 'onmessage', 'onerror');
  realm.asInterface(EventSource, 'EventSource');
  Object.entries({ CONNECTING, OPEN, CLOSED }).forEach(([name, value]) => {
    Object.defineProperty(EventSource, name, { value, enumerable: true });
    Object.defineProperty(EventSource.prototype, name, { value, enumerable: true });
  });
  Object.defineProperty(EventSource, 'length', { value: 0, configurable: true });
  return { EventSource };
})
