// Namespaces of Workers KV in `env`.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const MOST_KEYS = 100;
  const MOST_LISTED = 1000;
  const LEAST_TTL = 30;
  const MOST_BULK = 25 * 1024 * 1024;
  const NOT_A_VALUE = 'KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.';
  const failed = (operation, status, text) => new Error(`KV ${operation} failed: ${status} ${text}`);

  /** [type, cacheTtl] of the second argument of get. */
  function optionsOf(options) {
    if (options === undefined || options === null) return [undefined, undefined];
    if (typeof options === 'object') {
      const { type, cacheTtl } = options;
      return [type === undefined ? undefined : String(type), cacheTtl === undefined ? undefined : Math.trunc(Number(cacheTtl))];
    }
    return [String(options), undefined];
  }

  function checkTtl(operation, cacheTtl) {
    if (cacheTtl !== undefined && (Number.isNaN(cacheTtl) || cacheTtl < LEAST_TTL)) {
      throw failed(operation, 400, `Invalid cache_ttl of ${cacheTtl}. Cache TTL must be at least ${LEAST_TTL}.`);
    }
  }

  function valueOf(entry, type) {
    switch (type) {
      case 'text':
        return host.text(entry);
      case 'json':
        return JSON.parse(host.text(entry));
      case 'arrayBuffer':
        return host.bytes(entry);
      case 'stream':
        return lib('body').fromJava(host.body(entry)).asStream();
      default:
        throw new TypeError('Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".');
    }
  }

  const metadataOf = (entry) => {
    const json = host.metadata(entry);
    return json === null ? null : JSON.parse(json);
  };

  async function one(java, name, options) {
    const [type = 'text', cacheTtl] = optionsOf(options);
    const found = realm.wait(host.get(java, name));
    checkTtl('GET', cacheTtl);
    const entry = await found;
    if (entry === null) return { value: null, metadata: null, cacheStatus: null };
    return { value: valueOf(entry, type), metadata: metadataOf(entry), cacheStatus: null };
  }

  /** A Map of the values of several names. */
  async function several(java, names, options, withMetadata) {
    const [type = 'text', cacheTtl] = optionsOf(options);
    if (type !== 'text' && type !== 'json') {
      throw failed('GET_BULK', 400, `"${type}" is not a valid type. Use "json" or "text"`);
    }
    if (names.length > MOST_KEYS) throw failed('GET_BULK', 400, `You can request a maximum of ${MOST_KEYS} keys`);
    if (names.length < 1) throw failed('GET_BULK', 400, 'You must request a minimum of 1 key');
    checkTtl('GET_BULK', cacheTtl);
    const entries = await Promise.all(names.map((name) => realm.wait(host.get(java, name))));
    const result = new Map();
    let total = 0;
    entries.forEach((entry, index) => {
      if (entry === null) {
        result.set(names[index], null);
        return;
      }
      const text = host.text(entry);
      total += text.length;
      let value = text;
      if (type === 'json') {
        try {
          value = JSON.parse(text);
        } catch {
          throw failed('GET_BULK', 400, 'At least one of the requested keys corresponds to a non-json value');
        }
      }
      result.set(names[index], withMetadata ? { value, metadata: metadataOf(entry) } : value);
    });
    if (total > MOST_BULK) {
      throw failed('GET_BULK', 413, `Total size of request exceeds the limit of ${MOST_BULK / 1024 / 1024}MB`);
    }
    return result;
  }

  /** A body of Java for a value. */
  function bodyOf(value) {
    if (value !== null && typeof value === 'object') {
      const taken = value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof ReadableStream;
      if (!taken) throw new TypeError(NOT_A_VALUE);
      return lib('body').extract(value).send();
    }
    if (typeof value === 'function') throw new TypeError(NOT_A_VALUE);
    return lib('body').extract(String(value)).send();
  }

  const number = (value) => (value === undefined || value === null ? null : Math.trunc(Number(value)));

  class KvNamespace {
    #java;

    constructor(mark, java) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
    }

    async get(name, options) {
      if (Array.isArray(name)) return several(this.#java, name.map(String), options, false);
      return (await one(this.#java, String(name), options)).value;
    }

    async list(options) {
      const { prefix, limit, cursor } = options ?? {};
      const most = number(limit);
      const page = await realm.wait(host.list(
        this.#java,
        prefix === undefined || prefix === null ? '' : String(prefix),
        most === null || !(most > 0) ? MOST_LISTED : most,
        cursor === undefined || cursor === null ? null : String(cursor)));
      const parts = host.names(page);
      const keys = [];
      for (let i = 0; i < parts.length; i += 3) {
        const key = { name: parts[i] };
        if (parts[i + 1] !== null) key.expiration = Number(parts[i + 1]);
        if (parts[i + 2] !== null) key.metadata = JSON.parse(parts[i + 2]);
        keys.push(key);
      }
      const next = host.cursor(page);
      return next === null
        ? { keys, list_complete: true, cacheStatus: null }
        : { keys, list_complete: false, cursor: next, cacheStatus: null };
    }

    async put(name, value, options) {
      if (arguments.length < 2) throw lib('webidl').wrongArgument('KvNamespace', 'put', 2, 'string or Object');
      const { expiration, expirationTtl, metadata } = options ?? {};
      const json = metadata === undefined || metadata === null ? null : JSON.stringify(metadata) ?? null;
      await realm.wait(host.put(this.#java, String(name), bodyOf(value), number(expiration), number(expirationTtl), json));
    }

    async getWithMetadata(name, options) {
      if (Array.isArray(name)) return several(this.#java, name.map(String), options, true);
      return one(this.#java, String(name), options);
    }

    async delete(name) {
      await realm.wait(host.delete(this.#java, String(name)));
    }
  }
  realm.asInterface(KvNamespace, 'KvNamespace');

  return { fromJava: (java) => new KvNamespace(INTERNAL, java) };
})
