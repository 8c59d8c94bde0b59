// util.inspect and util.format as Node.js and workerd define them.
(function perdurePart(host, lib, realm) {
  'use strict';
  const custom = Symbol.for('nodejs.util.inspect.custom');
  const defaults = {
    showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
    maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
  };
  const STYLES = {
    special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold',
    string: 'green', symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline',
  };
  const COLORS = {
    __proto__: null,
    reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27],
    hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24], black: [30, 39], red: [31, 39], green: [32, 39],
    yellow: [33, 39], blue: [34, 39], magenta: [35, 39], cyan: [36, 39], white: [37, 39], bgBlack: [40, 49],
    bgRed: [41, 49], bgGreen: [42, 49], bgYellow: [43, 49], bgBlue: [44, 49], bgMagenta: [45, 49], bgCyan: [46, 49],
    bgWhite: [47, 49], framed: [51, 54], overlined: [53, 55], gray: [90, 39], grey: [90, 39], redBright: [91, 39],
    greenBright: [92, 39], yellowBright: [93, 39], blueBright: [94, 39], magentaBright: [95, 39], cyanBright: [96, 39],
    whiteBright: [97, 39], bgGray: [100, 49], bgRedBright: [101, 49], bgGreenBright: [102, 49],
    bgYellowBright: [103, 49], bgBlueBright: [104, 49], bgMagentaBright: [105, 49], bgCyanBright: [106, 49],
    bgWhiteBright: [107, 49],
  };
  const OBJECT = 0;
  const ARRAY = 1;
  const ARRAY_EXTRAS = 2;
  const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
  const ESCAPED = /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

  const getter = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const passes = (check) => (value) => {
    try {
      check(value);
      return true;
    } catch {
      return false;
    }
  };
  const tagOfTypedArray = getter(Object.getPrototypeOf(Uint8Array), Symbol.toStringTag);
  const bufferLength = getter(ArrayBuffer, 'byteLength');
  const sharedLength = typeof SharedArrayBuffer === 'function' ? getter(SharedArrayBuffer, 'byteLength') : null;
  const globalOf = getter(RegExp, 'global');
  const mapSize = getter(Map, 'size');
  const setSize = getter(Set, 'size');
  const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
  const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);
  const boxed = (type) => {
    const valueOf = type.prototype.valueOf;
    const check = passes((value) => valueOf.call(value));
    return (value) => typeof value === 'object' && value !== null && check(value);
  };
  const FunctionKinds = {
    AsyncFunction: (async () => {}).constructor,
    GeneratorFunction: (function* () {}).constructor,
    AsyncGeneratorFunction: (async function* () {}).constructor,
  };
  const argumentsTag = (value) => value !== null && typeof value === 'object' && !(Symbol.toStringTag in value) && tagOf(value) === 'Arguments';
  const mapIterator = Object.getPrototypeOf(new Map()[Symbol.iterator]());
  const setIterator = Object.getPrototypeOf(new Set()[Symbol.iterator]());
  const inherits = (prototype) => (value) => isObject(value) && value !== prototype && Object.prototype.isPrototypeOf.call(prototype, value);

  /** The tests of node:util/types. */
  const types = {
    isExternal: () => false,
    isDate: passes((value) => Date.prototype.getTime.call(value)),
    isArgumentsObject: argumentsTag,
    isBigIntObject: boxed(BigInt),
    isBooleanObject: boxed(Boolean),
    isNumberObject: boxed(Number),
    isStringObject: boxed(String),
    isSymbolObject: boxed(Symbol),
    isBoxedPrimitive: (value) =>
      typeof value === 'object' && (types.isNumberObject(value) || types.isStringObject(value) || types.isBooleanObject(value)
        || types.isBigIntObject(value) || types.isSymbolObject(value)),
    isNativeError: (value) => typeof value === 'object' && value instanceof Error && !isDomException(value),
    isRegExp: passes((value) => globalOf.call(value) ?? fail()),
    isAsyncFunction: (value) => typeof value === 'function'
      && (value instanceof FunctionKinds.AsyncFunction || value instanceof FunctionKinds.AsyncGeneratorFunction),
    isGeneratorFunction: (value) => typeof value === 'function'
      && (value instanceof FunctionKinds.GeneratorFunction || value instanceof FunctionKinds.AsyncGeneratorFunction),
    isGeneratorObject: (value) => isObject(value) && tagOf(value) === 'Generator',
    isPromise: (value) => isObject(value) && value instanceof Promise,
    isMap: passes((value) => mapSize.call(value)),
    isSet: passes((value) => setSize.call(value)),
    isMapIterator: inherits(mapIterator),
    isSetIterator: inherits(setIterator),
    isWeakMap: passes((value) => { WeakMap.prototype.has.call(value, value); }),
    isWeakSet: passes((value) => { WeakSet.prototype.has.call(value, value); }),
    isArrayBuffer: passes((value) => bufferLength.call(value)),
    isSharedArrayBuffer: (value) => sharedLength !== null && passes((other) => sharedLength.call(other))(value),
    isAnyArrayBuffer: (value) => types.isArrayBuffer(value) || types.isSharedArrayBuffer(value),
    isArrayBufferView: (value) => ArrayBuffer.isView(value),
    isDataView: (value) => ArrayBuffer.isView(value) && tagOfTypedArray.call(value) === undefined,
    isTypedArray: (value) => isObject(value) && tagOfTypedArray.call(value) !== undefined,
    isProxy: (value) => isObject(value) && realm.proxied(value) !== undefined,
    isModuleNamespaceObject: (value) => isObject(value) && Object.isSealed(value) && value[Symbol.toStringTag] === 'Module',
    isKeyObject: (value) => isObject(value) && tagOf(value).endsWith('KeyObject'),
    isCryptoKey: (value) => isObject(value) && tagOf(value) === 'CryptoKey',
    isEventTarget: (value) => typeof EventTarget === 'function' && value instanceof EventTarget,
  };
  for (const name of ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'Int8Array', 'Int16Array',
    'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
    types['is' + name] = (value) => isObject(value) && tagOfTypedArray.call(value) === name;
  }

  function fail() {
    throw new TypeError('not of this kind');
  }

  function isDomException(value) {
    return tagOf(value) === 'DOMException';
  }

  const isError = (value) => types.isNativeError(value) || value instanceof Error;

  function quote(text) {
    let mark = "'";
    if (text.includes("'")) {
      if (!text.includes('"')) mark = '"';
      else if (!text.includes('`') && !text.includes('${')) mark = '`';
    }
    const escape = (char) => {
      if (char === "'") return mark === "'" ? "\\'" : "'";
      switch (char) {
        case '\b': return '\\b';
        case '\t': return '\\t';
        case '\n': return '\\n';
        case '\f': return '\\f';
        case '\r': return '\\r';
        case '\\': return '\\\\';
      }
      const code = char.charCodeAt(0);
      return code < 256 ? '\\x' + code.toString(16).toUpperCase().padStart(2, '0') : '\\u' + code.toString(16).toUpperCase();
    };
    return mark + text.replace(ESCAPED, escape) + mark;
  }

  function separated(text) {
    let result = '';
    let i = text.length;
    const start = text.startsWith('-') ? 1 : 0;
    for (; i >= start + 4; i -= 3) result = `_${text.slice(i - 3, i)}${result}`;
    return i === text.length ? text : `${text.slice(0, i)}${result}`;
  }

  function formatNumber(style, number, separator) {
    if (!separator) return style(Object.is(number, -0) ? '-0' : `${number}`, 'number');
    const integer = Math.trunc(number);
    const text = String(integer);
    if (integer === number) {
      return style(!Number.isFinite(number) || text.includes('e') ? text : Object.is(number, -0) ? '-0' : separated(text), 'number');
    }
    if (Number.isNaN(number)) return style(text, 'number');
    const fraction = String(number).slice(text.length + 1).replace(/(\d{3})(?=\d)/g, '$1_');
    return style(`${separated(text)}.${fraction}`, 'number');
  }

  function formatPrimitive(style, value, ctx) {
    switch (typeof value) {
      case 'string': {
        let trailer = '';
        if (value.length > ctx.maxStringLength) {
          const remaining = value.length - ctx.maxStringLength;
          value = value.slice(0, ctx.maxStringLength);
          trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
        }
        if (ctx.compact !== true && value.length > 16 && value.length > ctx.breakLength - ctx.indentation - 4) {
          return value.split(/(?<=\n)/).map((line) => style(quote(line), 'string')).join(` +\n${' '.repeat(ctx.indentation + 2)}`) + trailer;
        }
        return style(quote(value), 'string') + trailer;
      }
      case 'number': return formatNumber(style, value, ctx.numericSeparator);
      case 'bigint': return style(`${ctx.numericSeparator ? separated(String(value)) : value}n`, 'bigint');
      case 'boolean': return style(`${value}`, 'boolean');
      case 'undefined': return style('undefined', 'undefined');
      case 'symbol': return style(String(value), 'symbol');
    }
    return style('null', 'null');
  }

  /** The name of the nearest constructor, or null where the prototype chain has none. */
  /** `hidden`, where it is given, takes what the prototypes have beside methods. */
  function constructorName(object, ctx, depth, hidden) {
    let current = object;
    let firstPrototype;
    while (current || current === undefined) {
      const property = Object.getOwnPropertyDescriptor(current, 'constructor');
      if (property !== undefined && typeof property.value === 'function' && property.value.name !== ''
        && instanceOf(object, property.value)) {
        if (hidden !== undefined && (firstPrototype !== current || !BUILTINS.has(property.value.name))) {
          addPrototypeProperties(ctx, object, firstPrototype ?? object, depth, hidden);
        }
        return String(property.value.name);
      }
      current = Object.getPrototypeOf(current);
      if (firstPrototype === undefined) firstPrototype = current;
      if (current === null) break;
    }
    if (firstPrototype === null || firstPrototype === undefined) return null;
    const name = fallbackName(object);
    if (depth > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
    const inner = constructorName(firstPrototype, ctx, depth + 1);
    if (inner === null) {
      return `${name} <${inspect(firstPrototype, { ...ctx, customInspect: false, depth: -1 })}>`;
    }
    return `${name} <${inner}>`;
  }

  /** Shows the accessors of up to three prototypes, down to those of the language, with `object` as their this. */
  function addPrototypeProperties(ctx, object, first, depth, output) {
    const known = new Set(Reflect.ownKeys(object)).add('constructor');
    let holder = first === object ? Object.getPrototypeOf(object) : first;
    ctx.seen.push(object);
    for (let layer = 0; layer < 3 && holder !== null; layer++) {
      const type = Object.getOwnPropertyDescriptor(holder, 'constructor')?.value;
      if (layer > 0 && typeof type === 'function' && BUILTINS.has(type.name)) break;
      for (const key of Reflect.ownKeys(holder)) {
        if (known.has(key) || typeof Object.getOwnPropertyDescriptor(holder, key).value === 'function') continue;
        known.add(key);
        const text = formatProperty(ctx, holder, depth, key, OBJECT, object);
        output.push(ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
      }
      holder = Object.getPrototypeOf(holder);
    }
    ctx.seen.pop();
  }

  function fallbackName(object) {
    if (typeof object === 'function') return 'Function';
    if (Array.isArray(object)) return 'Array';
    return tagOf(object);
  }

  function instanceOf(object, type) {
    try {
      return object instanceof type;
    } catch {
      return false;
    }
  }

  function prefix(constructor, tag, fallback, size = '') {
    if (constructor === null) {
      return tag !== '' && fallback !== tag ? `[${fallback}${size}: null prototype] [${tag}] ` : `[${fallback}${size}: null prototype] `;
    }
    return tag !== '' && constructor !== tag ? `${constructor}${size} [${tag}] ` : `${constructor}${size} `;
  }

  function keysOf(value, showHidden) {
    const symbols = Object.getOwnPropertySymbols(value);
    if (showHidden) {
      const names = Object.getOwnPropertyNames(value);
      const keys = typeof value === 'function' ? names.filter((name) => name !== 'arguments' && name !== 'caller') : names;
      keys.push(...symbols);
      return keys;
    }
    let keys;
    try {
      keys = Object.keys(value);
    } catch {
      keys = Object.getOwnPropertyNames(value);
    }
    for (const symbol of symbols) {
      if (Object.prototype.propertyIsEnumerable.call(value, symbol)) keys.push(symbol);
    }
    return keys;
  }

  const isIndex = (key) => typeof key === 'string' && /^(0|[1-9][0-9]{0,9})$/.test(key) && Number(key) < 4294967295;

  function namedKeysOf(value, showHidden) {
    const own = showHidden ? Object.getOwnPropertyNames(value) : Object.keys(value);
    let start = 0;
    while (start < own.length && isIndex(own[start])) start++;
    const keys = own.slice(start);
    for (const symbol of Object.getOwnPropertySymbols(value)) {
      if (showHidden || Object.prototype.propertyIsEnumerable.call(value, symbol)) keys.push(symbol);
    }
    return keys;
  }

  /** Names of the accessors that a class of the platform shows like own properties. */
  function platformAccessors(value) {
    const names = [];
    for (let proto = Object.getPrototypeOf(value); proto !== null && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
      if (!Object.hasOwn(proto, Symbol.toStringTag)) break;
      for (const key of Object.keys(proto)) {
        if (!names.includes(key) && Object.getOwnPropertyDescriptor(proto, key).get !== undefined) names.push(key);
      }
    }
    return names;
  }

  // Every name of a stub is a property of the other side, so there is nothing to show.
  const RPC_NAMES = { stub: 'RpcStub', promise: 'RpcPromise', property: 'RpcProperty' };

  function formatValue(ctx, value, recurse, typed) {
    if (!isObject(value)) return formatPrimitive(ctx.stylize, value, ctx);
    if (typeof value === 'function' && realm.proxied(value) === undefined && String(value[Symbol.toStringTag]).startsWith('JsRpc')) {
      const record = lib('rpc-types').Stamp.of(value);
      if (record !== undefined) return `${RPC_NAMES[record.kind]} {}`;
    }
    const whole = value;
    const proxy = realm.proxied(value);
    let layers = 0;
    if (proxy !== undefined) {
      if (proxy.length === 0) return ctx.stylize('<Revoked Proxy>', 'special');
      if (ctx.showProxy) return formatProxy(ctx, proxy, recurse);
      for (let layer = proxy; layer !== undefined; layer = isObject(value) ? realm.proxied(value) : undefined) {
        if (layer.length === 0) {
          return ctx.stylize('Proxy(', 'special').repeat(layers) + ctx.stylize('<Revoked Proxy>', 'special') + ctx.stylize(')', 'special').repeat(layers);
        }
        value = layer[0];
        layers++;
      }
    }
    const text = formatObject(ctx, value, whole, recurse, typed);
    if (layers === 0) return text.plain ?? text.shown;
    return text.plain ?? `${ctx.stylize('Proxy(', 'special').repeat(layers)}${text.shown}${ctx.stylize(')', 'special').repeat(layers)}`;
  }

  /** A proxy as its target and its handler. */
  function formatProxy(ctx, [target, handler], recurse) {
    if (recurse > ctx.depth && ctx.depth !== null) return ctx.stylize('Proxy [Array]', 'special');
    recurse++;
    ctx.indentation += 2;
    const shown = [formatValue(ctx, target, recurse), formatValue(ctx, handler, recurse)];
    ctx.indentation -= 2;
    return reduceToSingleString(ctx, shown, '', ['Proxy [', ']'], ARRAY_EXTRAS, recurse, []);
  }

  /** An object that is no proxy: `plain` is what it says of itself, `shown` what it looks like. */
  function formatObject(ctx, value, whole, recurse, typed) {
    if (ctx.customInspect) {
      let inspector;
      try {
        inspector = value[custom];
      } catch {
        inspector = undefined;
      }
      if (typeof inspector === 'function' && inspector !== inspect
        && !(value.constructor && value.constructor.prototype === value)) {
        const depth = ctx.depth === null ? null : ctx.depth - recurse;
        const result = inspector.call(whole, depth, userOptions(ctx), inspect);
        if (result !== whole) {
          return { plain: typeof result !== 'object'
            ? `${String(result)}`
            : formatValue(ctx, result, recurse).replaceAll('\n', `\n${' '.repeat(ctx.indentation)}`) };
        }
      }
    }
    if (ctx.seen.includes(value)) {
      let index = 1;
      if (ctx.circular === undefined) {
        ctx.circular = new Map([[value, index]]);
      } else {
        index = ctx.circular.get(value);
        if (index === undefined) {
          index = ctx.circular.size + 1;
          ctx.circular.set(value, index);
        }
      }
      return { shown: ctx.stylize(`[Circular *${index}]`, 'special') };
    }
    return { shown: formatRaw(ctx, value, recurse, typed) };
  }

  function userOptions(ctx) {
    const options = {};
    for (const key of Object.keys(defaults)) options[key] = ctx[key];
    return { ...options, stylize: ctx.stylize };
  }

  function formatRaw(ctx, value, recurse, typed) {
    let keys;
    const hidden = ctx.showHidden && (recurse <= ctx.depth || ctx.depth === null) ? [] : undefined;
    const constructor = constructorName(value, ctx, recurse, hidden);
    let front = '';
    let tag;
    try {
      tag = value[Symbol.toStringTag];
    } catch {
      tag = '';
    }
    if (typeof tag !== 'string') tag = '';
    const own = tag !== '' ? Object.getOwnPropertyDescriptor(value, Symbol.toStringTag) : undefined;
    if (own !== undefined && (ctx.showHidden || own.enumerable)) tag = '';
    let base = '';
    let formatter = () => [];
    let braces;
    let iterable = true;
    let extras = OBJECT;
    if (value[Symbol.iterator] || constructor === null) {
      iterable = false;
      if (Array.isArray(value)) {
        const start = constructor !== 'Array' || tag !== '' ? prefix(constructor, tag, 'Array', `(${value.length})`) : '';
        keys = namedKeysOf(value, ctx.showHidden);
        braces = [`${start}[`, ']'];
        if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
        extras = ARRAY_EXTRAS;
        formatter = formatArray;
      } else if (types.isSet(value)) {
        const start = prefix(constructor, tag, 'Set', `(${setSize.call(value)})`);
        keys = keysOf(value, ctx.showHidden);
        formatter = formatSet;
        if (setSize.call(value) === 0 && keys.length === 0) return `${start}{}`;
        braces = [`${start}{`, '}'];
      } else if (types.isMap(value)) {
        const start = prefix(constructor, tag, 'Map', `(${mapSize.call(value)})`);
        keys = keysOf(value, ctx.showHidden);
        formatter = formatMap;
        if (mapSize.call(value) === 0 && keys.length === 0) return `${start}{}`;
        braces = [`${start}{`, '}'];
      } else if (types.isTypedArray(value)) {
        keys = namedKeysOf(value, ctx.showHidden);
        const fallback = tagOfTypedArray.call(value);
        const start = prefix(constructor, tag, fallback, `(${value.length})`);
        braces = [`${start}[`, ']'];
        if (value.length === 0 && keys.length === 0 && !ctx.showHidden) return `${braces[0]}]`;
        formatter = formatTypedArray;
        extras = ARRAY_EXTRAS;
      } else if (types.isMapIterator(value) || types.isSetIterator(value)) {
        keys = keysOf(value, ctx.showHidden);
        if (keys.length === 0) return `Object [${tag}] {}`;
        braces = [`Object [${tag}] {`, '}'];
      } else if (tag === constructor && ['Headers', 'FormData', 'URLSearchParams'].includes(tag)) {
        keys = [];
        const entries = Array.from(value);
        const inner = tag === 'Headers' ? { immutable: lib('headers').isImmutable(value) } : {};
        if (entries.length === 0 && tag !== 'Headers') return `${tag}(0) {}`;
        braces = [`${tag}(${entries.length}) {`, '}'];
        formatter = () => {
          ctx.indentation += 2;
          const output = entries.map(([key, item]) => `${formatValue(ctx, key, recurse)} => ${formatValue(ctx, item, recurse)}`);
          output.push(...formatInner(ctx, inner, recurse));
          ctx.indentation -= 2;
          return output;
        };
      } else {
        iterable = true;
      }
    }
    if (iterable) {
      if (types.isArgumentsObject(value)) {
        keys = keysOf(value, ctx.showHidden);
        braces = ['[Arguments] [', ']'];
        extras = ARRAY_EXTRAS;
        keys = namedKeysOf(value, ctx.showHidden);
        if (value.length === 0 && keys.length === 0) return '[Arguments] []';
        formatter = (context, list, depth) => formatArray(context, Array.prototype.slice.call(list), depth);
      } else if (typeof value === 'function') {
        keys = keysOf(value, ctx.showHidden);
        braces = ['{', '}'];
        base = functionBase(value, constructor, tag);
        if (keys.length === 0) return ctx.stylize(base, 'special');
      } else if (types.isRegExp(value)) {
        keys = keysOf(value, ctx.showHidden);
        braces = ['{', '}'];
        base = RegExp.prototype.toString.call(constructor !== null ? value : new RegExp(value));
        const start = prefix(constructor, tag, 'RegExp');
        if (start !== 'RegExp ') base = `${start}${base}`;
        if ((keys.length === 0) || (recurse > ctx.depth && ctx.depth !== null)) return ctx.stylize(base, 'regexp');
      } else if (types.isDate(value)) {
        keys = keysOf(value, ctx.showHidden);
        braces = ['{', '}'];
        base = Number.isNaN(Date.prototype.getTime.call(value)) ? Date.prototype.toString.call(value) : Date.prototype.toISOString.call(value);
        const start = prefix(constructor, tag, 'Date');
        if (start !== 'Date ') base = `${start}${base}`;
        if (keys.length === 0) return ctx.stylize(base, 'date');
      } else if (isError(value)) {
        keys = keysOf(value, ctx.showHidden);
        braces = ['{', '}'];
        base = formatError(value, constructor, tag, ctx, keys);
        if (keys.length === 0) return base;
      } else if (types.isAnyArrayBuffer(value)) {
        keys = keysOf(value, ctx.showHidden);
        const fallback = types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer';
        const start = prefix(constructor, tag, fallback);
        if (typed === undefined) {
          formatter = formatArrayBuffer;
        } else if (keys.length === 0) {
          return `${start}{ byteLength: ${formatNumber(ctx.stylize, value.byteLength, false)} }`;
        }
        braces = [`${start}{`, '}'];
        keys.unshift('byteLength');
      } else if (types.isDataView(value)) {
        keys = keysOf(value, ctx.showHidden);
        braces = [`${prefix(constructor, tag, 'DataView')}{`, '}'];
        keys.unshift('byteLength', 'byteOffset', 'buffer');
      } else if (types.isPromise(value)) {
        keys = keysOf(value, ctx.showHidden);
        braces = [`${prefix(constructor, tag, 'Promise')}{`, '}'];
        formatter = formatPromise;
      } else if (types.isWeakSet(value) || types.isWeakMap(value)) {
        keys = keysOf(value, ctx.showHidden);
        braces = [`${prefix(constructor, tag, types.isWeakSet(value) ? 'WeakSet' : 'WeakMap')}{`, '}'];
        formatter = () => [ctx.stylize('<items unknown>', 'special')];
      } else if (types.isBoxedPrimitive(value)) {
        keys = types.isStringObject(value) ? namedKeysOf(value, ctx.showHidden) : keysOf(value, ctx.showHidden);
        base = boxedBase(value, ctx, constructor, tag);
        braces = ['{', '}'];
        if (keys.length === 0) return base;
      } else {
        keys = keysOf(value, ctx.showHidden);
        const accessors = tag !== '' && constructor !== null ? platformAccessors(value) : [];
        if (accessors.length > 0) {
          if (isEvent(value)) {
            const own = keys.reverse();
            keys = [];
            formatter = (context, object, depth) => formatEvent(context, object, depth, own, accessors);
          } else {
            formatter = (context, object, depth) => formatAccessors(context, object, depth, accessors);
          }
          front = prefix(constructor, tag, 'Object');
          braces = ['{', '}'];
        } else {
          if (keys.length === 0 && !hidden?.length) return `${plainPrefix(constructor, tag, value)}{}`;
          braces = [`${plainPrefix(constructor, tag, value)}{`, '}'];
        }
      }
    }
    if (recurse > ctx.depth && ctx.depth !== null) {
      return ctx.stylize(`[${prefix(constructor, tag, 'Object').slice(0, -1)}]`, 'special');
    }
    recurse += 1;
    ctx.seen.push(value);
    ctx.currentDepth = recurse;
    const indentation = ctx.indentation;
    let output;
    try {
      output = formatter(ctx, value, recurse);
      for (const key of keys) output.push(formatProperty(ctx, value, recurse, key, extras));
      if (hidden !== undefined) output.push(...hidden);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      ctx.indentation = indentation;
      ctx.seen.pop();
      return ctx.stylize(`[${prefix(constructor, tag, 'Object').slice(0, -1)}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
    }
    if (ctx.circular !== undefined) {
      const index = ctx.circular.get(value);
      if (index !== undefined) {
        const reference = ctx.stylize(`<ref *${index}>`, 'special');
        if (front !== '') front = `${reference} ${front}`;
        else if (ctx.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
        else braces[0] = `${reference} ${braces[0]}`;
      }
    }
    ctx.seen.pop();
    if (ctx.sorted) {
      const comparator = ctx.sorted === true ? undefined : ctx.sorted;
      if (extras === OBJECT) output.sort(comparator);
      else if (keys.length > 1) {
        const sorted = output.slice(output.length - keys.length).sort(comparator);
        output.splice(output.length - keys.length, keys.length, ...sorted);
      }
    }
    const result = front + reduceToSingleString(ctx, output, base, braces, extras, recurse, value);
    const budget = ctx.budget[ctx.indentation] || 0;
    const total = budget + result.length;
    ctx.budget[ctx.indentation] = total;
    if (total > 2 ** 27) ctx.depth = -1;
    return result;
  }

  function plainPrefix(constructor, tag, value) {
    if (constructor === 'Object' && tag === '') return '';
    return prefix(constructor, tag, 'Object');
  }

  function functionBase(value, constructor, tag) {
    const text = Function.prototype.toString.call(value);
    if (text.startsWith('class') && text.endsWith('}')) {
      let base = `[class ${Object.hasOwn(value, 'name') && value.name !== '' ? value.name : '(anonymous)'}`;
      if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
      if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
      if (constructor !== null) {
        const parent = Object.getPrototypeOf(value).name;
        if (parent) base += ` extends ${parent}`;
      } else {
        base += ' extends [null prototype]';
      }
      return `${base}]`;
    }
    let type = 'Function';
    const native = text.includes('[native code]');
    if (native ? types.isGeneratorFunction(value) : /^(?:async\s+)?(?:function\s*)?\*/.test(text)) type = `Generator${type}`;
    if (native ? types.isAsyncFunction(value) : /^async(?!\s*[(=,;])|^async\s*\([^]*?\)\s*=>/.test(text)) type = `Async${type}`;
    let base = `[${type}`;
    if (constructor === null) base += ' (null prototype)';
    base += value.name === '' ? ' (anonymous)' : `: ${typeof value.name === 'string' ? value.name : inspect(value.name)}`;
    base += ']';
    if (constructor !== type && constructor !== null) base += ` ${constructor}`;
    if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
    return base;
  }

  function boxedBase(value, ctx, constructor, tag) {
    let type;
    let primitive;
    for (const [name, test, valueOf] of [
      ['Number', types.isNumberObject, Number.prototype.valueOf], ['String', types.isStringObject, String.prototype.valueOf],
      ['Boolean', types.isBooleanObject, Boolean.prototype.valueOf], ['BigInt', types.isBigIntObject, BigInt.prototype.valueOf],
      ['Symbol', types.isSymbolObject, Symbol.prototype.valueOf]]) {
      if (test(value)) {
        type = name;
        primitive = valueOf.call(value);
        break;
      }
    }
    let base = `[${type}`;
    if (type !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
    base += `: ${formatPrimitive((text) => text, primitive, ctx)}]`;
    if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
    return ctx.stylize(base, type.toLowerCase());
  }

  function formatError(error, constructor, tag, ctx, keys) {
    const name = error.name != null ? String(error.name) : 'Error';
    let stack = typeof error.stack === 'string' && error.stack !== '' ? error.stack : Error.prototype.toString.call(error);
    for (const key of ['name', 'message', 'stack']) {
      const index = keys.indexOf(key);
      if (!ctx.showHidden && index !== -1 && (key === 'stack' || stack.includes(error[key]))) keys.splice(index, 1);
    }
    if ('cause' in error && !keys.includes('cause') && (error.cause !== undefined || Object.hasOwn(error, 'cause'))) keys.push('cause');
    if (Array.isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
    if (constructor === null || (name.endsWith('Error') && stack.startsWith(name)
      && (stack.length === name.length || stack[name.length] === ':' || stack[name.length] === '\n'))) {
      let fallback = 'Error';
      if (constructor === null) {
        const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
        fallback = (start && start[1]) || '';
        stack = `${prefix(constructor, tag, fallback).slice(0, -1)}${stack.slice(fallback.length)}`;
      } else if (constructor !== name) {
        stack = constructor.includes(name)
          ? `${constructor}${stack.slice(name.length)}`
          : `${constructor} [${name}]${stack.slice(name.length)}`;
      }
    }
    const at = error.message ? stack.indexOf(error.message) : -1;
    const frames = stack.indexOf('\n    at', at === -1 ? 0 : at + error.message.length);
    if (frames === -1) stack = `[${stack}]`;
    if (ctx.indentation !== 0) stack = stack.replaceAll('\n', `\n${' '.repeat(ctx.indentation)}`);
    return stack;
  }

  function formatArrayBuffer(ctx, value) {
    let bytes;
    try {
      bytes = new Uint8Array(value);
    } catch {
      return [ctx.stylize('(detached)', 'special')];
    }
    const limit = Math.min(ctx.maxArrayLength, bytes.length);
    let text = '';
    for (let i = 0; i < limit; i++) text += (i === 0 ? '' : ' ') + bytes[i].toString(16).padStart(2, '0');
    const remaining = bytes.length - limit;
    if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
    return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
  }

  function formatArray(ctx, value, recurse) {
    const length = value.length;
    const limit = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = [];
    let index = 0;
    while (index < length && output.length < limit) {
      if (!Object.hasOwn(value, index)) {
        let end = index + 1;
        while (end < length && !Object.hasOwn(value, end)) end++;
        const holes = end - index;
        output.push(ctx.stylize(`<${holes} empty item${holes > 1 ? 's' : ''}>`, 'undefined'));
        index = end;
      } else {
        output.push(formatProperty(ctx, value, recurse, index, ARRAY));
        index++;
      }
    }
    const remaining = length - index;
    if (remaining > 0) output.push(`... ${remaining} more item${remaining > 1 ? 's' : ''}`);
    return output;
  }

  function formatTypedArray(ctx, value, recurse) {
    const limit = Math.min(Math.max(0, ctx.maxArrayLength), value.length);
    const remaining = value.length - limit;
    const output = new Array(limit);
    const format = value.length > 0 && typeof value[0] === 'bigint'
      ? (item) => ctx.stylize(`${item}n`, 'bigint')
      : (item) => formatNumber(ctx.stylize, item, ctx.numericSeparator);
    for (let i = 0; i < limit; i++) output[i] = format(value[i]);
    if (remaining > 0) output.push(`... ${remaining} more item${remaining > 1 ? 's' : ''}`);
    if (ctx.showHidden) {
      ctx.indentation += 2;
      for (const key of ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer']) {
        output.push(`[${key}]: ${formatValue(ctx, value[key], recurse, true)}`);
      }
      ctx.indentation -= 2;
    }
    return output;
  }

  function formatSet(ctx, value, recurse) {
    const output = [];
    ctx.indentation += 2;
    let shown = 0;
    const limit = Math.min(Math.max(0, ctx.maxArrayLength), setSize.call(value));
    for (const item of Set.prototype.values.call(value)) {
      if (shown++ >= limit) break;
      output.push(formatValue(ctx, item, recurse));
    }
    const remaining = setSize.call(value) - limit;
    if (remaining > 0) output.push(`... ${remaining} more item${remaining > 1 ? 's' : ''}`);
    ctx.indentation -= 2;
    return output;
  }

  function formatMap(ctx, value, recurse) {
    const output = [];
    ctx.indentation += 2;
    let shown = 0;
    const limit = Math.min(Math.max(0, ctx.maxArrayLength), mapSize.call(value));
    for (const [key, item] of Map.prototype.entries.call(value)) {
      if (shown++ >= limit) break;
      output.push(`${formatValue(ctx, key, recurse)} => ${formatValue(ctx, item, recurse)}`);
    }
    const remaining = mapSize.call(value) - limit;
    if (remaining > 0) output.push(`... ${remaining} more item${remaining > 1 ? 's' : ''}`);
    ctx.indentation -= 2;
    return output;
  }

  function formatPromise(ctx, value) {
    const [state, text] = host.promise(value);
    if (state === 'pending') return [ctx.stylize('<pending>', 'special')];
    return [state === 'rejected' ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
  }

  /** What the runtime shows of its streams besides their properties, in brackets. */
  function formatInner(ctx, inner, recurse) {
    return Object.entries(inner).map(([name, shown]) => `[${name}]: ${formatValue(ctx, shown, recurse)}`);
  }

  function innerOf(value) {
    const tag = tagOf(value);
    if (tag === 'ReadableStream' && lib('readable').isStream(value)) return lib('readable').describe(value);
    if (tag === 'WritableStream' && lib('writable').isStream(value)) return lib('writable').describe(value);
    return {};
  }

  const isEvent = (value) => typeof Event === 'function' && value instanceof Event;

  /** An event as the platform shows it: what its own type has, what all have, and the constants. */
  function formatEvent(ctx, value, recurse, own, accessors) {
    const output = formatAccessors(ctx, value, recurse, own.concat(accessors));
    for (const name of Object.keys(Event)) output.push(`${name}: ${formatValue(ctx, Event[name], recurse)}`);
    return output;
  }

  function formatAccessors(ctx, value, recurse, names) {
    ctx.indentation += 2;
    const output = names.map((name) => {
      let text;
      try {
        text = name === 'ports' && isEvent(value) ? '[ [length]: 0 ]' : formatValue(ctx, value[name], recurse);
      } catch (error) {
        text = ctx.stylize(`<Inspection threw (${error.message})>`, 'special');
      }
      return `${name}: ${text}`;
    });
    output.push(...formatInner(ctx, innerOf(value), recurse));
    ctx.indentation -= 2;
    return output;
  }

  function formatProperty(ctx, value, recurse, key, type, self = value) {
    const property = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key], configurable: true, enumerable: true };
    let text;
    let space = ' ';
    if (property.value !== undefined) {
      const diff = ctx.compact !== true || type !== OBJECT ? 2 : 3;
      ctx.indentation += diff;
      text = formatValue(ctx, property.value, recurse);
      if (diff === 3 && ctx.breakLength < lengthOf(text, ctx.colors)) space = `\n${' '.repeat(ctx.indentation)}`;
      ctx.indentation -= diff;
    } else if (property.get !== undefined) {
      const label = property.set !== undefined ? 'Getter/Setter' : 'Getter';
      if (ctx.getters && (ctx.getters === true || (ctx.getters === 'get') === (property.set === undefined))) {
        try {
          const result = property.get.call(self);
          ctx.indentation += 2;
          text = result === null ? `${ctx.stylize(`[${label}:`, 'special')} ${ctx.stylize('null', 'null')}${ctx.stylize(']', 'special')}`
            : typeof result === 'object' ? `${ctx.stylize(`[${label}]`, 'special')} ${formatValue(ctx, result, recurse)}`
              : `${ctx.stylize(`[${label}:`, 'special')} ${formatPrimitive(ctx.stylize, result, ctx)}${ctx.stylize(']', 'special')}`;
          ctx.indentation -= 2;
        } catch (error) {
          text = ctx.stylize(`[${label}: <Inspection threw (${error.message})>]`, 'special');
        }
      } else {
        text = ctx.stylize(`[${label}]`, 'special');
      }
    } else if (property.set !== undefined) {
      text = ctx.stylize('[Setter]', 'special');
    } else {
      text = ctx.stylize('undefined', 'undefined');
    }
    if (type === ARRAY) return text;
    let name;
    if (typeof key === 'symbol') {
      name = property.enumerable === false ? `[${ctx.stylize(String(key), 'symbol')}]` : ctx.stylize(String(key), 'symbol');
    } else if (key === '__proto__') {
      name = "['__proto__']";
    } else if (property.enumerable === false) {
      name = `[${key.replace(ESCAPED, (char) => quote(char).slice(1, -1))}]`;
    } else {
      name = IDENTIFIER.test(key) ? ctx.stylize(key, 'name') : ctx.stylize(quote(key), 'string');
    }
    return `${name}:${space}${text}`;
  }

  function reduceToSingleString(ctx, output, base, braces, extras, recurse, value) {
    if (ctx.compact !== true) {
      if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
        const entries = output.length;
        if (extras === ARRAY_EXTRAS && entries > 6) output = groupElements(ctx, output, value);
        if (ctx.currentDepth - recurse < ctx.compact && entries === output.length) {
          const start = output.length + ctx.indentation + braces[0].length + base.length + 10;
          if (fits(ctx, output, start, base)) {
            const joined = output.join(', ');
            if (!joined.includes('\n')) return `${base ? `${base} ` : ''}${braces[0]} ${joined} ${braces[1]}`;
          }
        }
      }
      const indentation = `\n${' '.repeat(ctx.indentation)}`;
      return `${base ? `${base} ` : ''}${braces[0]}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
    }
    if (fits(ctx, output, 0, base)) {
      return `${braces[0]}${base ? ` ${base}` : ''} ${output.join(', ')} ${braces[1]}`;
    }
    const indentation = `\n${' '.repeat(ctx.indentation)}`;
    const line = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}\n${' '.repeat(ctx.indentation)}  `;
    return `${braces[0]}${line}${output.join(`,${indentation}  `)} ${braces[1]}`;
  }

  function fits(ctx, output, start, base) {
    let total = output.length + start;
    if (total + output.length > ctx.breakLength) return false;
    for (const text of output) {
      total += lengthOf(text, ctx.colors);
      if (total > ctx.breakLength) return false;
    }
    return base === '' || !base.includes('\n');
  }

  function groupElements(ctx, output, value) {
    let total = 0;
    let longest = 0;
    let outputLength = output.length;
    if (ctx.maxArrayLength < output.length) outputLength--;
    const lengths = new Array(outputLength);
    let i = 0;
    for (; i < outputLength; i++) {
      const length = lengthOf(output[i], ctx.colors);
      lengths[i] = length;
      total += length + 2;
      if (longest < length) longest = length;
    }
    const actual = longest + 2;
    if (actual * 3 + ctx.indentation < ctx.breakLength && (total / actual > 5 || longest <= 6)) {
      const bias = Math.sqrt(actual - total / output.length);
      const biased = Math.max(actual - 3 - bias, 1);
      const columns = Math.min(
        Math.round(Math.sqrt(2.5 * biased * outputLength) / biased),
        Math.floor((ctx.breakLength - ctx.indentation) / actual), ctx.compact * 4, 15);
      if (columns <= 1) return output;
      const widths = [];
      for (let column = 0; column < columns; column++) {
        let width = 0;
        for (let j = column; j < outputLength; j += columns) if (lengths[j] > width) width = lengths[j];
        widths.push(width + 2);
      }
      let pad = String.prototype.padStart;
      if (value !== undefined) {
        for (let j = 0; j < output.length; j++) {
          if (typeof value[j] !== 'number' && typeof value[j] !== 'bigint') {
            pad = String.prototype.padEnd;
            break;
          }
        }
      }
      const grouped = [];
      for (let row = 0; row < outputLength; row += columns) {
        const end = Math.min(row + columns, outputLength);
        let text = '';
        let j = row;
        for (; j < end - 1; j++) {
          const padding = widths[j - row] + output[j].length - lengths[j];
          text += pad.call(`${output[j]}, `, padding, ' ');
        }
        if (pad === String.prototype.padStart) {
          const padding = widths[j - row] + output[j].length - lengths[j] - 2;
          text += output[j].padStart(padding, ' ');
        } else {
          text += output[j];
        }
        grouped.push(text);
      }
      if (ctx.maxArrayLength < output.length) grouped.push(output[outputLength]);
      output = grouped;
    }
    return output;
  }

  const lengthOf = (text, colors) => (colors ? stripVTControlCharacters(text).length : text.length);

  function stripVTControlCharacters(text) {
    return text.replace(/[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]))/g, '');
  }

  function inspect(value, options, depth, colors) {
    const ctx = { budget: {}, indentation: 0, seen: [], currentDepth: 0, stylize: (text) => text, ...inspect.defaultOptions };
    if (typeof options === 'boolean') {
      ctx.showHidden = options;
      if (depth !== undefined) ctx.depth = depth;
      if (colors !== undefined) ctx.colors = colors;
    } else if (options) {
      for (const key of Object.keys(options)) {
        if (Object.hasOwn(defaults, key) || key === 'stylize') ctx[key] = options[key];
        else if (ctx.userOptions === undefined) ctx.userOptions = options;
      }
    }
    if (ctx.colors) ctx.stylize = colored;
    if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
    if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
    return formatValue(ctx, value, 0);
  }

  function colored(text, type) {
    const style = inspect.styles[type];
    if (style === undefined) return text;
    const color = inspect.colors[style];
    return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
  }

  inspect.custom = custom;
  Object.defineProperty(inspect, 'defaultOptions', {
    get: () => defaults,
    set(options) {
      if (options === null || typeof options !== 'object') throw lib('node/errors').invalidArgType('options', 'Object', options);
      Object.assign(defaults, options);
    },
    enumerable: true,
    configurable: true,
  });
  inspect.colors = COLORS;
  inspect.styles = STYLES;

  function hasBuiltInToString(value) {
    for (let layer = realm.proxied(value); layer !== undefined; layer = isObject(value) ? realm.proxied(value) : undefined) {
      if (layer.length === 0) return true;
      value = layer[0];
    }
    if (!isObject(value)) return true;
    if (typeof value[custom] === 'function') return true;
    const method = value.toString;
    if (typeof method !== 'function') return true;
    if (Object.hasOwn(value, 'toString')) return false;
    let pointer = value;
    do {
      pointer = Object.getPrototypeOf(pointer);
    } while (pointer !== null && !Object.hasOwn(pointer, 'toString'));
    if (pointer === null) return true;
    const type = Object.getOwnPropertyDescriptor(pointer, 'constructor');
    return type !== undefined && typeof type.value === 'function' && BUILTINS.has(type.value.name) && globalThis[type.value.name] === type.value;
  }
  const BUILTINS = new Set(Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z][a-zA-Z0-9]+$/.test(name)));

  const separates = (options) => options.numericSeparator ?? inspect.defaultOptions.numericSeparator;
  const bigint = (value, options) => `${separates(options) ? separated(String(value)) : value}n`;

  function formatString(value, options) {
    if (typeof value === 'number') return formatNumber((text) => text, value, separates(options));
    if (typeof value === 'bigint') return bigint(value, options);
    if (!isObject(value) || !hasBuiltInToString(value)) return String(value);
    if (typeof value === 'function' && realm.proxied(value) === undefined) return String(value);
    return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
  }

  function json(value) {
    try {
      return JSON.stringify(value);
    } catch (error) {
      if (/circular/i.test(error.message)) return '[Circular]';
      throw error;
    }
  }

  /** What console.log writes for its arguments. */
  function formatWithOptions(options, ...args) {
    const first = args[0];
    let text = '';
    let next = 0;
    let join = '';
    if (typeof first === 'string') {
      if (args.length === 1) return first;
      let last = 0;
      for (let i = 0; i < first.length - 1; i++) {
        if (first[i] !== '%') continue;
        const directive = first[++i];
        if (directive === '%') {
          text += first.slice(last, i);
          last = i + 1;
          continue;
        }
        if (next + 1 === args.length) continue;
        let piece;
        switch (directive) {
          case 's': piece = formatString(args[++next], options); break;
          case 'j': piece = json(args[++next]); break;
          case 'd': {
            const value = args[++next];
            piece = typeof value === 'bigint' ? bigint(value, options) : typeof value === 'symbol' ? 'NaN' : formatNumber((t) => t, Number(value), separates(options));
            break;
          }
          case 'O': piece = inspect(args[++next], options); break;
          case 'o': piece = inspect(args[++next], { ...options, showHidden: true, showProxy: true, depth: 4 }); break;
          case 'i': {
            const value = args[++next];
            piece = typeof value === 'bigint' ? bigint(value, options) : typeof value === 'symbol' ? 'NaN' : formatNumber((t) => t, Number.parseInt(value), separates(options));
            break;
          }
          case 'f': {
            const value = args[++next];
            piece = typeof value === 'symbol' ? 'NaN' : formatNumber((t) => t, Number.parseFloat(value), separates(options));
            break;
          }
          case 'c': next++; piece = ''; break;
          default: continue;
        }
        if (last !== i - 1) text += first.slice(last, i - 1);
        text += piece;
        last = i + 1;
      }
      if (last !== 0) {
        next++;
        join = ' ';
        if (last < first.length) text += first.slice(last);
      }
    }
    while (next < args.length) {
      const value = args[next];
      text += join + (typeof value === 'string' ? value : inspect(value, { ...options, compact: 3 }));
      join = ' ';
      next++;
    }
    return text;
  }

  const format = (...args) => formatWithOptions({}, ...args);

  return { inspect, format, formatWithOptions, stripVTControlCharacters, types, isError };
})
