// The module `cloudflare:sockets`: TCP connections, and connections to workers.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const KINDS = ['off', 'starttls', 'on'];
  const HOST = /^[-._[\]:a-zA-Z0-9]{1,255}$/;
  const silence = (promise) => {
    promise.catch(() => {});
    return promise;
  };

  class Socket {
    #state;

    constructor(mark, state) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#state = state;
    }

    get readable() {
      return this.#state.readable;
    }

    get writable() {
      return this.#state.writable;
    }

    get closed() {
      return this.#state.closed;
    }

    get opened() {
      return this.#state.opened;
    }

    get upgraded() {
      return this.#state.upgraded;
    }

    get secureTransport() {
      return this.#state.secureTransport;
    }

    /** Closes both directions; what was written is sent. */
    close() {
      const state = this.#state;
      if (!state.closing) {
        state.closing = true;
        endWriting(state);
        lib('streams').cancel(state.readable, undefined);
        state.resolveClosed();
      }
      return state.closed;
    }

    startTls(options) {
      const state = this.#state;
      if (state.secureTransport === 'on') throw new TypeError('Cannot startTls on a TLS socket.');
      if (state.closing) throw new TypeError('The connection was closed before startTls could be started.');
      if (state.secureTransport !== 'starttls') {
        throw new TypeError("The `secureTransport` socket option must be set to 'starttls' for startTls to be used.");
      }
      if (state.upgraded) {
        throw new TypeError('startTls has already been called on this socket, or the socket was transferred over RPC.');
      }
      if (options?.expectedServerHostname !== undefined) {
        throw new TypeError('The expectedServerHostname option is not currently supported in startTls.');
      }
      state.upgraded = true;
      state.closing = true;
      state.resolveClosed();
      const { readable, writable } = new (lib('identity-stream').IdentityTransformStream)();
      return made(host.startTls(state.dialed, state.host, lib('streams').toSource(readable)), writable, {
        host: state.host, allowHalfOpen: state.allowHalfOpen, secureTransport: 'on',
      });
    }
  }
  realm.asInterface(Socket, 'Socket');

  /** Ends the writing, whoever holds the writer. */
  function endWriting(state) {
    silence(lib('writable').stateOf(state.writable).close());
  }

  /** A socket over a connection that is being made. */
  function made(dialed, writable, { host: name, allowHalfOpen, secureTransport }) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const state = {
      dialed, host: name, allowHalfOpen, secureTransport, writable, upgraded: false, closing: false,
      readable: lib('streams').fromSource(host.incoming(dialed)),
      opened: silence(realm.wait(host.opened(dialed)).then((remoteAddress) => ({ remoteAddress: remoteAddress ?? undefined, localAddress: undefined }))),
      closed: silence(promise),
      resolveClosed: () => resolve(undefined),
    };
    state.opened.catch((error) => {
      state.closing = true;
      reject(error);
      silence(lib('writable').stateOf(writable).abort(error));
    });
    realm.wait(host.ended(dialed)).then(() => {
      if (state.closing || allowHalfOpen) return;
      state.closing = true;
      endWriting(state);
      resolve(undefined);
    }, reject);
    return new Socket(INTERNAL, state);
  }

  /** [host, port, as it was named] of an address. */
  function parse(address) {
    if (typeof address === 'object' && address !== null) {
      const { hostname, port } = address;
      if (hostname === undefined || port === undefined) {
        throw new TypeError("Failed to execute 'connect': the provided value is not of type 'SocketAddress or string'.");
      }
      const name = String(hostname);
      if (!HOST.test(name)) {
        throw new TypeError('Specified address is empty string, contains unsupported characters or is too long.');
      }
      return [name, Number(port) & 0xffff];
    }
    const url = URL.parse(`fake://${address}`);
    if (url === null) throw new TypeError('Specified address could not be parsed.');
    if (url.hostname === '') throw new TypeError('Specified address is missing hostname.');
    if (url.port === '') throw new TypeError('Specified address is missing port.');
    if (!HOST.test(url.hostname)) {
      throw new TypeError('Specified address is empty string, contains unsupported characters or is too long.');
    }
    return [url.hostname, Number(url.port)];
  }

  /** Connects through a channel of Java; `channel` null stands for the network. */
  function connectTo(channel, address, options) {
    realm.needHandler();
    const [name, port] = parse(address);
    const secureTransport = options?.secureTransport ?? 'off';
    if (!KINDS.includes(secureTransport)) {
      throw new TypeError(`Unsupported value in secureTransport socket option: ${secureTransport}`);
    }
    const { readable, writable } = new (lib('identity-stream').IdentityTransformStream)();
    const dialed = host.connect(channel, name, port, secureTransport === 'on', lib('streams').toSource(readable));
    return made(dialed, writable, { host: name, allowHalfOpen: Boolean(options?.allowHalfOpen), secureTransport });
  }

  /** Ends the writing of a handler's socket because the handler failed. */
  function abort(socket, error) {
    silence(lib('writable').stateOf(socket.writable).abort(error));
  }

  /** [the socket that a handler gets, what answers its caller] for an event. */
  function accept(event) {
    const { readable, writable } = new (lib('identity-stream').IdentityTransformStream)();
    const { promise, resolve } = Promise.withResolvers();
    const state = {
      dialed: null, host: '', allowHalfOpen: true, secureTransport: 'off', writable, upgraded: false, closing: false,
      readable: lib('streams').fromSource(host.received(event)),
      opened: Promise.resolve({ remoteAddress: undefined, localAddress: host.address(event) }),
      closed: promise,
      resolveClosed: () => resolve(undefined),
    };
    return [new Socket(INTERNAL, state), host.answer(lib('streams').toSource(readable))];
  }

  // The addresses that services have been given, and who has them.
  const addresses = new WeakMap();
  const owners = new Map();
  const forgotten = new FinalizationRegistry((name) => owners.delete(name));

  /** The address of a service, made up when it is first asked for. */
  function virtualHost(fetcher, port) {
    if (lib('namespace').channelOf(fetcher) === undefined) {
      throw new TypeError("Failed to execute 'mapVirtualHost' on 'ExecutionContext': parameter 1 is not of type 'Fetcher'.");
    }
    const known = addresses.get(fetcher);
    if (known !== undefined) return known;
    const name = lib('crypto').crypto.randomUUID().replaceAll('-', '') + '.workers.alt';
    const address = `${name}:${Number(port) & 0xffff}`;
    addresses.set(fetcher, address);
    owners.set(name, new WeakRef(fetcher));
    forgotten.register(fetcher, name);
    return address;
  }

  /** Connects to the network, or to the service that has the address. */
  function connect(address, options) {
    const owner = owners.size === 0 ? undefined : owners.get(parse(address)[0])?.deref();
    return connectTo(owner === undefined ? null : lib('namespace').channelOf(owner), address, options);
  }

  return { Socket, connect, connectTo, accept, abort, virtualHost };
})
