// Ids, namespaces and stubs of Durable Objects.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  let javaIdOf;
  let isId;
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
      isId = (value) => value !== null && typeof value === 'object' && #java in value;
      javaIdOf = (id, where) => {
        if (!isId(id)) {
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

  let namespaceOf;
  const callableNamespaces = new WeakMap();

  class DurableObjectNamespace {
    #java;

    constructor(key, java) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
    }

    static {
      namespaceOf = (value) => {
        const java = #java in value ? value.#java : callableNamespaces.get(value);
        if (java === undefined) throw new TypeError('Illegal invocation');
        return java;
      };
    }

    newUniqueId(options) {
      if (options?.jurisdiction !== undefined && options.jurisdiction !== null) throw jurisdictions();
      return idFromJava(host.newUniqueId(namespaceOf(this)));
    }

    idFromName(name) {
      if (arguments.length === 0) {
        throw new TypeError("Failed to execute 'idFromName' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.");
      }
      return idFromJava(host.idFromName(namespaceOf(this), String(name)));
    }

    idFromString(id) {
      if (arguments.length === 0) {
        throw new TypeError("Failed to execute 'idFromString' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.");
      }
      return idFromJava(host.idFromString(namespaceOf(this), String(id)));
    }

    get(id, options) {
      return stub(host.open(namespaceOf(this), javaIdOf(id, 'get')), id);
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

  class LoopbackDurableObjectNamespace extends DurableObjectNamespace {}
  realm.asInterface(LoopbackDurableObjectNamespace, 'LoopbackDurableObjectNamespace');

  let typeOf;
  const callableTypes = new WeakMap();

  /** A class, for facets. */
  class DurableObjectClass {
    #type;

    constructor(key, type) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#type = type;
    }

    static {
      typeOf = (value) => {
        if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined;
        return #type in value ? value.#type : callableTypes.get(value);
      };
    }
  }
  realm.asInterface(DurableObjectClass, 'DurableObjectClass');
  const classFromJava = (type) => new DurableObjectClass(INTERNAL, type);

  class LoopbackDurableObjectClass extends DurableObjectClass {}
  realm.asInterface(LoopbackDurableObjectClass, 'LoopbackDurableObjectClass');

  /** A class of this worker: called with props, it gives another. */
  function exported(type, prototype, withOptions) {
    const object = (options) => classFromJava(withOptions(type, options));
    delete object.name;
    delete object.length;
    Object.setPrototypeOf(object, prototype);
    callableTypes.set(object, type);
    return object;
  }

  function exportedNamespace(java, type, withOptions) {
    const object = exported(type, LoopbackDurableObjectNamespace.prototype, withOptions);
    callableNamespaces.set(object, java);
    return object;
  }

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
  if (!realm.flag('FETCHER_NO_GET_PUT_DELETE')) {
    Object.assign(Fetcher.prototype, {
      get(url, type) {
        return lib('fetcher-methods').get(this, url, type);
      },
      put(url, body, options) {
        return lib('fetcher-methods').put(this, url, body, options);
      },
      delete(url) {
        return lib('fetcher-methods').remove(this, url);
      },
    });
  }
  if (realm.flag('EXPERIMENTAL')) {
    /** The method or property of any name, those of this class too. */
    Fetcher.prototype.getRpcMethodForTestOnly = function (name) {
      return lib('rpc').propertyOf(this, String(name));
    };
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
    DurableObjectClass,
    typeOf,
    classFromJava,
    exportedNamespace,
    exportedClass: (type, withOptions) => exported(type, LoopbackDurableObjectClass.prototype, withOptions),
    javaIdOf: (id) => (isId(id) ? javaIdOf(id) : undefined),
    DurableObjectId, DurableObjectNamespace, Fetcher, DurableObject, channelOf,
    idFromJava,
    namespaceFromJava: (java) => new DurableObjectNamespace(INTERNAL, java),
    localFromJava: (java) => new ColoLocalActorNamespace(INTERNAL, java),
    service,
  };
})
