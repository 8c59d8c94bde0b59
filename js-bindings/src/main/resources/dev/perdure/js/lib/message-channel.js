// MessageChannel: messages are copied and arrive in a microtask, once the port has a listener.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { EventTarget, Event, MessageEvent, make, listens, onListener, handlers } = lib('events');
  const INTERNAL = Symbol('internal');
  const DONE = Promise.resolve();
  let linkOf;

  class Link {
    constructor(port) {
      this.port = port;
      this.other = null;
      this.started = false;
      this.closed = false;
      this.held = [];
    }

    deliver(data) {
      if (this.closed) return;
      if (this.started) DONE.then(() => this.dispatch(data));
      else this.held.push(data);
    }

    dispatch(data) {
      const { port } = this;
      try {
        port.dispatchEvent(make(MessageEvent, 'message', { data, source: port }));
      } catch (error) {
        port.dispatchEvent(make(MessageEvent, 'message', { data: error, source: port }));
      }
    }

    start() {
      if (this.started || this.closed) return;
      this.started = true;
      const { held } = this;
      this.held = [];
      if (held.length > 0) DONE.then(() => held.forEach((data) => this.dispatch(data)));
    }

    close() {
      if (this.closed) return;
      this.closed = true;
      this.held = [];
      const { other } = this;
      this.other = null;
      other?.close();
      this.port.dispatchEvent(make(Event, 'close'));
    }
  }

  class MessagePort extends EventTarget {
    #link;

    constructor(mark) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      super();
      this.#link = new Link(this);
      onListener(this, (type) => {
        if (type === 'message' && listens(this, 'message')) this.#link.start();
      });
    }

    postMessage(data, options) {
      const transfer = Array.isArray(options) ? options : options?.transfer;
      if (transfer !== undefined && transfer !== null && [...transfer].length > 0) {
        throw new Error('Transfer list is not supported');
      }
      const copy = lib('structured-clone').structuredClone(data);
      this.#link.other?.deliver(copy);
    }

    close() {
      this.#link.close();
    }

    start() {
      this.#link.start();
    }

    static {
      linkOf = (port) => port.#link;
    }
  }
  handlers(MessagePort, 'onmessage');

  class MessageChannel {
    constructor() {
      const port1 = new MessagePort(INTERNAL);
      const port2 = new MessagePort(INTERNAL);
      linkOf(port1).other = linkOf(port2);
      linkOf(port2).other = linkOf(port1);
      Object.defineProperty(this, 'port1', { value: port1, enumerable: true, configurable: true });
      Object.defineProperty(this, 'port2', { value: port2, enumerable: true, configurable: true });
    }
  }

  for (const type of [MessagePort, MessageChannel]) realm.asInterface(type, type.name);
  return { MessageChannel, MessagePort };
})
