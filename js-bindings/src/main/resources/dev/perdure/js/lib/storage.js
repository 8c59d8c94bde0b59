// `ctx.storage` of a Durable Object. Storage answers at once, so the promises are settled already;
// what is awaited runs on in the same turn and no event comes between.
(function (host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const MOST_KEYS = 128;

  function keysOf(name, keys) {
    if (keys.length > MOST_KEYS) {
      throw new RangeError(`Maximum number of keys is ${MOST_KEYS}.`);
    }
    return keys.map(String);
  }

  function keyArgument(where, args) {
    const [key] = args;
    if (args.length === 0 || key === undefined || key === null) {
      throw new TypeError(`Failed to execute '${where}' on 'DurableObjectStorage': parameter 1 is not of type 'string or Array'.`);
    }
    return key;
  }

  function timeOf(value) {
    if (value instanceof Date) {
      const time = value.getTime();
      if (Number.isNaN(time)) throw new TypeError('The value cannot be converted because it is not a valid Date.');
      return time;
    }
    const time = Number(value);
    if (Number.isNaN(time)) throw new TypeError('The value cannot be converted because it is not a valid Date.');
    return time;
  }

  /** The operations that storage and transactions share; `check` refuses those of ended transactions. */
  class Operations {
    #check;

    constructor(check) {
      this.#check = check;
    }

    async get(...args) {
      const key = keyArgument('get', args);
      this.#check('get()');
      if (!Array.isArray(key)) return host.get(String(key));
      const found = new Map();
      for (const each of keysOf('get', key).sort(byBytes)) {
        const value = host.get(each);
        if (value !== undefined) found.set(each, value);
      }
      return found;
    }

    async list(options) {
      this.#check('list()');
      return lib('storage-range').list(host, options);
    }

    async put(...args) {
      const [first, second, third] = args;
      if (typeof first === 'object' && first !== null) {
        if (args.length > 2) {
          throw new TypeError('put() may only be called with a single key-value pair and optional options as put(key, value, options) or with multiple key-value pairs and optional options as put(entries, options)');
        }
        this.#check('put()');
        const unconfirmed = second?.allowUnconfirmed === true;
        for (const key of keysOf('put', Object.keys(first))) {
          if (first[key] !== undefined) host.put(key, first[key], unconfirmed);
        }
        return;
      }
      if (second === undefined) throw new TypeError('put() called with undefined value.');
      this.#check('put()');
      host.put(String(first), second, third?.allowUnconfirmed === true);
    }

    async delete(...args) {
      const key = keyArgument('delete', args);
      this.#check('delete()');
      const unconfirmed = args[1]?.allowUnconfirmed === true;
      if (!Array.isArray(key)) return host.delete(String(key), unconfirmed);
      let count = 0;
      for (const each of keysOf('delete', key)) {
        if (host.delete(each, unconfirmed)) count++;
      }
      return count;
    }

    async getAlarm() {
      this.#check('getAlarm()');
      return host.alarm();
    }

    async setAlarm(time, options) {
      const millis = timeOf(time);
      if (millis <= 0) throw new TypeError('setAlarm() cannot be called with an alarm time <= 0');
      if (!lib('isolate').actorHas('alarm')) {
        throw new TypeError('Your Durable Object class must have an alarm() handler in order to call setAlarm()');
      }
      this.#check('setAlarm()');
      host.setAlarm(Math.trunc(millis), options?.allowUnconfirmed === true);
    }

    async deleteAlarm(options) {
      this.#check('deleteAlarm()');
      host.deleteAlarm(options?.allowUnconfirmed === true);
    }
  }

  function byBytes(a, b) {
    return host.compare(a, b);
  }

  class DurableObjectTransaction extends Operations {
    #rolledBack = false;
    #ended = false;

    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      super((operation) => this.#refuseIfOver(operation));
    }

    #refuseIfOver(operation) {
      if (this.#rolledBack) throw new Error(`Cannot ${operation} on rolled back transaction`);
      if (this.#ended) {
        throw new Error(`Cannot call ${operation} on transaction that has already committed: did you move \`txn\` outside of the closure?`);
      }
    }

    async deleteAll() {
      throw new Error('Cannot call deleteAll() within a transaction');
    }

    rollback() {
      if (this.#rolledBack) return;
      this.#refuseIfOver('rollback()');
      this.#rolledBack = true;
    }

    /** Ends the transaction: keeps or takes back what it wrote. */
    static end(transaction, failed) {
      if (failed) transaction.#rolledBack = true;
      transaction.#ended = true;
      if (transaction.#rolledBack) host.rollback();
      else host.commit();
    }
  }
  const endTransaction = DurableObjectTransaction.end;
  delete DurableObjectTransaction.end;
  realm.asInterface(DurableObjectTransaction, 'DurableObjectTransaction');

  class DurableObjectStorage extends Operations {
    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      super(() => {});
    }

    async deleteAll(options) {
      if (host.depth() > 0) throw new Error('Cannot call deleteAll() within a transaction');
      host.deleteAll(realm.flag('DELETE_ALL_DELETES_ALARM'), options?.allowUnconfirmed === true);
    }

    transaction(closure) {
      if (typeof closure !== 'function') {
        return Promise.reject(new TypeError("Failed to execute 'transaction' on 'DurableObjectStorage': parameter 1 is not of type 'Function'."));
      }
      return lib('actor').inSection(async () => {
        const transaction = new DurableObjectTransaction(INTERNAL);
        host.beginLasting();
        let result;
        try {
          result = await closure(transaction);
        } catch (error) {
          endTransaction(transaction, true);
          throw error;
        }
        endTransaction(transaction, false);
        return result;
      }, false);
    }

    transactionSync(closure) {
      host.requireSql('transactionSync');
      host.begin();
      let result;
      try {
        result = closure();
      } catch (error) {
        host.rollback();
        throw error;
      }
      host.commit();
      return result;
    }

    async sync() {
      await realm.wait(host.sync());
    }

    async getCurrentBookmark() {
      return host.currentBookmark();
    }

    async getBookmarkForTime(time) {
      return host.bookmarkFor(timeOf(time));
    }

    async onNextSessionRestoreBookmark(bookmark) {
      return host.restoreAtNextStart(String(bookmark));
    }

    get sql() {
      return lib('sql').sql;
    }

    get kv() {
      return lib('sync-kv').kv;
    }
  }

  // Methods of `Operations` stand on each class itself, as the platform has them.
  for (const name of Object.getOwnPropertyNames(Operations.prototype)) {
    if (name === 'constructor') continue;
    for (const type of [DurableObjectStorage, DurableObjectTransaction]) {
      Object.defineProperty(type.prototype, name, Object.getOwnPropertyDescriptor(Operations.prototype, name));
    }
  }
  realm.asInterface(DurableObjectStorage, 'DurableObjectStorage');
  Object.defineProperty(DurableObjectTransaction.prototype, Symbol.toStringTag, { value: 'DurableObjectTransaction', configurable: true });
  for (const name of ['sql', 'kv']) {
    Object.defineProperty(DurableObjectStorage.prototype, name, { enumerable: false });
  }

  return { DurableObjectStorage, DurableObjectTransaction, storage: new DurableObjectStorage(INTERNAL), byBytes };
})
