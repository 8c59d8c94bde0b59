import { DurableObject } from "cloudflare:workers";
import { serve } from "../../lib/cases.js";

/** Keeps large numbered books, and counts in memory the calls since it was made. */
export class Shelf extends DurableObject {
  #calls = 0;

  add(number, size) {
    this.#calls++;
    const pages = new Uint8Array(size).map((_, i) => (i * number) % 251);
    this.ctx.storage.kv.put(`book ${number}`, pages);
    return this.#calls;
  }

  numbers() {
    return [...this.ctx.storage.kv.list({ prefix: "book " })].map(([key]) => Number(key.slice(5)));
  }

  check() {
    return this.ctx.storage.sql.exec("PRAGMA quick_check").toArray();
  }
}

const shelf = ({ env, query }) => env.SHELVES.getByName(query.name);

export default {
  fetch: serve({
    id: ({ env, query }) => env.SHELVES.idFromName(query.name).toString(),
    add: ({ env, query }) => shelf({ env, query }).add(Number(query.number), Number(query.size)),
    numbers: (event) => shelf(event).numbers(),
    check: (event) => shelf(event).check(),
  }),
};
