import { failure, serve } from "../../lib/cases.js";

const cases = {
  async kv({ env: { KV } }) {
    await KV.put("a", "1", { metadata: { m: true } });
    await KV.put("b", new Uint8Array([98]));
    return {
      text: await KV.get("a"),
      json: await KV.get("a", "json"),
      withMetadata: await KV.getWithMetadata("a"),
      several: Object.fromEntries(await KV.get(["a", "b", "c"])),
      names: (await KV.list()).keys.map(({ name }) => name),
      refused: await failure(() => KV.put("c", "x", { expirationTtl: 5 })),
    };
  },

  kept: async ({ env: { KV, DB, BUCKET } }) => [
    await KV.get("a"),
    await DB.prepare("SELECT name FROM people").first("name"),
    await (await BUCKET.get("o")).text(),
  ],

  async expiring({ env: { KV } }) {
    await KV.put("short", "x", { expirationTtl: 60 });
    return KV.get("short");
  },

  expired: async ({ env: { KV } }) => (await KV.get("short")) === null,

  async d1({ env: { DB } }) {
    await DB.exec("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)");
    const run = await DB.prepare("INSERT INTO people (name) VALUES (?)").bind("ann").run();
    const failed = await failure(() => DB.batch([
      DB.prepare("INSERT INTO people (name) VALUES ('lost')"),
      DB.prepare("INSERT INTO people (id) VALUES (1)"),
    ]));
    return {
      changes: run.meta.changes,
      failed: failed.message,
      all: (await DB.prepare("SELECT * FROM people").all()).results,
      raw: await DB.prepare("SELECT * FROM people").raw({ columnNames: true }),
    };
  },

  async r2({ env: { BUCKET } }) {
    const put = await BUCKET.put("o", "an object", { customMetadata: { a: "b" } });
    const part = await BUCKET.get("o", { range: { offset: 3 } });
    const not = await BUCKET.get("o", { onlyIf: { etagDoesNotMatch: put.etag } });
    return [put.size, part.customMetadata, await part.text(), "body" in not, await BUCKET.head("none")];
  },

  async limit({ env: { LIMIT } }) {
    const allowed = [];
    for (let i = 0; i < 3; i++) allowed.push((await LIMIT.limit({ key: "k" })).success);
    return allowed;
  },

  stands: async ({ env: { VERSION, METRICS, MAIL } }) => [
    Object.keys(VERSION),
    METRICS.writeDataPoint({ indexes: ["i"], doubles: [1], blobs: ["b"] }),
    await failure(() => MAIL.send({})),
  ],

  asset: async ({ env: { ASSETS } }) => (await ASSETS.fetch("https://assets/asset.txt")).text(),

  others: async ({ env: { OTHER, GREETER, COUNTER } }) => [
    await (await OTHER.fetch("https://other/path")).text(),
    await GREETER.greet("you"),
    await COUNTER.getByName("c").add(2),
    await COUNTER.getByName("c").add(3),
  ],
};

export default { fetch: serve(cases) };
