import { failure } from "../../lib/cases.js";

const pairs = async (storage) => [...(await storage.list())].map(([key, value]) => `${key}=${value}`).join(" ");

function tableNames(storage) {
  return storage.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray().map((row) => row.name);
}

/** storage.transaction and storage.transactionSync. */
export const transactions = {
  returnsItsValue: async ({ storage }) => {
    const value = await storage.transaction(async (txn) => {
      await txn.put("k", 1);
      return { sum: (await txn.get("k")) + 1 };
    });
    return [value, await pairs(storage)];
  },
  throwsInside: async ({ storage }) => {
    await storage.put("k", "before");
    const error = await failure(() =>
      storage.transaction(async (txn) => {
        await txn.put("k", "inside");
        await txn.put("l", "inside");
        await txn.delete("k");
        throw Object.assign(new RangeError("mine"), { code: 7 });
      }),
    );
    const value = await failure(() =>
      storage.transaction(() => {
        throw new TypeError("not even async");
      }),
    );
    return [error, value, await pairs(storage)];
  },
  offersTheSame: ({ storage }) =>
    storage.transaction(async (txn) => {
      await txn.put("a", 1);
      await txn.put({ b: 2, c: 3 });
      return [
        Object.prototype.toString.call(txn),
        await txn.get("a"),
        [...(await txn.get(["b", "c", "d"]))],
        [...(await txn.list({ start: "b", reverse: true }))],
        await txn.delete("a"),
        await txn.delete(["b", "x"]),
        [...(await txn.list())],
        await failure(() => txn.put("k", undefined)),
        await failure(() => txn.list({ limit: 0 })),
        typeof txn.transaction,
        typeof txn.sql,
      ];
    }),
  rollsBack: async ({ storage }) => {
    await storage.put("k", "before");
    const seen = await storage.transaction(async (txn) => {
      await txn.put("k", "inside");
      await txn.put("l", "inside");
      const returned = txn.rollback();
      return [returned, await storage.get("k"), txn.rollback()];
    });
    return [seen, await pairs(storage)];
  },
  afterRollback: ({ storage }) =>
    storage.transaction(async (txn) => {
      txn.rollback();
      const failures = [];
      for (const use of [
        () => txn.get("k"), () => txn.put("k", 1), () => txn.delete("k"), () => txn.list(), () => txn.getAlarm(),
        () => txn.setAlarm(Date.now() + 1000), () => txn.deleteAlarm(), () => txn.rollback(), () => txn.deleteAll(),
      ]) {
        failures.push((await failure(use)).message ?? "nothing");
      }
      return failures;
    }),
  writesAfterRollback: async ({ storage }) => {
    await storage.transaction(async (txn) => {
      await txn.put("inside", 1);
      txn.rollback();
      await storage.put("outside", 2);
    });
    return pairs(storage);
  },
  afterTheClosure: async ({ storage }) => {
    let kept;
    await storage.transaction(async (txn) => {
      kept = txn;
      await txn.put("k", 1);
    });
    const failures = [];
    for (const use of [
      () => kept.get("k"), () => kept.put("k", 2), () => kept.delete("k"), () => kept.list(), () => kept.getAlarm(),
      () => kept.deleteAlarm(), () => kept.rollback(),
    ]) {
      failures.push((await failure(use)).message);
    }
    return [failures, await pairs(storage)];
  },
  afterAThrow: async ({ storage }) => {
    let kept;
    await failure(() =>
      storage.transaction(async (txn) => {
        kept = txn;
        throw new Error("mine");
      }),
    );
    return (await failure(() => kept.get("k"))).message;
  },
  directWritesBelong: async ({ storage }) => {
    storage.sql.exec("CREATE TABLE t (a)");
    const error = await failure(() =>
      storage.transaction(async () => {
        await storage.put("async", 1);
        storage.kv.put("sync", 2);
        storage.sql.exec("INSERT INTO t VALUES (1)");
        throw new Error("taken back");
      }),
    );
    return [error.message, await pairs(storage), storage.sql.exec("SELECT count(*) AS n FROM t").one().n];
  },
  oldRollback: async ({ storage }) => {
    await failure(() =>
      storage.transaction(async (txn) => {
        await txn.put("inside", 1);
        throw new Error("taken back");
      }),
    );
    return pairs(storage);
  },
  sync: async ({ storage }) => {
    const order = [];
    const value = storage.transactionSync(() => {
      order.push("inside");
      storage.sql.exec("CREATE TABLE t (a)");
      storage.kv.put("k", 1);
      return "value";
    });
    order.push("after");
    return [value, order, tableNames(storage), storage.kv.get("k")];
  },
  syncThrows: ({ storage }) => {
    storage.sql.exec("CREATE TABLE t (a)");
    const error = new RangeError("mine");
    let same = false;
    try {
      storage.transactionSync(() => {
        storage.sql.exec("INSERT INTO t VALUES (1)");
        storage.kv.put("k", 1);
        throw error;
      });
    } catch (caught) {
      same = caught === error;
    }
    return [same, storage.sql.exec("SELECT count(*) AS n FROM t").one().n, storage.kv.get("k")];
  },
  syncWithPromise: async ({ storage }) => {
    const promise = storage.transactionSync(async () => {
      storage.kv.put("before await", 1);
      await null;
      storage.kv.put("after await", 1);
      throw new Error("too late");
    });
    const kind = promise instanceof Promise;
    const error = await failure(() => promise);
    return [kind, error.message, await pairs(storage)];
  },
  syncNested: ({ storage }) => {
    storage.transactionSync(() => {
      storage.kv.put("outer", 1);
      try {
        storage.transactionSync(() => {
          storage.kv.put("inner", 1);
          storage.transactionSync(() => storage.kv.put("innermost", 1));
          throw new Error("only this part");
        });
      } catch {
        storage.kv.put("caught", 1);
      }
      storage.transactionSync(() => storage.kv.put("second", 1));
    });
    return [...storage.kv.list()].map(([key]) => key);
  },
  syncWrongArgument: async ({ storage }) => [
    await failure(() => storage.transactionSync()),
    await failure(() => storage.transaction()),
    await failure(() => storage.transaction("x")),
  ],
  schemaRolledBack: async ({ storage }) => {
    storage.sql.exec("CREATE TABLE old (a)");
    const change = () => {
      storage.sql.exec("CREATE TABLE new (a); ALTER TABLE old ADD COLUMN b; INSERT INTO new VALUES (1);");
      storage.sql.exec("DROP TABLE old");
      throw new Error("taken back");
    };
    await failure(() => storage.transactionSync(change));
    const afterSync = [tableNames(storage), storage.sql.exec("SELECT * FROM old").columnNames];
    await failure(() => storage.transaction(async () => change()));
    return [afterSync, [tableNames(storage), storage.sql.exec("SELECT * FROM old").columnNames]];
  },
  alarmRolledBack: async ({ storage }) => {
    const hour = Date.now() + 3_600_000;
    await storage.setAlarm(hour);
    await failure(() =>
      storage.transaction(async (txn) => {
        await txn.setAlarm(hour + 1000);
        throw new Error("taken back");
      }),
    );
    const afterSet = (await storage.getAlarm()) - hour;
    await storage.transaction(async (txn) => {
      await txn.deleteAlarm();
      txn.rollback();
    });
    const afterDelete = (await storage.getAlarm()) - hour;
    const inside = await storage.transaction(async (txn) => {
      await txn.setAlarm(hour + 5000);
      return (await txn.getAlarm()) - hour;
    });
    const committed = (await storage.getAlarm()) - hour;
    await storage.transaction(async (txn) => txn.deleteAlarm());
    return [afterSet, afterDelete, inside, committed, await storage.getAlarm()];
  },
  alarmOnlyIfCommitted: async ({ storage }) => {
    await failure(() =>
      storage.transaction(async (txn) => {
        await txn.setAlarm(Date.now());
        await txn.put("on alarm", "keys");
        throw new Error("taken back");
      }),
    );
    await storage.transaction(async (txn) => {
      await txn.put("committed", 1);
      await txn.setAlarm(Date.now() + 50);
    });
  },
  onlyReads: async ({ storage }) => {
    await storage.put("k", 1);
    return storage.transaction(async (txn) => [await txn.get("k"), (await txn.list()).size]);
  },
  nested: async ({ storage }) => {
    await storage.transaction(async (outer) => {
      await outer.put("outer", 1);
      await storage.transaction(async (inner) => {
        await inner.put("inner", 1);
      });
      await failure(() =>
        storage.transaction(async (inner) => {
          await inner.put("failed", 1);
          throw new Error("only this part");
        }),
      );
    });
    const kept = await pairs(storage);
    await failure(() =>
      storage.transaction(async () => {
        await storage.transaction(async (inner) => inner.put("lost", 1));
        throw new Error("all of it");
      }),
    );
    return [kept, await pairs(storage)];
  },
  outerRollbackWhileInnerOpen: async ({ storage }) => {
    let message;
    await storage.transaction(async (outer) => {
      await outer.put("outer", 1);
      await storage.transaction(async (inner) => {
        await inner.put("inner", 1);
        message = (await failure(() => outer.rollback())).message;
      });
    });
    return [message, await pairs(storage)];
  },
  syncInsideAsync: async ({ storage }) => {
    await storage.transaction(async (txn) => {
      await txn.put("outer", 1);
      await failure(() =>
        storage.transactionSync(() => {
          storage.kv.put("inner", 1);
          throw new Error("only this part");
        }),
      );
    });
    return pairs(storage);
  },
  twoAtOnce: async ({ storage }) => {
    const order = [];
    const add = (mark) =>
      storage.transaction(async (txn) => {
        order.push(`${mark} begins`);
        const sum = (await txn.get("sum")) ?? 0;
        await scheduler.wait(5);
        await txn.put("sum", sum + 1);
        order.push(`${mark} ends`);
      });
    await Promise.all([add("one"), add("two"), add("three")]);
    return [order, await storage.get("sum")];
  },
  writesOutsideWait: async ({ storage }) => {
    const order = [];
    const transaction = storage.transaction(async (txn) => {
      await txn.put("k", "inside");
      await scheduler.wait(5);
      order.push("closure ends");
      throw new Error("taken back");
    });
    await storage.get("k");
    order.push("outside goes on");
    await storage.put("l", "outside");
    await failure(() => transaction);
    return [order, await pairs(storage)];
  },
  holdsOthersBack: ({ storage, log }) =>
    storage.transaction(async (txn) => {
      log.push("begins");
      await txn.put("k", 1);
      await scheduler.wait(30);
      log.push("ends");
      return "committed";
    }),
  abortsInside: async ({ ctx, storage }) => {
    await storage.put("before", 1);
    await storage.sync();
    await storage.transaction(async (txn) => {
      await txn.put("inside", 1);
      await scheduler.wait(1);
      ctx.abort("in the middle");
    });
  },
  /** What SQLite itself rolls back ends the object; its last words are in the log. */
  afterACriticalError: async ({ storage }) => {
    storage.sql.exec("CREATE TABLE t (a UNIQUE)");
    const error = await failure(() =>
      storage.transactionSync(() => {
        storage.sql.exec("INSERT INTO t VALUES (1)");
        try {
          storage.sql.exec("INSERT OR ROLLBACK INTO t VALUES (1)");
        } catch (inside) {
          console.log(`inside: ${inside.message}`);
        }
      }),
    );
    console.log(`outside: ${error.message}`);
  },
  order: async ({ storage }) => {
    const order = [];
    const transaction = storage.transaction(async () => {
      order.push("closure");
    });
    order.push("after the call");
    await Promise.resolve();
    order.push("after a microtask");
    await transaction;
    order.push("after the transaction");
    return order;
  },
};
