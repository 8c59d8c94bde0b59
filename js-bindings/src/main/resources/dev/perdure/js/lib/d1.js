// D1 databases in `env`.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const FIRST_PRIMARY = 'first-primary';
  const FIRST_UNCONSTRAINED = 'first-unconstrained';
  let sourceOf;

  const illegal = () => new TypeError('Illegal constructor');
  const wrapped = (kind, message) => new Error(`${kind}: ${message}`, { cause: new Error(message) });

  async function execute(java, statements, session) {
    const text = await realm.wait(host.run(java, statements));
    session?.seen(host.bookmark(java));
    return JSON.parse(text);
  }

  /** Like execute, with errors as statements throw them. */
  async function query(java, statements, session) {
    try {
      return await execute(java, statements, session);
    } catch (error) {
      throw wrapped('D1_ERROR', error.message);
    }
  }

  const objects = ({ columns, rows }) => rows.map((row) => {
    const object = {};
    for (let i = 0; i < columns.length; i++) object[columns[i]] = row[i];
    return object;
  });

  const answer = (result) => ({ success: true, meta: result.meta, results: objects(result) });

  /** A value as D1 sends it: null, a number, a string or an array of bytes. */
  function parameter(value) {
    const type = typeof value;
    if (type === 'number') return Number.isFinite(value) ? value : null;
    if (type === 'string') return value;
    if (type === 'boolean') return value ? 1 : 0;
    if (type === 'object') {
      if (value === null) return null;
      if (Array.isArray(value) && value.every((byte) => typeof byte === 'number' && byte >= 0 && byte < 256)) return value;
      if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value));
      if (ArrayBuffer.isView(value)) return Array.from(value);
    }
    throw wrapped('D1_TYPE_ERROR', `Type '${type}' not supported for value '${value}'`);
  }

  class D1PreparedStatement {
    #java;
    #session;
    #sql;
    #parameters;

    constructor(mark, java, session, sql, parameters) {
      if (mark !== INTERNAL) throw illegal();
      this.#java = java;
      this.#session = session;
      this.#sql = sql;
      this.#parameters = parameters;
    }

    static {
      sourceOf = (statement) => [statement.#sql, statement.#parameters];
    }

    get statement() {
      return this.#sql;
    }

    get params() {
      return this.#parameters;
    }

    bind(...values) {
      return new D1PreparedStatement(INTERNAL, this.#java, this.#session, this.#sql, values.map(parameter));
    }

    static #run = async (self) => {
      return (await query(self.#java, [[self.#sql, self.#parameters]], self.#session))[0];
    };

    async first(column) {
      const [row] = objects(await D1PreparedStatement.#run(this));
      if (row === undefined) return null;
      if (column === undefined) return row;
      if (row[column] === undefined) {
        throw new Error(`D1_COLUMN_NOTFOUND: Column not found (${column})`, { cause: new Error('Column not found') });
      }
      return row[column];
    }

    async run() {
      return answer(await D1PreparedStatement.#run(this));
    }

    async all() {
      return answer(await D1PreparedStatement.#run(this));
    }

    async raw(options) {
      const { columns, rows } = await D1PreparedStatement.#run(this);
      return options?.columnNames ? [columns, ...rows] : rows;
    }
  }

  async function batch(java, statements, session) {
    const sources = statements.map(sourceOf);
    return (await query(java, sources, session)).map(answer);
  }

  class D1DatabaseSession {
    #java;
    #bookmark;

    constructor(mark, java, constraint) {
      if (mark !== INTERNAL) throw illegal();
      this.#java = java;
      this.#bookmark = constraint;
    }

    seen(bookmark) {
      const known = this.getBookmark();
      if (known === null || known < bookmark) this.#bookmark = bookmark;
    }

    prepare(sql) {
      return new D1PreparedStatement(INTERNAL, this.#java, this, String(sql), []);
    }

    async batch(statements) {
      return batch(this.#java, statements, this);
    }

    getBookmark() {
      return this.#bookmark === FIRST_PRIMARY || this.#bookmark === FIRST_UNCONSTRAINED ? null : this.#bookmark;
    }
  }

  class D1Database {
    #java;

    constructor(mark, java) {
      if (mark !== INTERNAL) throw illegal();
      this.#java = java;
    }

    prepare(sql) {
      return new D1PreparedStatement(INTERNAL, this.#java, null, String(sql), []);
    }

    async batch(statements) {
      return batch(this.#java, statements, null);
    }

    async exec(text) {
      const lines = text.trim().split('\n');
      let results;
      try {
        results = await execute(this.#java, lines.map((line) => [line, []]), null);
      } catch (error) {
        // The line is the first one whichever failed, as observed.
        throw wrapped('D1_EXEC_ERROR', `Error in line 1: ${lines[0]}: ${error.message}`);
      }
      return { count: results.length, duration: results.reduce((sum, { meta }) => sum + meta.duration, 0) };
    }

    withSession(constraint) {
      const text = constraint?.trim();
      return new D1DatabaseSession(INTERNAL, this.#java, text === undefined || text === '' ? FIRST_UNCONSTRAINED : text);
    }

    async dump() {
      throw new Error('D1_DUMP_ERROR: Status + 404', { cause: new Error('Status 404') });
    }
  }

  Object.defineProperty(D1Database.prototype, Symbol.toStringTag, { value: 'WrappedBinding', configurable: true });

  return { fromJava: (java) => new D1Database(INTERNAL, java) };
})
