import { failure } from "../../lib/cases.js";

async function keysOf(storage, options) {
  return [...(await storage.list(options)).keys()].join(" ");
}

async function letters(storage) {
  await storage.put({ d: 4, a: 1, c: 3, b: 2, "ba": 21, "bb": 22 });
}

/** storage.list. */
export const lists = {
  listAll: async ({ storage }) => {
    await letters(storage);
    const list = await storage.list();
    return [list instanceof Map, [...list]];
  },
  byteOrder: async ({ storage }) => {
    await storage.put({ "\u{1F600}": "emoji", "\uFFFD": "replacement", "\uE000": "private", z: "z", "\u00e9": "e" });
    return [...(await storage.list()).values()];
  },
  ranges: async ({ storage }) => {
    await letters(storage);
    const ranges = {
      start: { start: "b" },
      startBetween: { start: "bab" },
      startAfter: { startAfter: "b" },
      startAfterAbsent: { startAfter: "aa" },
      end: { end: "c" },
      startEnd: { start: "b", end: "c" },
      prefix: { prefix: "b" },
      prefixStart: { prefix: "b", start: "ba" },
      prefixStartAfter: { prefix: "b", startAfter: "ba" },
      prefixEnd: { prefix: "b", end: "bb" },
      prefixWider: { prefix: "b", start: "a", end: "d" },
      emptyPrefix: { prefix: "" },
      reverse: { reverse: true },
      reverseRange: { reverse: true, start: "b", end: "c" },
      limit: { limit: 2 },
      limitAbove: { limit: 100 },
      reverseLimit: { reverse: true, limit: 2 },
      reversePrefixLimit: { reverse: true, prefix: "b", limit: 1 },
      emptyStart: { start: "" },
      undefinedOptions: { start: undefined, limit: undefined },
    };
    const seen = {};
    for (const [name, options] of Object.entries(ranges)) {
      seen[name] = await keysOf(storage, options);
    }
    return seen;
  },
  emptyRanges: async ({ storage }) => {
    await letters(storage);
    const ranges = [
      { start: "c", end: "c" }, { start: "d", end: "b" }, { prefix: "b", end: "b" }, { prefix: "b", start: "c" },
      { prefix: "x" }, { end: "" }, { startAfter: "c", end: "c" },
    ];
    return Promise.all(ranges.map(async (range) => (await storage.list(range)).size));
  },
  badOptions: async ({ storage }) => [
    await failure(() => storage.list({ start: "a", startAfter: "b" })),
    await failure(() => storage.list({ limit: 0 })),
    await failure(() => storage.list({ limit: -1 })),
    await failure(() => storage.list("options")),
  ],
  pages: async ({ storage }) => {
    await letters(storage);
    const pages = [];
    let options = { limit: 4, cursor: "d" };
    for (;;) {
      const page = [...(await storage.list(options)).keys()];
      if (page.length === 0) {
        return pages;
      }
      pages.push(page.join(" "));
      options = { limit: 4, startAfter: page.at(-1) };
    }
  },
};
