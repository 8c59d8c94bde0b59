(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const { inspect, format, formatWithOptions, stripVTControlCharacters, types, isError } = lib('inspect');
  const customPromisify = Symbol.for('nodejs.util.promisify.custom');
  const customArgs = Symbol.for('nodejs.util.promisify.customArgs');

  function promisify(original) {
    errors.validateFunction(original, 'original');
    if (original[customPromisify]) {
      const custom = original[customPromisify];
      errors.validateFunction(custom, 'util.promisify.custom');
      return Object.defineProperty(custom, customPromisify, { value: custom, enumerable: false, writable: false, configurable: true });
    }
    const names = original[customArgs];
    function promised(...args) {
      return new Promise((resolve, reject) => {
        Reflect.apply(original, this, [...args, (error, ...values) => {
          if (error) reject(error);
          else if (names !== undefined && values.length > 1) resolve(Object.fromEntries(names.map((name, i) => [name, values[i]])));
          else resolve(values[0]);
        }]);
      });
    }
    Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
    Object.defineProperty(promised, customPromisify, { value: promised, enumerable: false, writable: false, configurable: true });
    const descriptors = Object.getOwnPropertyDescriptors(original);
    delete descriptors.arguments;
    delete descriptors.caller;
    delete descriptors.prototype;
    return Object.defineProperties(promised, descriptors);
  }
  promisify.custom = customPromisify;

  function callbackify(original) {
    errors.validateFunction(original, 'original');
    function callbackified(...args) {
      const callback = args.pop();
      errors.validateFunction(callback, 'last argument');
      Reflect.apply(original, this, args).then(
        (value) => queueMicrotask(() => callback.call(this, null, value)),
        (reason) => queueMicrotask(() => {
          if (!reason) {
            const error = errors.withCode(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value');
            error.reason = reason;
            reason = error;
          }
          callback.call(this, reason);
        }));
    }
    const descriptors = Object.getOwnPropertyDescriptors(original);
    if (typeof descriptors.length?.value === 'number') descriptors.length.value++;
    if (typeof descriptors.name?.value === 'string') descriptors.name.value += 'Callbackified';
    for (const name of ['arguments', 'caller', 'prototype']) delete descriptors[name];
    return Object.defineProperties(callbackified, descriptors);
  }

  function inherits(constructor, parent) {
    errors.validateFunction(constructor, 'ctor');
    if (parent === null || (typeof parent !== 'function' && typeof parent !== 'object')) throw errors.invalidArgType('superCtor', 'Function', parent);
    if (parent.prototype === undefined) throw errors.invalidArgType('superCtor.prototype', 'Object', parent.prototype);
    Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
    Object.setPrototypeOf(constructor.prototype, parent.prototype);
  }

  const warned = new Set();
  function deprecate(callback, message, code) {
    errors.validateFunction(callback, 'fn');
    let told = false;
    function deprecated(...args) {
      if (!told) {
        told = true;
        if (code === undefined || !warned.has(code)) {
          warned.add(code);
          console.warn(code === undefined ? `DeprecationWarning: ${message}` : `[${code}] DeprecationWarning: ${message}`);
        }
      }
      return new.target ? Reflect.construct(callback, args, new.target) : Reflect.apply(callback, this, args);
    }
    Object.setPrototypeOf(deprecated, callback);
    if (callback.prototype) deprecated.prototype = callback.prototype;
    return deprecated;
  }

  function debuglog(section) {
    const name = String(section).toUpperCase();
    const log = (...args) => console.log(`${name}: ${format(...args)}\n`);
    log.enabled = true;
    return log;
  }

  function styleText(style, text, options) {
    errors.validateString(text, 'text');
    let start = '';
    let end = '';
    if (options?.stream !== undefined && options.validateStream !== false && typeof options.stream?.write !== 'function') {
      throw errors.invalidArgType('stream', ['ReadableStream', 'WritableStream', 'Stream'], options.stream);
    }
    for (const name of Array.isArray(style) ? style : [style]) {
      if (name === 'none') continue;
      const codes = typeof name === 'string' ? inspect.colors[name] : undefined;
      if (codes === undefined) {
        throw errors.invalidArgValue('format', name, `must be one of: ${Object.keys(inspect.colors).map((key) => `'${key}'`).join(', ')}`);
      }
      start += `\u001b[${codes[0]}m`;
      end = `\u001b[${codes[1]}m${end}`;
    }
    return `${start}${text}${end}`;
  }

  function toUSVString(text) {
    return String(text).toWellFormed();
  }

  function parseEnv(content) {
    errors.validateString(content, 'content');
    const result = {};
    const line = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)[^\S\n]*=[^\S\n]*(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`|([^#\r\n]*))?/gm;
    for (const [, name, single, double, back, plain] of content.matchAll(line)) {
      result[name] = single ?? (double !== undefined ? double.replaceAll('\\n', '\n') : undefined) ?? back ?? (plain ?? '').trim();
    }
    return result;
  }

  function parseArgs(config = {}) {
    const { options = {}, strict = true, args = [], allowPositionals = !strict, tokens: wantTokens = false, allowNegative = false } = config;
    const values = { __proto__: null };
    const positionals = [];
    const tokens = [];
    const fail = (code, message) => {
      throw errors.withCode(TypeError, code, message);
    };
    const byShort = (short) => Object.keys(options).find((name) => options[name].short === short);
    const store = (name, value, raw, index, inline) => {
      let option = options[name];
      let result = value;
      if (option === undefined && allowNegative && name.startsWith('no-') && options[name.slice(3)]?.type === 'boolean') {
        name = name.slice(3);
        option = options[name];
        result = false;
      }
      tokens.push({ kind: 'option', name, rawName: raw, index, value, inlineValue: inline });
      if (strict) {
        if (option === undefined) fail('ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${raw}'${allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${raw}"` : ''}`);
        const label = `${option.short ? `-${option.short}, ` : ''}--${name}`;
        if (option.type === 'string' && typeof value !== 'string') fail('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${label} <value>' argument missing`);
        if (option.type === 'boolean' && value !== undefined) fail('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${label}' does not take an argument`);
      }
      if (result === undefined) result = true;
      if (option?.multiple) (values[name] ??= []).push(result);
      else values[name] = result;
    };
    for (let i = 0; i < args.length; i++) {
      const arg = args[i];
      if (arg === '--') {
        tokens.push({ kind: 'option-terminator', index: i });
        for (let j = i + 1; j < args.length; j++) {
          positionals.push(args[j]);
          tokens.push({ kind: 'positional', index: j, value: args[j] });
        }
        break;
      }
      if (/^--./.test(arg)) {
        const at = arg.indexOf('=', 3);
        const name = at === -1 ? arg.slice(2) : arg.slice(2, at);
        if (at !== -1) store(name, arg.slice(at + 1), `--${name}`, i, true);
        else if (options[name]?.type === 'string' && args[i + 1] !== undefined && !/^-./.test(args[i + 1])) {
          store(name, args[i + 1], arg, i, false);
          i++;
        } else store(name, undefined, arg, i);
        continue;
      }
      if (/^-./.test(arg)) {
        for (let j = 1; j < arg.length; j++) {
          const name = byShort(arg[j]) ?? arg[j];
          if (options[name]?.type === 'string') {
            const rest = arg.slice(j + 1);
            if (rest !== '') store(name, rest, `-${arg[j]}`, i, true);
            else if (args[i + 1] !== undefined) {
              store(name, args[i + 1], `-${arg[j]}`, i, false);
              i++;
            } else store(name, undefined, `-${arg[j]}`, i);
            break;
          }
          store(name, undefined, `-${arg[j]}`, i);
        }
        continue;
      }
      if (!allowPositionals) fail('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', `Unexpected argument '${arg}'. This command does not take positional arguments`);
      positionals.push(arg);
      tokens.push({ kind: 'positional', index: i, value: arg });
    }
    for (const name of Object.keys(options)) if (options[name].default !== undefined && values[name] === undefined) values[name] = options[name].default;
    return wantTokens ? { values, positionals, tokens } : { values, positionals };
  }

  // Deep equality

  function isDeepStrictEqual(left, right) {
    return deepEqual(left, right, true);
  }

  /** What is in a Boolean, Number, String, Symbol or BigInt object, whatever its prototype is now. */
  function unboxed(value) {
    for (const Type of [Boolean, Number, String, Symbol, BigInt]) {
      if (types[`is${Type.name}Object`](value)) return Type.prototype.valueOf.call(value);
    }
    return undefined;
  }

  function deepEqual(left, right, strict, seen = []) {
    if (strict ? Object.is(left, right) : left == right || (left !== left && right !== right)) return true;
    if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
    if (strict && Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
    const tag = Object.prototype.toString.call(left);
    if (tag !== Object.prototype.toString.call(right)) return false;
    if (Array.isArray(left) !== Array.isArray(right)) return false;
    if (Array.isArray(left) && left.length !== right.length) return false;
    if (types.isDate(left)) {
      if (!types.isDate(right) || !Object.is(left.getTime(), right.getTime())) return false;
    } else if (types.isRegExp(left)) {
      if (!types.isRegExp(right) || String(left) !== String(right) || left.lastIndex !== right.lastIndex) return false;
    } else if (isError(left)) {
      if (!isError(right) || left.message !== right.message || left.name !== right.name) return false;
      if (!deepEqual(left.cause, right.cause, strict, seen) || !deepEqual(left.errors, right.errors, strict, seen)) return false;
    } else if (ArrayBuffer.isView(left)) {
      if (!ArrayBuffer.isView(right) || left.byteLength !== right.byteLength) return false;
      if (types.isTypedArray(left)) {
        for (let i = 0; i < left.length; i++) if (strict ? !Object.is(left[i], right[i]) : left[i] != right[i]) return false;
      } else if (!deepEqual(new Uint8Array(left.buffer, left.byteOffset, left.byteLength), new Uint8Array(right.buffer, right.byteOffset, right.byteLength), strict)) return false;
    } else if (types.isAnyArrayBuffer(left)) {
      if (left.byteLength !== right.byteLength || !deepEqual(new Uint8Array(left), new Uint8Array(right), strict)) return false;
    } else if (types.isBoxedPrimitive(left)) {
      if (!types.isBoxedPrimitive(right) || !Object.is(unboxed(left), unboxed(right))) return false;
    } else if (types.isSet(left) !== types.isSet(right) || types.isMap(left) !== types.isMap(right)) return false;
    if (types.isPromise(left) || types.isWeakMap(left) || types.isWeakSet(left)) return false;
    for (const [a, b] of seen) if (a === left) return b === right;
    seen.push([left, right]);
    try {
      return sameKeys(left, right, strict, seen) && sameItems(left, right, strict, seen);
    } finally {
      seen.pop();
    }
  }

  function enumerableKeys(value, strict) {
    let keys = Object.keys(value);
    if (types.isTypedArray(value)) keys = keys.filter((key) => !/^\d+$/.test(key));
    if (strict) keys.push(...Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key)));
    return keys;
  }

  function sameKeys(left, right, strict, seen) {
    const keys = enumerableKeys(left, strict);
    if (keys.length !== enumerableKeys(right, strict).length) return false;
    for (const key of keys) {
      if (!Object.prototype.propertyIsEnumerable.call(right, key) || !deepEqual(left[key], right[key], strict, seen)) return false;
    }
    return true;
  }

  function sameItems(left, right, strict, seen) {
    if (types.isSet(left)) {
      if (left.size !== right.size) return false;
      const rest = [];
      for (const item of left) if (!right.has(item)) rest.push(item);
      const others = [...right].filter((item) => !left.has(item));
      return rest.every((item) => {
        const index = others.findIndex((other) => deepEqual(item, other, strict, seen));
        if (index === -1) return false;
        others.splice(index, 1);
        return true;
      });
    }
    if (types.isMap(left)) {
      if (left.size !== right.size) return false;
      const others = [...right];
      for (const [key, value] of left) {
        if (right.has(key) && deepEqual(value, right.get(key), strict, seen)) continue;
        if (strict && (key === null || typeof key !== 'object')) return false;
        const index = others.findIndex(([other, item]) => deepEqual(key, other, strict, seen) && deepEqual(value, item, strict, seen));
        if (index === -1) return false;
        others.splice(index, 1);
      }
    }
    return true;
  }

  async function aborted(signal, resource) {
    errors.validateAbortSignal(signal, 'signal');
    if (signal.aborted) return;
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }

  class MIMEParams {
    #data = new Map();
    delete(name) { this.#data.delete(name); }
    get(name) { return this.#data.get(name) ?? null; }
    has(name) { return this.#data.has(name); }
    set(name, value) { this.#data.set(`${name}`, `${value}`); }
    *entries() { yield* this.#data; }
    *keys() { yield* this.#data.keys(); }
    *values() { yield* this.#data.values(); }
    [Symbol.iterator]() { return this.entries(); }
    toString() {
      return Array.from(this.#data, ([name, value]) => `${name}=${/^[-!#$%&'*+.^_`|~A-Za-z0-9]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`).join('; ');
    }
  }

  class MIMEType {
    #type;
    #subtype;
    #params = new MIMEParams();
    constructor(text) {
      const match = /^\s*([-!#$%&'*+.^_`|~A-Za-z0-9]+)\/([-!#$%&'*+.^_`|~A-Za-z0-9]+)\s*(;.*)?$/s.exec(`${text}`);
      if (match === null) throw errors.withCode(TypeError, 'ERR_INVALID_MIME_SYNTAX', `The MIME syntax for a type in "${text}" is invalid`);
      this.#type = match[1].toLowerCase();
      this.#subtype = match[2].toLowerCase();
      for (const [, name, quoted, plain] of (match[3] ?? '').matchAll(/;\s*([-!#$%&'*+.^_`|~A-Za-z0-9]+)=(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g)) {
        if (!this.#params.has(name.toLowerCase())) this.#params.set(name.toLowerCase(), quoted !== undefined ? quoted.replace(/\\(.)/g, '$1') : plain.trim());
      }
    }
    get type() { return this.#type; }
    set type(value) { this.#type = `${value}`.toLowerCase(); }
    get subtype() { return this.#subtype; }
    set subtype(value) { this.#subtype = `${value}`.toLowerCase(); }
    get essence() { return `${this.#type}/${this.#subtype}`; }
    get params() { return this.#params; }
    toString() {
      const params = this.#params.toString();
      return params === '' ? this.essence : `${this.essence};${params}`;
    }
    toJSON() { return this.toString(); }
  }

  function getCallSites(count = 8) {
    const sites = [];
    for (const line of new Error().stack.split('\n').slice(1)) {
      const [, name = '', place] = /^\s*at (?:(?:async )?(.*?) \()?(.*?)\)?$/.exec(line) ?? [];
      const [, script, row, column] = /^(.*?):(\d+):(\d+)$/.exec(place ?? '') ?? [];
      if (script === undefined || sites.length === count) break;
      sites.push({
        functionName: name.slice(name.lastIndexOf('.') + 1), scriptName: script.replace(/^\//, ''), scriptId: '0', lineNumber: Number(row), columnNumber: Number(column), column: Number(column),
      });
    }
    return sites;
  }

  const is = (name) => (value) => typeof value === name;
  const util = {
    MIMEParams,
    MIMEType,
    get TextDecoder() {
      return globalThis.TextDecoder;
    },
    get TextEncoder() {
      return globalThis.TextEncoder;
    },
    _errnoException() {
      throw errors.notImplemented('util._errnoException');
    },
    _exceptionWithHostPort() {
      throw errors.notImplemented('util._exceptionWithHostPort');
    },
    _extend: (target, source) => (source !== null && typeof source === 'object' ? Object.assign(target, source) : target),
    aborted,
    callbackify,
    debug: debuglog,
    debuglog,
    deprecate,
    format,
    formatWithOptions,
    getCallSite: getCallSites,
    getCallSites,
    getSystemErrorMap: () => new Map(),
    getSystemErrorMessage: () => undefined,
    getSystemErrorName: (number) => `Unknown system error ${number}`,
    inherits,
    inspect,
    isArray: Array.isArray,
    isBoolean: is('boolean'),
    isBuffer: (value) => lib('node/buffer').Buffer.isBuffer(value),
    isDate: types.isDate,
    isDeepStrictEqual,
    isError,
    isFunction: is('function'),
    isNull: (value) => value === null,
    isNullOrUndefined: (value) => value == null,
    isNumber: is('number'),
    isObject: (value) => value !== null && typeof value === 'object',
    isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
    isRegExp: types.isRegExp,
    isString: is('string'),
    isSymbol: is('symbol'),
    isUndefined: is('undefined'),
    log: (...args) => console.log('%s - %s', new Date().toISOString(), format(...args)),
    parseArgs,
    parseEnv,
    promisify,
    stripVTControlCharacters(text) {
      errors.validateString(text, 'str');
      return stripVTControlCharacters(text);
    },
    styleText,
    toUSVString,
    transferableAbortController: () => new AbortController(),
    transferableAbortSignal: (signal) => signal,
    types,
  };
  Object.defineProperty(util, 'deepEqual', { value: deepEqual, enumerable: false });
  return util;
})
