// `ctx.storage.sql`.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const EXPERIMENTAL = realm.flag('EXPERIMENTAL');
  const NONE = 'Expected exactly one result from SQL query, but got no results.';
  // Rows that cross from Java in one call.
  const TOGETHER = 128;
  const MANY = 'Expected exactly one result from SQL query, but got multiple results.';

  function bound(value) {
    switch (typeof value) {
      case 'number':
      case 'string':
        return value;
      case 'undefined':
        return null;
      case 'bigint':
        throw new TypeError('Cannot convert a BigInt value to a number');
      case 'symbol':
        throw new TypeError('Cannot convert a Symbol value to a string');
      case 'object':
        if (value === null || value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value;
    }
    return String(value);
  }

  class SqlStorageCursor {
    #cursor;
    #names = null;

    constructor(key, cursor) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#cursor = cursor;
    }

    static #take = (self) => {
      return host.row(self.#cursor);
    };

    static #object = (self, row) => {
      const names = self.columnNames;
      const object = {};
      for (let i = 0; i < names.length; i++) object[names[i]] = row[i];
      return object;
    };

    next() {
      const row = SqlStorageCursor.#take(this);
      return row === null ? { done: true } : { done: false, value: SqlStorageCursor.#object(this, row) };
    }

    toArray() {
      const result = [];
      for (let more = true; more; ) {
        const values = host.rows(this.#cursor, TOGETHER);
        const { length } = values;
        if (length === 0) break;
        const names = this.columnNames;
        const width = names.length;
        for (let from = 0; from < length; from += width) {
          const object = {};
          for (let i = 0; i < width; i++) object[names[i]] = values[from + i];
          result.push(object);
        }
        more = length === TOGETHER * width;
      }
      return result;
    }

    one() {
      const row = SqlStorageCursor.#take(this);
      if (row === null) throw new Error(NONE);
      if (SqlStorageCursor.#take(this) !== null) {
        host.close(this.#cursor);
        throw new Error(MANY);
      }
      return SqlStorageCursor.#object(this, row);
    }

    raw() {
      return new RawIterator(INTERNAL, () => SqlStorageCursor.#take(this));
    }

    get columnNames() {
      if (this.#names === null) this.#names = [...host.columnNames(this.#cursor)];
      return this.#names;
    }

    get rowsRead() {
      return host.rowsRead(this.#cursor);
    }

    get rowsWritten() {
      return host.rowsWritten(this.#cursor);
    }

    get reusedCachedQueryForTest() {
      return host.isReused(this.#cursor);
    }

    [Symbol.iterator]() {
      return this;
    }
  }
  if (!EXPERIMENTAL) delete SqlStorageCursor.prototype.reusedCachedQueryForTest;
  realm.asInterface(SqlStorageCursor, 'Cursor');
  Object.defineProperty(SqlStorageCursor, 'name', { value: 'Cursor', configurable: true });

  class RawIterator {
    #take;

    constructor(key, take) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#take = take;
    }

    next() {
      const row = this.#take();
      return row === null ? { done: true } : { done: false, value: [...row] };
    }

    toArray() {
      return [...this];
    }

    [Symbol.iterator]() {
      return this;
    }
  }
  realm.asInterface(RawIterator, 'RawIterator');

  class SqlStorageStatement {
    constructor() {
      throw new TypeError('Illegal constructor');
    }
  }
  realm.asInterface(SqlStorageStatement, 'Statement');
  Object.defineProperty(SqlStorageStatement, 'name', { value: 'Statement', configurable: true });

  class SqlStorage {
    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
    }

    // Takes `query` and its bindings; the platform's function declares none.
    exec(...bindings) {
      const query = SqlStorage.#text(this, 'exec', bindings);
      bindings.shift();
      for (let i = 0; i < bindings.length; i++) bindings[i] = bound(bindings[i]);
      return new SqlStorageCursor(INTERNAL, host.exec(query, bindings));
    }

    prepare(query) {
      const text = SqlStorage.#text(this, 'prepare', arguments);
      const statement = (...bindings) => this.exec(text, ...bindings);
      return Object.setPrototypeOf(statement, SqlStorageStatement.prototype);
    }

    ingest(query) {
      const [remainder, rowsRead, rowsWritten, statementCount] = host.ingest(SqlStorage.#text(this, 'ingest', arguments));
      return { remainder, rowsRead, rowsWritten, statementCount };
    }

    setMaxPageCountForTest(count) {
      host.limitPages(Number(count) | 0);
    }

    static #text = (self, method, args) => {
      if (args.length === 0) throw lib('webidl').wrongArgument('SqlStorage', method, 1, 'String');
      return String(args[0]);
    };

    get databaseSize() {
      return host.databaseSize();
    }
  }
  if (!EXPERIMENTAL) {
    for (const name of ['prepare', 'ingest', 'setMaxPageCountForTest']) delete SqlStorage.prototype[name];
  }
  realm.asInterface(SqlStorage, 'SqlStorage');
  SqlStorage.prototype.Cursor = SqlStorageCursor;
  SqlStorage.prototype.Statement = SqlStorageStatement;
  for (const name of ['Cursor', 'Statement']) {
    Object.defineProperty(SqlStorage.prototype, name, { enumerable: false });
  }

  host.requireSql('sql');
  return { SqlStorage, sql: new SqlStorage(INTERNAL) };
})
