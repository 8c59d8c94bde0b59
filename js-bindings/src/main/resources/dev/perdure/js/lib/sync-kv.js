// `ctx.storage.kv`.
(function (host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  let generation = 0;

  function keyOf(where, key) {
    if (typeof key !== 'string' && (key === undefined || key === null)) {
      throw new TypeError(`Failed to execute '${where}' on 'SyncKvStorage': parameter 1 is not of type 'string'.`);
    }
    return String(key);
  }

  class ListIterator {
    #cursor;
    #generation;

    constructor(key, cursor) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#cursor = cursor;
      this.#generation = generation;
    }

    next() {
      if (this.#cursor === null) return { done: true, value: undefined };
      if (this.#generation !== generation) {
        throw new Error('kv.list() iterator was invalidated because a new call to kv.list() was started. Only one kv.list() iterator can exist at a time.');
      }
      if (!host.advance(this.#cursor)) {
        this.return();
        return { done: true, value: undefined };
      }
      return { done: false, value: [host.cursorKey(this.#cursor), host.cursorValue(this.#cursor)] };
    }

    return(value) {
      if (this.#cursor !== null) host.closeCursor(this.#cursor);
      this.#cursor = null;
      return { done: true, value };
    }

    [Symbol.iterator]() {
      return this;
    }
  }
  realm.asInterface(ListIterator, 'ListIterator');

  class SyncKvStorage {
    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
    }

    get(key) {
      return host.get(keyOf('get', key));
    }

    list(options) {
      const range = lib('storage-range').range(options);
      generation++;
      return new ListIterator(INTERNAL, host.openCursor(...range));
    }

    put(key, value) {
      const text = keyOf('put', key);
      if (value === undefined) host.delete(text, false);
      else host.put(text, value, false);
    }

    delete(key) {
      return host.delete(keyOf('delete', key), false);
    }
  }
  realm.asInterface(SyncKvStorage, 'SyncKvStorage');

  host.requireSql('kv');
  return { SyncKvStorage, kv: new SyncKvStorage(INTERNAL) };
})
