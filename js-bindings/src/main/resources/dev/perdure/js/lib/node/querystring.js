(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  /** Each half of a pair that has no other half takes the next character for it, as in Node.js. */
  function paired(text) {
    let result = '';
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0xd800 || code > 0xdfff) {
        result += text[i];
        continue;
      }
      if (++i >= text.length) throw errors.withCode(URIError, 'ERR_INVALID_URI', 'URI malformed');
      result += String.fromCodePoint(0x10000 + ((code & 0x3ff) << 10 | text.charCodeAt(i) & 0x3ff));
    }
    return result;
  }

  function escape(text) {
    if (typeof text !== 'string') text = typeof text === 'object' ? String(text) : text + '';
    if (!text.isWellFormed()) text = paired(text);
    return encodeURIComponent(text).replace(/%(2[1789A]|7E)/g, (code) => decodeURIComponent(code));
  }

  function unescapeBuffer(text, plusIsSpace) {
    const { Buffer } = lib('node/buffer');
    const bytes = [];
    for (let i = 0; i < text.length; i++) {
      const hex = text[i] === '%' ? text.slice(i + 1, i + 3) : '';
      if (/^[0-9a-fA-F]{2}$/.test(hex)) {
        bytes.push(parseInt(hex, 16));
        i += 2;
      } else {
        bytes.push(plusIsSpace && text[i] === '+' ? 0x20 : text.charCodeAt(i) & 0xff);
      }
    }
    return Buffer.from(bytes);
  }

  function unescape(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return unescapeBuffer(text).toString();
    }
  }

  const primitive = (value) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
    return typeof value === 'bigint' || typeof value === 'boolean' ? `${value}` : '';
  };

  function stringify(object, separator, equals, options) {
    separator ||= '&';
    equals ||= '=';
    const encode = options?.encodeURIComponent ?? querystring.escape;
    if (object === null || typeof object !== 'object') return '';
    const pairs = [];
    for (const key of Object.keys(object)) {
      const start = encode(primitive(key)) + equals;
      const value = object[key];
      if (Array.isArray(value)) for (const item of value) pairs.push(start + encode(primitive(item)));
      else pairs.push(start + encode(primitive(value)));
    }
    return pairs.join(separator);
  }

  function parse(text, separator = '&', equals = '=', options) {
    const result = { __proto__: null };
    if (typeof text !== 'string' || text === '') return result;
    const most = typeof options?.maxKeys === 'number' ? options.maxKeys : 1000;
    const decode = options?.decodeURIComponent ?? querystring.unescape;
    const decoded = (part) => {
      const plain = part.replaceAll('+', ' ');
      if (!/%[0-9a-f]{2}/i.test(plain) && options?.decodeURIComponent === undefined) return plain;
      try {
        return decode(plain);
      } catch {
        return unescape(plain);
      }
    };
    let pairs = text.split(separator || '&');
    if (most > 0) pairs = pairs.slice(0, most);
    for (const pair of pairs) {
      if (pair === '') continue;
      const at = pair.indexOf(equals || '=');
      const key = decoded(at === -1 ? pair : pair.slice(0, at));
      const value = at === -1 ? '' : decoded(pair.slice(at + (equals || '=').length));
      if (!(key in result)) result[key] = value;
      else if (Array.isArray(result[key])) result[key].push(value);
      else result[key] = [result[key], value];
    }
    return result;
  }

  const querystring = { decode: parse, encode: stringify, escape, parse, stringify, unescape, unescapeBuffer };
  return querystring;
})
