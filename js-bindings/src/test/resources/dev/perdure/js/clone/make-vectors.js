// Makes vectors.tsv: `node make-vectors.js > vectors.tsv`. Each line is a JavaScript expression and the bytes that
// V8 writes for its value, in hexadecimal.
const v8 = require('node:v8');
const cases = [
  ...['undefined', 'null', 'true', 'false', '0', '-0', '1', '-1', '127', '128', '-64', '-65', '2147483647', '-2147483648'],
  ...['2147483648', '4294967295', '1.5', 'NaN', 'Infinity', '-Infinity', '5e-324', '1e308', '2**53'],
  ...['0n', '1n', '-1n', '2n**64n', '-(2n**64n)', '2n**63n-1n', '123456789012345678901234567890n', '-(2n**200n)+7n'],
  ...["''", "'abc'", "'caf\\u00e9'", "'\\u00ff'.repeat(200)", "'\\u20ac'", "'a\\u20acb'", "'\\ud83d\\ude00'", "'\\ud800'"],
  ...["'x'.repeat(127)", "'x'.repeat(128)", "'x'.repeat(20000)", "'\\u0100'.repeat(63)", "'\\u0100'.repeat(64)", "'\\0'"],
  ...['({})', '({a: 1})', '({a: 1, b: "two", c: null, d: undefined, e: true})', '({1: 2, 0: 1, a: 3})', '({"\\u20ac": "\\u20ac"})'],
  ...['({a: {b: {c: {}}}})', '({4294967294: 1})', '({4294967295: 1})', '({"01": 1, "-1": 2, "1.5": 3})', '({"": 1})'],
  ...['({get a() { return 7 }})', '({["__proto__"]: 1})', 'Object.create(null)', 'new (class Foo { x = 1; #y = 2; z() {} })'],
  ...['[]', '[1, 2, 3]', '["a", 1.5, null, undefined, true]', '[[], [[]]]', '[1, , 3]', '[undefined, , ]', '[, ]'],
  ...['Object.assign([1, 2], {x: 1})', 'Object.assign([1, , 2], {x: 1})', 'Object.assign([], {a: []})'],
  ...['(() => { const a = []; a[3] = 1; return a })()', '(() => { const a = []; a[100000] = 1; return a })()'],
  ...['new Date(0)', 'new Date(1.7e12)', 'new Date(NaN)', 'new Date(-1)'],
  ...['Object(true)', 'Object(false)', 'Object(1)', 'Object(-0)', 'Object(1n)', 'Object("s")', 'Object("\\u20ac")'],
  ...['/x/', '/a\\/b/gi', '/\\u20ac/u', '/[ab]/dgimsy', '/[a&&b]/v', 'new RegExp("")'],
  ...['new Map()', 'new Map([[1, 2], ["k", {v: 1}]])', 'new Set()', 'new Set([1, "a", {}])', 'new Map([[new Map(), new Set()]])'],
  ...['new ArrayBuffer(0)', 'new Uint8Array([1, 2, 3]).buffer', 'new ArrayBuffer(2, {maxByteLength: 8})'],
  ...['new Int8Array([-1])', 'new Uint8Array([1, 2])', 'new Uint8ClampedArray([300])', 'new Int16Array([-2])', 'new Uint16Array([2])'],
  ...['new Int32Array([-3])', 'new Uint32Array([3])', 'new Float32Array([1.5])', 'new Float64Array([1.5])', 'new BigInt64Array([-4n])'],
  ...['new BigUint64Array([4n])', 'new DataView(new ArrayBuffer(4), 1, 2)', 'new Uint8Array(new ArrayBuffer(8), 2, 3)', 'new Uint8Array(0)'],
  ...['new Uint8Array(new ArrayBuffer(2, {maxByteLength: 4}))', 'new Uint8Array(new ArrayBuffer(2, {maxByteLength: 4}), 0, 1)'],
  ...['new Uint16Array(new ArrayBuffer(4, {maxByteLength: 4}), 2)', 'new DataView(new ArrayBuffer(2, {maxByteLength: 4}))'],
  ...['(() => { const b = new ArrayBuffer(2); return [new Uint8Array(b), b, new Uint8Array(b, 1)] })()'],
  ...['(() => { const u = new Uint8Array(1); return [u, u, u.buffer] })()'],
  ...['(() => { const o = {}; o.o = o; return o })()', '(() => { const a = []; a.push(a, [a]); return a })()'],
  ...['(() => { const x = {}; return [x, x, {x}] })()', '(() => { const m = new Map(); m.set(m, m); return m })()'],
  ...['(() => { const d = new Date(5); const s = new Set([d]); return {d, s, d2: d} })()'],
  ...['(() => { const r = /x/g; const n = Object(3); return [r, n, r, n] })()'],
  ...["Object.assign(new Error('m'), {stack: 'S'})", "Object.assign(new TypeError('\\u20ac'), {stack: 'S'})", "Object.assign(new RangeError(), {stack: 'S'})"],
  ...["Object.assign(new SyntaxError('x'), {stack: 'S'})", "Object.assign(new URIError('x'), {stack: 'S'})", "Object.assign(new EvalError('x'), {stack: 'S'})"],
  ...["Object.assign(new ReferenceError('x'), {stack: 'S', extra: 1})", "Object.assign(new Error('m'), {stack: 'S', name: 'Mine'})"],
  ...["(() => { const e = Object.assign(new Error('m'), {stack: 'S'}); return [e, e] })()"],
  ...["Object.assign(new AggregateError([1], 'm'), {stack: 'S'})", "Object.assign(new (class Mine extends TypeError {})('m'), {stack: 'S'})"],
  ...['(() => { const a = []; a.length = 5; a[1] = a; return a })()', '(() => { const a = []; a[5000] = a; a.x = a; return a })()'],
  ...['2n**63n', '-(2n**63n)', '2n**64n-1n', '2n**128n', '[1n, Object(2n), [3n]]', '(() => { const s = new Set(); s.add(s); return s })()'],
];
for (const source of cases) {
  const writer = new v8.Serializer();
  writer.writeHeader();
  writer.writeValue((0, eval)(source));
  console.log(source + '\t' + writer.releaseBuffer().toString('hex'));
}
