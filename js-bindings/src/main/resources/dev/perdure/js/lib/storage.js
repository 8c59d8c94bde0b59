// `ctx.storage` of a Durable Object. Storage answers at once, so the promises are settled already;
// what is awaited runs on in the same turn and no event comes between.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const PUT_FORMS =
    'put() may only be called with a single key-value pair and optional options as put(key, value, options) or with multiple key-value pairs and optional options as put(entries, options)';

  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
  const isOptions = (value) => value === undefined || value === null || isObject(value);
  const textOf = (value) => `${value}`;

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
    #type;
    #check;

    constructor(type, check) {
      this.#type = type;
      this.#check = check;
    }

    static #wrong = (self, method, index, expected) => {
      return lib('webidl').wrongArgument(self.#type, method, index, expected);
    };

    /** The key or the array of keys that a method was called with. */
    static #keys = (self, method, args, options) => {
      if (args.length === 0) throw Operations.#wrong(self, method, 1, 'string or Array');
      if (!isOptions(args[1])) throw Operations.#wrong(self, method, 2, options);
      return Array.isArray(args[0]) ? args[0].map(textOf) : textOf(args[0]);
    };

    async get(...args) {
      const keys = Operations.#keys(this, 'get', args, 'GetOptions');
      this.#check('get()');
      if (typeof keys === 'string') return host.get(keys);
      return host.getAll(keys);
    }

    async list(options) {
      if (!isOptions(options)) throw Operations.#wrong(this, 'list', 1, 'ListOptions');
      const range = lib('storage-range').range(options);
      this.#check('list()');
      return host.list(...range);
    }

    async put(...args) {
      const [first, second, third] = args;
      if (args.length === 0) throw Operations.#wrong(this, 'put', 1, 'string or object');
      if (!isOptions(third)) throw Operations.#wrong(this, 'put', 3, 'PutOptions');
      if (isObject(first) && !Array.isArray(first)) {
        if (!isOptions(second)) throw new TypeError(PUT_FORMS);
        const keys = Object.keys(first).filter((key) => first[key] !== undefined);
        this.#check('put()');
        host.putAll(keys, keys.map((key) => first[key]), second?.allowUnconfirmed === true);
        return;
      }
      const key = textOf(first);
      if (second === undefined) throw new TypeError('put() called with undefined value.');
      this.#check('put()');
      host.put(key, second, third?.allowUnconfirmed === true);
    }

    async delete(...args) {
      const keys = Operations.#keys(this, 'delete', args, 'PutOptions');
      this.#check('delete()');
      const unconfirmed = args[1]?.allowUnconfirmed === true;
      if (typeof keys === 'string') return host.delete(keys, unconfirmed);
      let count = 0;
      for (const key of keys) {
        if (host.delete(key, unconfirmed)) count++;
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

  function functionArgument(method, value) {
    if (typeof value !== 'function') throw lib('webidl').wrongArgument('DurableObjectStorage', method, 1, 'function');
  }

  class DurableObjectTransaction extends Operations {
    #rolledBack = false;
    #ended = false;
    #depth = host.depth();

    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      super('DurableObjectTransaction', (operation) => DurableObjectTransaction.#refuseIfOver(this, operation));
    }

    static #refuseIfOver = (self, operation) => {
      if (self.#rolledBack) throw new Error(`Cannot ${operation} on rolled back transaction`);
      if (self.#ended) {
        throw new Error(`Cannot call ${operation} on transaction that has already committed: did you move \`txn\` outside of the closure?`);
      }
    };

    async deleteAll() {
      throw new Error('Cannot call deleteAll() within a transaction');
    }

    rollback() {
      if (this.#rolledBack) return;
      DurableObjectTransaction.#refuseIfOver(this, 'rollback()');
      if (host.depth() > this.#depth) {
        throw new Error('Cannot roll back an outer transaction while a nested transaction is still running.');
      }
      this.#rolledBack = true;
      host.rollback();
    }

    /** Ends the transaction: keeps or takes back what it wrote. */
    static end(transaction, failed) {
      transaction.#ended = true;
      if (transaction.#rolledBack) return;
      transaction.#rolledBack = failed;
      if (failed) host.rollback();
      else host.commit();
    }
  }
  const endTransaction = DurableObjectTransaction.end;
  delete DurableObjectTransaction.end;
  realm.asInterface(DurableObjectTransaction, 'DurableObjectTransaction');

  class DurableObjectStorage extends Operations {
    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      super('DurableObjectStorage', () => {});
      lib('actor').lazy(this, 'kv', () => lib('sync-kv').kv);
      lib('actor').lazy(this, 'sql', () => lib('sql').sql);
    }

    async deleteAll(options) {
      if (host.depth() > 0) throw new Error('Cannot call deleteAll() within a transaction');
      host.deleteAll(realm.flag('DELETE_ALL_DELETES_ALARM'), options?.allowUnconfirmed === true);
    }

    async transaction(closure, options) {
      functionArgument('transaction', closure);
      if (!isOptions(options)) throw lib('webidl').wrongArgument('DurableObjectStorage', 'transaction', 2, 'TransactionOptions');
      return lib('actor').inSection(async () => {
        host.beginLasting();
        const transaction = new DurableObjectTransaction(INTERNAL);
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
      functionArgument('transactionSync', closure);
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

    /** There are no replicas, so that the state is always at or after the bookmark. */
    async waitForBookmark() {}
  }

  // Methods of `Operations` stand on each class itself, as the platform has them.
  for (const name of Object.getOwnPropertyNames(Operations.prototype)) {
    if (name === 'constructor') continue;
    for (const type of [DurableObjectStorage, DurableObjectTransaction]) {
      Object.defineProperty(type.prototype, name, Object.getOwnPropertyDescriptor(Operations.prototype, name));
    }
  }
  if (!realm.flag('EXPERIMENTAL')) delete DurableObjectStorage.prototype.waitForBookmark;
  realm.asInterface(DurableObjectStorage, 'DurableObjectStorage');
  Object.defineProperty(DurableObjectTransaction.prototype, Symbol.toStringTag, { value: 'DurableObjectTransaction', configurable: true });

  return { DurableObjectStorage, DurableObjectTransaction, storage: new DurableObjectStorage(INTERNAL) };
})
