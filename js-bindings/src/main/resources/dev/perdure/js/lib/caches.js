// caches, CacheStorage and Cache over dev.perdure.js.cache.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const LONGEST_NAME = 1024;

  /** A request of Java for a key; `null` where a match can never give anything. */
  function keyOf(input, options) {
    realm.needHandler();
    const { Request, requestToJava } = lib('fetch');
    const request = input instanceof Request ? input : new Request(input);
    if (request.method !== 'GET' && options?.ignoreMethod !== true) return null;
    // The key is the URL and the headers; a body stays with its request.
    return requestToJava(new Request(request.url, { headers: request.headers }), false);
  }

  class Cache {
    #name;

    constructor(mark, name) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#name = name;
    }

    async delete(input, options) {
      const key = keyOf(input, options);
      return key === null ? false : host.delete(this.#name, key);
    }

    async match(input, options) {
      const key = keyOf(input, options);
      if (key === null) return undefined;
      const found = host.match(this.#name, key);
      return found === null ? undefined : lib('fetch').responseFromJava(found);
    }

    async put(input, response) {
      const { isResponse, responseToJava } = lib('fetch');
      if (!isResponse(response)) {
        throw new TypeError("Failed to execute 'put' on 'Cache': parameter 2 is not of type 'Response'.");
      }
      if (response.type === 'error') throw new TypeError('Cache is unable to store an error response');
      const key = keyOf(input);
      if (key === null) throw new TypeError('Cannot cache response to non-GET request.');
      if (response.status === 206) {
        throw new TypeError('Cannot cache response to a range request (206 Partial Content).');
      }
      if (response.headers.get('vary')?.includes('*')) {
        throw new TypeError("Cannot cache response with 'Vary: *' header.");
      }
      if (response.webSocket) throw new TypeError('Cannot cache WebSocket upgrade response.');
      if (response.status === 304) return;
      await realm.wait(host.put(this.#name, key, responseToJava(response)));
    }
  }

  class CacheStorage {
    #default = new Cache(INTERNAL, 'default');

    constructor(mark) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
    }

    async open(name) {
      const text = String(name);
      if (text.length >= LONGEST_NAME) throw new TypeError('Cache name is too long.');
      return new Cache(INTERNAL, ':' + text);
    }

    get default() { return this.#default; }
  }

  for (const type of [Cache, CacheStorage]) realm.asInterface(type, type.name);
  return { Cache, CacheStorage, caches: new CacheStorage(INTERNAL) };
})
