// Ids, namespaces and stubs of Durable Objects.
(function (host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  let javaIdOf;
  let channelOf;
  const callable = new WeakMap(); // a function cannot have the private field of Fetcher

  class DurableObjectId {
    #java;

    constructor(key, java) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
      const name = host.name(java);
      if (name !== null) Object.defineProperty(this, 'name', { value: name, enumerable: true, configurable: true });
    }

    toString() {
      return host.hex(this.#java);
    }

    equals(other) {
      if (!(other !== null && typeof other === 'object' && #java in other)) {
        throw new TypeError("Failed to execute 'equals' on 'DurableObjectId': parameter 1 is not of type 'DurableObjectId'.");
      }
      return host.hex(this.#java) === host.hex(other.#java);
    }

    static {
      javaIdOf = (id, where) => {
        if (!(id !== null && typeof id === 'object' && #java in id)) {
          throw new TypeError(`Failed to execute '${where}' on 'DurableObjectNamespace': parameter 1 is not of type 'DurableObjectId'.`);
        }
        return id.#java;
      };
    }
  }
  realm.asInterface(DurableObjectId, 'DurableObjectId');
  const idFromJava = (java) => new DurableObjectId(INTERNAL, java);

  function jurisdictions() {
    return new Error('Jurisdiction restrictions are not implemented in workerd.');
  }

  class DurableObjectNamespace {
    #java;

    constructor(key, java) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
    }

    newUniqueId(options) {
      if (options?.jurisdiction !== undefined && options.jurisdiction !== null) throw jurisdictions();
      return idFromJava(host.newUniqueId(this.#java));
    }

    idFromName(name) {
      if (arguments.length === 0) {
        throw new TypeError("Failed to execute 'idFromName' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.");
      }
      return idFromJava(host.idFromName(this.#java, String(name)));
    }

    idFromString(id) {
      if (arguments.length === 0) {
        throw new TypeError("Failed to execute 'idFromString' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.");
      }
      return idFromJava(host.idFromString(this.#java, String(id)));
    }

    get(id, options) {
      return stub(host.open(this.#java, javaIdOf(id, 'get')), id);
    }

    getByName(name, options) {
      if (arguments.length === 0) {
        throw new TypeError("Failed to execute 'getByName' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.");
      }
      return this.get(this.idFromName(name), options);
    }

    jurisdiction(jurisdiction) {
      if (jurisdiction !== undefined && jurisdiction !== null) throw jurisdictions();
      return this;
    }
  }
  realm.asInterface(DurableObjectNamespace, 'DurableObjectNamespace');

  /** Objects that have a name and no id. */
  class ColoLocalActorNamespace {
    #java;

    constructor(key, java) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
    }

    get(name) {
      return service(host.open(this.#java, host.idFromName(this.#java, String(name))));
    }
  }
  realm.asInterface(ColoLocalActorNamespace, 'ColoLocalActorNamespace');

  /** A handle to another worker: fetch, and RPC by any other name. */
  class Fetcher {
    #channel;

    constructor(key, channel) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#channel = channel;
    }

    fetch(input, init) {
      return send(channelOf(this), input, init);
    }

    static {
      channelOf = (value) => (#channel in value ? value.#channel : callable.get(value));
    }

    connect(address, options) {
      return lib('sockets').connectTo(channelOf(this), address, options);
    }
  }
  if (realm.flag('SERVICE_BINDING_EXTRA_HANDLERS')) {
    Object.assign(Fetcher.prototype, {
      queue(name, messages, metadata) {
        return lib('triggers').queue(channelOf(this), name, messages, metadata);
      },
      scheduled(options) {
        return lib('triggers').scheduled(channelOf(this), options);
      },
    });
  }
  realm.asInterface(Fetcher, 'Fetcher');
  // Any other name is a method or property of the other side. The objects themselves stay ordinary ones.
  if (realm.flag('RPC') || realm.flag('EXPERIMENTAL')) {
    Object.setPrototypeOf(Fetcher.prototype, new realm.Proxy(Object.prototype, {
      get(target, name, receiver) {
        const own = typeof name === 'symbol' || name in target || name === 'then' || name === 'toJSON' || channelOf(receiver) === undefined;
        return own ? Reflect.get(target, name, receiver) : lib('rpc').propertyOf(receiver, name);
      },
      has: (target, name) => typeof name === 'string' || name in target,
    }));
  }

  class DurableObject extends Fetcher {
    constructor(key, channel, id) {
      super(key, channel);
      Object.defineProperty(this, 'name', { value: id.name, enumerable: true, configurable: true });
      Object.defineProperty(this, 'id', { value: id, enumerable: true, configurable: true });
    }
  }
  realm.asInterface(DurableObject, 'DurableObject');

  async function send(channel, input, init) {
    const { Request, isRequest } = lib('fetch');
    if (!isRequest(input) && !realm.flag('DURABLE_OBJECT_FETCH_REQUIRES_FULL_URL')) {
      input = new URL(String(input), 'http://fake-host').href;
    }
    return lib('fetch').send(channel, isRequest(input) && init === undefined ? input : new Request(input, init));
  }

  function stub(channel, id) {
    const object = new DurableObject(INTERNAL, channel, id);
    return object;
  }

  function service(channel) {
    const object = new Fetcher(INTERNAL, channel);
    return object;
  }

  /** A service that gives another with props when it is called. */
  function loopback(channel, withProps) {
    const object = (options) => service(withProps(options));
    delete object.name;
    delete object.length;
    Object.setPrototypeOf(object, Fetcher.prototype);
    callable.set(object, channel);
    return object;
  }

  return {
    loopback,
    DurableObjectId, DurableObjectNamespace, Fetcher, DurableObject, channelOf,
    idFromJava,
    namespaceFromJava: (java) => new DurableObjectNamespace(INTERNAL, java),
    localFromJava: (java) => new ColoLocalActorNamespace(INTERNAL, java),
    service,
  };
})
