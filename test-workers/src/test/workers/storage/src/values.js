const twoViews = () => {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  return [new Uint8Array(buffer, 1, 3), new Int16Array(buffer, 2, 2), buffer];
};

function sparse() {
  const array = [1, , 3];
  array.length = 5;
  array.extra = "x";
  return array;
}

function cyclic() {
  const object = { name: "cycle", list: [] };
  object.self = object;
  object.list.push(object.list, object);
  return object;
}

/** Values by name, with what is asked of them after a round trip. */
const VALUES = {
  undefinedInside: [{ a: undefined, b: [undefined] }, (v) => ["a" in v, v.a, v.b.length]],
  null: [null, (v) => v],
  numbers: [[NaN, -0, Infinity, -Infinity, 2 ** 53, -1, 1.5], (v) => v.map((n) => (Object.is(n, -0) ? "-0" : String(n)))],
  bigints: [[0n, -1n, 2n ** 64n, -(2n ** 200n)], (v) => v.map(String)],
  strings: [["", "latin \u00e9", "wide \u4e2d \u{1F600}", "lone \ud800"], (v) => v.map((s) => [...s].map((c) => c.codePointAt(0).toString(16)).join())],
  booleans: [[true, false], (v) => v],
  map: [new Map([["k", 1], [{ o: 1 }, new Map()]]), (v) => [v instanceof Map, v.size, [...v.keys()][1], [...v.values()][1] instanceof Map]],
  set: [new Set([1, "a", new Set([2])]), (v) => [v instanceof Set, v.size, [...v][2].has(2)]],
  date: [[new Date(1234), new Date(NaN)], (v) => [v[0] instanceof Date, v[0].getTime(), String(v[1].getTime())]],
  regexp: [/a(b)\/[c]/giu, (v) => [v instanceof RegExp, String(v), v.lastIndex]],
  wrappers: [[Object(1), Object("s"), Object(true), Object(7n)], (v) => v.map((o) => `${typeof o} ${o.constructor.name} ${o}`)],
  typedArrays: [
    [
      new Int8Array([-1]), new Uint8Array([255]), new Uint8ClampedArray([300]), new Int16Array([-2]), new Uint16Array([65535]),
      new Int32Array([-3]), new Uint32Array([4294967295]), new Float32Array([1.5]), new Float64Array([Math.PI]),
      new BigInt64Array([-4n]), new BigUint64Array([2n ** 63n]), new DataView(new ArrayBuffer(3), 1),
    ],
    (v) => v.map((a) => `${a.constructor.name} ${a[0] ?? a.byteLength}`),
  ],
  arrayBuffer: [new Uint8Array([9, 8]).buffer, (v) => [v instanceof ArrayBuffer, [...new Uint8Array(v)]]],
  sharedBuffer: [twoViews(), ([a, b, c]) => [a.buffer === b.buffer, b.buffer === c, [...a], a.byteOffset, b.length]],
  errors: [
    [new Error("e", { cause: "c" }), new TypeError("t"), new RangeError("r"), new SyntaxError("s"), new EvalError("v"), new ReferenceError("f"), new URIError("u")],
    (v) => v.map((e) => `${e.constructor.name} ${e.name} ${e.message} ${e.cause} ${typeof e.stack}`),
  ],
  cycle: [cyclic(), (v) => [v.self === v, v.list[0] === v.list, v.list[1] === v]],
  sameTwice: [(() => { const o = {}; return [o, o]; })(), (v) => v[0] === v[1]],
  sparse: [sparse(), (v) => [v.length, 1 in v, v[2], v.extra, Object.keys(v)]],
  classInstance: [new (class Point { x = 1; #y = 2; get z() { return 3; } })(), (v) => [v.constructor.name, JSON.stringify(v)]],
  getter: [{ get computed() { return 5; } }, (v) => Object.getOwnPropertyDescriptor(v, "computed").value],
  hidden: [Object.defineProperty({ a: 1 }, "b", { value: 2, enumerable: false }), (v) => Object.keys(v)],
  symbolKey: [{ [Symbol("s")]: 1, a: 1 }, (v) => Object.getOwnPropertySymbols(v).length],
  nullPrototype: [Object.assign(Object.create(null), { a: 1 }), (v) => [Object.getPrototypeOf(v) === Object.prototype, v.a]],
  deep: [Array.from({ length: 300 }).reduce((inner) => [inner], "bottom"), (v) => { let depth = 0; while (Array.isArray(v)) { v = v[0]; depth++; } return [depth, v]; }],
};

/** What a stored value is when it comes back. */
export const values = {
  roundTrips: async ({ storage }) => {
    const seen = {};
    for (const [name, [value, look]] of Object.entries(VALUES)) {
      await storage.put(name, value);
      seen[name] = look(await storage.get(name));
    }
    return seen;
  },
  roundTripsSync: ({ storage }) => {
    const seen = {};
    for (const [name, [value, look]] of Object.entries(VALUES)) {
      storage.kv.put(name, value);
      seen[name] = look(storage.kv.get(name));
    }
    return seen;
  },
  copies: async ({ storage }) => {
    const value = { list: [1] };
    const putting = storage.put("k", value);
    value.list.push(2);
    await putting;
    const read = await storage.get("k");
    read.list.push(3);
    return [(await storage.get("k")).list, [...(await storage.list()).values()][0].list];
  },
};
