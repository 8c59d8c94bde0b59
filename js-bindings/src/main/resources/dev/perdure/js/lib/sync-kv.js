// `ctx.storage.kv`.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  let generation = 0;

  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

  const wrong = (method, index, expected) => lib('webidl').wrongArgument('SyncKvStorage', method, index, expected);

  function keyOf(method, args) {
    if (args.length === 0) throw wrong(method, 1, 'string');
    return `${args[0]}`;
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
        host.closeCursor(this.#cursor);
        this.#cursor = null;
        return { done: true, value: undefined };
      }
      return { done: false, value: [host.cursorKey(this.#cursor), host.cursorValue(this.#cursor)] };
    }
  }
  Object.setPrototypeOf(ListIterator.prototype, IteratorPrototype);
  realm.asInterface(ListIterator, 'ListIterator');

  class SyncKvStorage {
    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
    }

    get(...args) {
      return host.get(keyOf('get', args));
    }

    list(options) {
      if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
        throw wrong('list', 1, 'ListOptions');
      }
      const range = lib('storage-range').range(options);
      generation++;
      return new ListIterator(INTERNAL, host.openCursor(...range));
    }

    put(...args) {
      const key = keyOf('put', args);
      if (args.length === 1) throw wrong('put', 2, 'Value');
      host.put(key, args[1], false);
    }

    delete(...args) {
      return host.delete(keyOf('delete', args), false);
    }
  }
  realm.asInterface(SyncKvStorage, 'SyncKvStorage');

  host.requireSql('kv');
  return { SyncKvStorage, kv: new SyncKvStorage(INTERNAL) };
})
