(function perdurePart(host, lib, realm) {
  'use strict';
  // RFC 3492.
  const BASE = 36;
  const [LEAST, MOST, SKEW, DAMP] = [1, 26, 38, 700];
  const fail = (message) => {
    throw new RangeError(message);
  };
  const OVERFLOW = 'Overflow: input needs wider integers to process';

  function adapt(delta, points, first) {
    delta = first ? Math.floor(delta / DAMP) : delta >> 1;
    delta += Math.floor(delta / points);
    let k = 0;
    for (; delta > ((BASE - LEAST) * MOST) >> 1; k += BASE) delta = Math.floor(delta / (BASE - LEAST));
    return Math.floor(k + ((BASE - LEAST + 1) * delta) / (delta + SKEW));
  }

  const threshold = (k, bias) => (k <= bias ? LEAST : k >= bias + MOST ? MOST : k - bias);
  const digitOf = (code) => (code >= 48 && code < 58 ? code - 22 : code >= 65 && code < 91 ? code - 65 : code >= 97 && code < 123 ? code - 97 : BASE);
  const letter = (digit) => String.fromCharCode(digit + 22 + 75 * (digit < 26 ? 1 : 0));

  function decode(input) {
    const last = Math.max(input.lastIndexOf('-'), 0);
    const output = [];
    for (let j = 0; j < last; j++) {
      if (input.charCodeAt(j) >= 128) fail('Illegal input >= 0x80 (not a basic code point)');
      output.push(input.charCodeAt(j));
    }
    let n = 128;
    let bias = 72;
    let i = 0;
    for (let index = last > 0 ? last + 1 : 0; index < input.length;) {
      const old = i;
      for (let weight = 1, k = BASE; ; k += BASE) {
        if (index >= input.length) fail('Invalid input');
        const digit = digitOf(input.charCodeAt(index++));
        if (digit >= BASE) fail('Invalid input');
        i += digit * weight;
        if (i > 0x7fffffff) fail(OVERFLOW);
        const t = threshold(k, bias);
        if (digit < t) break;
        weight *= BASE - t;
      }
      const length = output.length + 1;
      bias = adapt(i - old, length, old === 0);
      n += Math.floor(i / length);
      i %= length;
      output.splice(i++, 0, n);
    }
    return String.fromCodePoint(...output);
  }

  function encode(text) {
    const points = Array.from(text, (char) => char.codePointAt(0));
    const output = points.filter((point) => point < 128).map((point) => String.fromCharCode(point));
    const basic = output.length;
    let handled = basic;
    if (basic > 0) output.push('-');
    let n = 128;
    let delta = 0;
    let bias = 72;
    while (handled < points.length) {
      const next = Math.min(...points.filter((point) => point >= n));
      delta += (next - n) * (handled + 1);
      if (delta > 0x7fffffff) fail(OVERFLOW);
      n = next;
      for (const point of points) {
        if (point < n) delta++;
        if (point !== n) continue;
        let q = delta;
        for (let k = BASE; ; k += BASE) {
          const t = threshold(k, bias);
          if (q < t) break;
          output.push(letter(t + ((q - t) % (BASE - t))));
          q = Math.floor((q - t) / (BASE - t));
        }
        output.push(letter(q));
        bias = adapt(delta, handled + 1, handled === basic);
        delta = 0;
        handled++;
      }
      delta++;
      n++;
    }
    return output.join('');
  }

  function labels(domain, change) {
    const at = domain.lastIndexOf('@');
    const start = at === -1 ? '' : domain.slice(0, at + 1);
    return start + domain.slice(at + 1).replace(/[\u3002\uff0e\uff61]/g, '.').split('.').map(change).join('.');
  }

  return {
    decode,
    encode,
    toASCII: (domain) => labels(domain, (label) => (/[^\0-\x7f]/.test(label) ? `xn--${encode(label)}` : label)),
    toUnicode: (domain) => labels(domain, (label) => (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label)),
    ucs2: {
      decode: (text) => Array.from(text, (char) => char.codePointAt(0)),
      encode: (points) => String.fromCodePoint(...points),
    },
    version: '2.1.0',
  };
})
