// The classes of RPC; what they do is in rpc.js, which loads when a stub is made.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { defineProperty } = Object;
  const illegal = () => new TypeError('Illegal constructor');

  /** Puts a private record on an object of ours, Proxies included; guests cannot reach it. */
  class Given {
    constructor(object) {
      return object;
    }
  }
  class Stamp extends Given {
    #record;
    constructor(object, record) {
      super(object);
      this.#record = record;
    }
    static of(object) {
      return #record in object ? object.#record : undefined;
    }
  }

  class RpcTarget {}

  class RpcProperty {
    constructor() {
      throw illegal();
    }
    then(handler, errorHandler) {
      return lib('rpc').read(this).then(handler, errorHandler);
    }
    catch(errorHandler) {
      return lib('rpc').read(this).catch(errorHandler);
    }
    finally(handler) {
      return lib('rpc').read(this).finally(handler);
    }
  }

  class RpcPromise {
    constructor() {
      throw illegal();
    }
    then(handler, errorHandler) {
      return lib('rpc').promiseOf(this).then(handler, errorHandler);
    }
    catch(errorHandler) {
      return lib('rpc').promiseOf(this).catch(errorHandler);
    }
    finally(handler) {
      return lib('rpc').promiseOf(this).finally(handler);
    }
    [Symbol.dispose]() {
      lib('rpc').disposePromise(this);
    }
  }

  class RpcStub {
    constructor(value) {
      if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
        throw new TypeError("Failed to construct 'RpcStub': constructor parameter 1 is not of type 'Object'.");
      }
      return lib('rpc').stubOf(value);
    }
    dup() {
      return lib('rpc').dup(this);
    }
    [Symbol.dispose]() {
      lib('rpc').disposeStub(this);
    }
  }

  const tag = (type, name) => defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
  tag(RpcTarget, 'JsRpcTarget');
  tag(RpcProperty, 'JsRpcProperty');
  tag(RpcPromise, 'JsRpcPromise');
  tag(RpcStub, 'JsRpcStub');
  return { Stamp, RpcTarget, RpcProperty, RpcPromise, RpcStub };
})
