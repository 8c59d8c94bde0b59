// Walks values and rebuilds them. Between here and Java a value is a list of numbers (tags and
// operands, the tags are those of V8's format), one text with all strings one after the other, and
// the ArrayBuffers; so that few calls cross the boundary whatever the size of the value.
(function perdurePart(host, lib, realm) {
  'use strict';
  const UNDEFINED = 95, NULL = 48, TRUE = 84, FALSE = 70, HOLE = 45, NUMBER = 78, BIGINT = 90, STRING = 34;
  const REFERENCE = 94, OBJECT = 111, OBJECT_END = 123, DENSE = 65, DENSE_END = 36, SPARSE = 97, SPARSE_END = 64;
  const MAP = 59, MAP_END = 58, SET = 39, SET_END = 44, DATE = 68, REGEXP = 82;
  const TRUE_OBJECT = 121, FALSE_OBJECT = 120, NUMBER_OBJECT = 110, BIGINT_OBJECT = 122, STRING_OBJECT = 115;
  const BUFFER = 66, RESIZABLE = 126, TRANSFERRED = 116, VIEW = 86, ERROR = 114, HOST = 92;
  const ERROR_PROTOTYPE = 1, ERROR_MESSAGE = 2, ERROR_STACK = 3, ERROR_CAUSE = 4, ERROR_END = 5;
  // Whether an object that looks plain is a Proxy only Java can tell: the first objects are asked about.
  const ASKED_ABOUT = 8;
  const HOST_HEADERS = 4, HOST_DOM_EXCEPTION = 8, HOST_NATIVE_ERROR = 10, HOST_BLOB = 15;

  const objectPrototype = Object.prototype;
  const { getPrototypeOf, keys: keysOf, defineProperty, hasOwn, getOwnPropertyNames, getOwnPropertyDescriptor } = Object;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const toText = objectPrototype.toString;
  const enhancedErrors = realm.flag('ENHANCED_ERROR_SERIALIZATION');

  const getter = (prototype, name) => {
    const { get } = getOwnPropertyDescriptor(prototype, name);
    return (value) => get.call(value);
  };
  const method = (prototype, name) => {
    const { value: function_ } = getOwnPropertyDescriptor(prototype, name);
    return (value) => function_.call(value);
  };
  const bufferLength = getter(ArrayBuffer.prototype, 'byteLength');
  const bufferMost = getter(ArrayBuffer.prototype, 'maxByteLength');
  const bufferResizable = getter(ArrayBuffer.prototype, 'resizable');
  const bufferDetached = getter(ArrayBuffer.prototype, 'detached');
  const bufferTransfer = ArrayBuffer.prototype.transfer;
  const typedArray = getPrototypeOf(Uint8Array.prototype);
  const typedArrayName = getter(typedArray, Symbol.toStringTag);
  const viewOf = (prototype) => ({
    buffer: getter(prototype, 'buffer'), offset: getter(prototype, 'byteOffset'), length: getter(prototype, 'byteLength'),
  });
  const typedArrayView = viewOf(typedArray);
  const dataView = viewOf(DataView.prototype);
  const mapGet = Map.prototype.get;
  const mapSet = Map.prototype.set;
  const setAdd = Set.prototype.add;
  const mapForEach = Map.prototype.forEach;
  const setForEach = Set.prototype.forEach;
  const regExpSource = getter(RegExp.prototype, 'source');
  const regExpFlags = getter(RegExp.prototype, 'flags');

  // A brand check by what only the real thing answers to without throwing.
  const brands = new Map([
    [Map.prototype, [writeMap, getter(Map.prototype, 'size')]],
    [Set.prototype, [writeSet, getter(Set.prototype, 'size')]],
    [Date.prototype, [writeDate, method(Date.prototype, 'getTime')]],
    [RegExp.prototype, [writeRegExp, (value) => {
      if (value === RegExp.prototype) throw new TypeError();
      return getter(RegExp.prototype, 'global')(value);
    }]],
    [ArrayBuffer.prototype, [writeBuffer, bufferLength]],
    [SharedArrayBuffer.prototype, [refuse, getter(SharedArrayBuffer.prototype, 'byteLength')]],
    [Boolean.prototype, [writeBoxedBoolean, method(Boolean.prototype, 'valueOf')]],
    [Number.prototype, [writeBoxedNumber, method(Number.prototype, 'valueOf')]],
    [String.prototype, [writeBoxedString, method(String.prototype, 'valueOf')]],
    [BigInt.prototype, [writeBoxedBigInt, method(BigInt.prototype, 'valueOf')]],
    [Symbol.prototype, [refuse, method(Symbol.prototype, 'valueOf')]],
    [Promise.prototype, [refuse, (value) => {
      if (toText.call(value) !== '[object Promise]') throw new TypeError();
    }]],
    [WeakMap.prototype, [refuse, (value) => WeakMap.prototype.has.call(value, value)]],
    [WeakSet.prototype, [refuse, (value) => WeakSet.prototype.has.call(value, value)]],
    [WeakRef.prototype, [refuse, method(WeakRef.prototype, 'deref')]],
    [getPrototypeOf(getPrototypeOf(async function* () {}.prototype)), [refuse, () => {}]],
    [getPrototypeOf(getPrototypeOf(function* () {}.prototype)), [refuse, () => {}]],
    [Error.prototype, [writeError, (value) => {
      if (value === Error.prototype || !hasOwn(value, 'stack')) throw new TypeError();
    }]],
  ]);
  const errorLetters = {
    __proto__: null, EvalError: 69, RangeError: 82, ReferenceError: 70, SyntaxError: 83, TypeError: 84, URIError: 85,
  };
  const viewTags = {
    __proto__: null, Int8Array: 98, Uint8Array: 66, Uint8ClampedArray: 67, Int16Array: 119, Uint16Array: 87,
    Int32Array: 100, Uint32Array: 68, Float16Array: 104, Float32Array: 102, Float64Array: 70, BigInt64Array: 113,
    BigUint64Array: 81,
  };
  const errorsByLetter = {
    __proto__: null, 69: EvalError, 82: RangeError, 70: ReferenceError, 83: SyntaxError, 84: TypeError, 85: URIError,
  };
  const viewTypes = {
    __proto__: null, 98: Int8Array, 66: Uint8Array, 67: Uint8ClampedArray, 119: Int16Array, 87: Uint16Array,
    100: Int32Array, 68: Uint32Array, 104: Float16Array, 102: Float32Array, 70: Float64Array, 113: BigInt64Array,
    81: BigUint64Array, 63: DataView,
  };
  const FLAGS = 'gimyus dv';
  // workerd's numbers for the types of errors; 0 stands for any other name.
  const errorTypes = [
    , Error, TypeError, RangeError, ReferenceError, SyntaxError, Error, Error, Error, Error, EvalError, URIError,
    (message) => new AggregateError([], message), Error,
  ];
  const errorTypeNames = [
    , 'Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'WasmCompileError', 'WasmLinkError',
    'WasmRuntimeError', 'WasmSuspendError', 'EvalError', 'URIError', 'AggregateError', 'SuppressedError',
  ];

  // What is being written. A getter may begin another value meanwhile: see write().
  let busy = false;
  let spare = null;
  let ops;
  let size = 0;
  let text = '';
  let ids = null;
  let first = undefined;
  let count = 0;
  let buffers = null;
  let transfers = null;
  let live = null;
  let headers = null; // those that a copy in this realm has
  let enhanced = enhancedErrors;

  function grow() {
    const larger = new Float64Array(2 * ops.length);
    larger.set(ops);
    ops = larger;
  }

  function put1(tag) {
    if (size === ops.length) grow();
    ops[size++] = tag;
  }

  function put2(tag, operand) {
    if (size + 2 > ops.length) grow();
    ops[size++] = tag;
    ops[size++] = operand;
  }

  function put3(tag, operand, second) {
    if (size + 3 > ops.length) grow();
    ops[size++] = tag;
    ops[size++] = operand;
    ops[size++] = second;
  }

  function putText(tag, string) {
    put2(tag, string.length);
    text += string;
  }

  function cloneError(message) {
    return realm.domError(message, 'DataCloneError');
  }

  function refuse(value) {
    const type = typeof value;
    if (type === 'symbol') throw cloneError(`${String(value)} could not be cloned.`);
    if (type === 'function') {
      const kind = lib('rpc-types').Stamp.of(value)?.kind;
      if (kind === undefined) throw cloneError(`${String(value)} could not be cloned.`);
      if (kind === 'stub') throw cloneError('RpcStub cannot be serialized in this context.');
      throw unsupported(kind === 'promise' ? 'RpcPromise' : 'RpcProperty');
    }
    throw cloneError(`#<${constructorName(value)}> could not be cloned.`);
  }

  function constructorName(value) {
    const { constructor } = value;
    return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'Object';
  }

  function writeValue(value) {
    switch (typeof value) {
      case 'string':
        if (size + 2 > ops.length) grow();
        ops[size++] = STRING;
        ops[size++] = value.length;
        text += value;
        return;
      case 'number':
        if (size + 2 > ops.length) grow();
        ops[size++] = NUMBER;
        ops[size++] = value;
        return;
      case 'boolean':
        put1(value ? TRUE : FALSE);
        return;
      case 'undefined':
        put1(UNDEFINED);
        return;
      case 'bigint':
        putText(BIGINT, value.toString(16));
        return;
      case 'object':
        if (value === null) {
          put1(NULL);
        } else {
          writeObject(value);
        }
        return;
      case 'function':
        if (live !== null) {
          writeLive(value);
          return;
        }
        refuse(value);
        return;
      default:
        refuse(value);
    }
  }

  /** The number of an object that came before, or -1 and the object has one from now on. */
  function seen(value) {
    if (count === 0) {
      first = value;
    } else {
      if (value === first) return 0;
      if (ids === null) {
        ids = new Map();
      } else {
        const id = mapGet.call(ids, value);
        if (id !== undefined) return id;
      }
      mapSet.call(ids, value, count);
    }
    count++;
    return -1;
  }

  function writeObject(value) {
    if (isView(value)) {
      writeView(value);
      return;
    }
    const id = seen(value);
    if (id !== -1) {
      put2(REFERENCE, id);
      return;
    }
    if (isArray(value)) {
      writeArray(value);
      return;
    }
    const prototype = getPrototypeOf(value);
    if (prototype === objectPrototype) {
      if (live === null || count > ASKED_ABOUT || !writeLive(value, true)) writeProperties(value);
      return;
    }
    for (let link = prototype; link !== null; link = getPrototypeOf(link)) {
      const brand = mapGet.call(brands, link);
      if (brand !== undefined && isBranded(brand[1], value)) {
        brand[0](value);
        return;
      }
      if (realm.isInterface(link) && hasOwn(link, Symbol.toStringTag) && link[Symbol.toStringTag] === 'Blob' && link === prototype) {
        writeBlob(value);
        return;
      }
      if (headers !== null && link === lib('fetch').Headers.prototype) {
        put3(HOST, HOST_HEADERS, headers.push(value) - 1);
        return;
      }
      if (live === null) refuseReference(value, link);
    }
    if (live !== null) {
      writeLive(value);
    } else {
      writeProperties(value);
    }
  }

  /** Refuses objects of the platform and what only RPC can send; `link` is one of their prototypes. */
  function refuseReference(value, link) {
    if (link === lib('rpc-types').RpcTarget.prototype) {
      throw cloneError('Remote RPC references can only be serialized for RPC.');
    }
    if (!realm.isInterface(link) || isDomException(value)) return;
    for (let type = link; type !== null; type = getPrototypeOf(type)) {
      if (hasOwn(type, Symbol.toStringTag) && type[Symbol.toStringTag] === 'Fetcher') {
        throw cloneError('ServiceStub cannot be serialized in this context.');
      }
    }
    throw unsupported(constructorName(value));
  }

  const unsupported = (name) =>
    cloneError(`Could not serialize object of type "${name}". This type does not support serialization.`);

  function isBranded(check, value) {
    try {
      check(value);
      return true;
    } catch {
      return false;
    }
  }

  function writeKey(key) {
    const index = key >>> 0;
    if (index !== 4294967295 && String(index) === key) {
      put2(NUMBER, index);
    } else {
      putText(STRING, key);
    }
  }

  /** Keys and values; gives their number. A getter may take away what comes after it. */
  function writeMembers(value, keys) {
    let written = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!hasOwn(value, key)) continue;
      const member = value[key];
      const first = key.charCodeAt(0);
      if (first >= 48 && first <= 57) {
        writeKey(key);
      } else {
        if (size + 2 > ops.length) grow();
        ops[size++] = STRING;
        ops[size++] = key.length;
        text += key;
      }
      writeValue(member);
      written++;
    }
    return written;
  }

  function writeProperties(value) {
    put1(OBJECT);
    put2(OBJECT_END, writeMembers(value, keysOf(value)));
  }

  function writeArray(value) {
    const { length } = value;
    const keys = keysOf(value);
    // Index keys come first and in order: the array is dense if the last of them stands at its place.
    const dense = length === 0 || (keys.length >= length && keys[length - 1] === String(length - 1));
    if (!dense) {
      put2(SPARSE, length);
      put3(SPARSE_END, writeMembers(value, keys), length);
      return;
    }
    put2(DENSE, length);
    for (let i = 0; i < length; i++) {
      const element = value[i];
      if (element === undefined && !hasOwn(value, i)) {
        put1(HOLE);
      } else {
        writeValue(element);
      }
    }
    const more = keys.length > length ? writeMembers(value, keys.slice(length)) : 0;
    put3(DENSE_END, more, length);
  }

  function writeMap(value) {
    const entries = [];
    mapForEach.call(value, (member, key) => entries.push(key, member));
    put1(MAP);
    for (let i = 0; i < entries.length; i++) writeValue(entries[i]);
    put2(MAP_END, entries.length / 2);
  }

  function writeSet(value) {
    const members = [];
    setForEach.call(value, (member) => members.push(member));
    put1(SET);
    for (let i = 0; i < members.length; i++) writeValue(members[i]);
    put2(SET_END, members.length);
  }

  function writeDate(value) {
    put2(DATE, mapGet.call(brands, Date.prototype)[1](value));
  }

  function writeRegExp(value) {
    const source = regExpSource(value);
    let flags = 0;
    for (const letter of regExpFlags(value)) flags |= 1 << FLAGS.indexOf(letter);
    put3(REGEXP, source.length, flags);
    text += source;
  }

  function writeBoxedBoolean(value) {
    put1(Boolean.prototype.valueOf.call(value) ? TRUE_OBJECT : FALSE_OBJECT);
  }

  function writeBoxedNumber(value) {
    put2(NUMBER_OBJECT, Number.prototype.valueOf.call(value));
  }

  function writeBoxedString(value) {
    putText(STRING_OBJECT, String.prototype.valueOf.call(value));
  }

  function writeBoxedBigInt(value) {
    putText(BIGINT_OBJECT, BigInt.prototype.valueOf.call(value).toString(16));
  }

  function writeBuffer(value) {
    const transfer = transfers === null ? -1 : transfers.indexOf(value);
    if (transfer !== -1) {
      put2(TRANSFERRED, transfer);
      return;
    }
    if (bufferDetached(value)) throw cloneError('An ArrayBuffer is detached and could not be cloned.');
    buffers ??= [];
    if (bufferResizable(value)) {
      put3(RESIZABLE, buffers.length, bufferLength(value));
      put1(bufferMost(value));
    } else {
      put3(BUFFER, buffers.length, bufferLength(value));
    }
    buffers.push(value);
  }

  function writeView(value) {
    // The buffer comes first; where the view has come before, the view alone is referred to.
    const known = count === 0 ? -1 : value === first ? 0 : ids === null ? -1 : mapGet.call(ids, value) ?? -1;
    if (known !== -1) {
      put2(REFERENCE, known);
      return;
    }
    const name = typedArrayName(value);
    const parts = name === undefined ? dataView : typedArrayView;
    const buffer = parts.buffer(value);
    if (toText.call(buffer) === '[object SharedArrayBuffer]') refuse(buffer);
    const type = name === undefined ? 63 : viewTags[name];
    const id = seen(buffer);
    if (id !== -1) {
      put2(REFERENCE, id);
    } else {
      writeBuffer(buffer);
    }
    seen(value);
    let flags = 0;
    let offset;
    let length;
    try {
      offset = parts.offset(value);
      length = parts.length(value);
    } catch {
      refuse(value);
    }
    if (bufferResizable(buffer)) {
      flags = 2 | (tracksLength(parts, value, buffer, length, viewTypes[type].BYTES_PER_ELEMENT ?? 1) ? 1 : 0);
      if (flags & 1) length = 0;
    }
    put3(VIEW, type, offset);
    put2(length, flags);
  }

  /** Whether a view of a resizable buffer follows its length: only a change of it can tell. */
  function tracksLength(parts, value, buffer, length, step) {
    const size = bufferLength(buffer);
    const lengthAt = (changed) => {
      buffer.resize(changed);
      try {
        return parts.length(value);
      } catch {
        return length;
      } finally {
        buffer.resize(size);
      }
    };
    const most = bufferMost(buffer);
    if (lengthAt(most) !== length) return true;
    if (most - size >= step) return false;
    const bytes = new Uint8Array(buffer.slice(0));
    const shorter = lengthAt(Math.max(0, parts.offset(value) + length - 1));
    new Uint8Array(buffer).set(bytes);
    return length === 0 || shorter === length - step;
  }

  function writeError(value) {
    if (isDomException(value)) {
      writeDomException(value);
      return;
    }
    if (enhanced) {
      writeNativeError(value);
      return;
    }
    const message = getOwnPropertyDescriptor(value, 'message');
    const cause = getOwnPropertyDescriptor(value, 'cause');
    const name = value.name;
    const messageText = message === undefined || !('value' in message) ? undefined : String(message.value);
    const stack = value.stack;
    const letter = errorLetters[String(name)];
    put1(ERROR);
    if (letter !== undefined) put2(ERROR_PROTOTYPE, letter);
    if (messageText !== undefined) putText(ERROR_MESSAGE, messageText);
    if (typeof stack === 'string') putText(ERROR_STACK, stack);
    if (cause !== undefined) {
      put1(ERROR_CAUSE);
      writeValue(value.cause);
    }
    put1(ERROR_END);
  }

  function writeNativeError(value) {
    const name = String(value.name);
    const type = Math.max(0, errorTypeNames.indexOf(name));
    put3(HOST, HOST_NATIVE_ERROR, type);
    if (type === 0) writeValue(value.name);
    writeValue(value.message);
    const properties = {};
    for (const key of getOwnPropertyNames(value)) {
      if (key !== 'name' && key !== 'message') setProperty(properties, key, value[key]);
    }
    writeValue(properties);
  }

  function writeBlob(value) {
    const { type } = value;
    const { buffer, byteOffset, byteLength } = lib('blob').bytesOf(value);
    buffers ??= [];
    put2(HOST, HOST_BLOB);
    put2(type.length, buffers.length);
    text += type;
    buffers.push(buffer.slice(byteOffset, byteOffset + byteLength));
  }

  const isDomException = (value) => toText.call(value) === '[object DOMException]';

  function writeDomException(value) {
    const { name, message, stack } = value;
    const stackText = typeof stack === 'string' ? stack : '';
    put2(HOST, HOST_DOM_EXCEPTION);
    put3(name.length, message.length, stackText.length);
    text += name + message + stackText;
  }

  /** A thing that travels by reference: the other side of the call says as what. */
  function writeLive(value, looksPlain) {
    const [tag, place] = live(value, looksPlain) ?? [];
    if (tag === undefined) return false;
    put3(HOST, tag, place);
    return true;
  }

  /**
   * Writes a value: gives [buffer with the numbers, how many, text, buffers or null]. The numbers are only valid
   * until the next value.
   */
  function write(value, hooks, transfer, asThrown) {
    const outer = busy ? { ops, size, text, ids, first, count, buffers, transfers, live, enhanced } : null;
    busy = true;
    ops = spare ?? new Float64Array(256);
    spare = null;
    size = 0;
    text = '';
    ids = null;
    first = undefined;
    count = 0;
    buffers = null;
    transfers = transfer ?? null;
    live = hooks ?? null;
    enhanced = asThrown === true || enhancedErrors;
    try {
      writeValue(value);
      return [ops.buffer, size, text, buffers];
    } finally {
      spare = ops.length <= 65536 ? ops : null;
      if (outer !== null) {
        ({ ops, size, text, ids, first, count, buffers, transfers, live, enhanced } = outer);
      } else {
        busy = false;
        ids = null;
        first = undefined;
        buffers = null;
        transfers = null;
        live = null;
        text = '';
      }
    }
  }

  // Numbers come from Java as a text: below WORD a character is the number, behind it are the two of a word, behind
  // DOUBLE the four of a double. A text crosses the boundary at once, a buffer byte by byte.
  const WORD = 0xfffe;
  const quarters = new Uint16Array(4);
  const double = new Float64Array(quarters.buffer);
  let unpackedSize = 0;

  function unpack(packed) {
    const { length } = packed;
    const numbers = new Float64Array(length);
    let size = 0;
    for (let i = 0; i < length; i++) {
      const character = packed.charCodeAt(i);
      if (character < WORD) {
        numbers[size++] = character;
      } else if (character === WORD) {
        numbers[size++] = (packed.charCodeAt(i + 1) << 16) | packed.charCodeAt(i + 2);
        i += 2;
      } else {
        for (let quarter = 0; quarter < 4; quarter++) quarters[quarter] = packed.charCodeAt(++i);
        numbers[size++] = double[0];
      }
    }
    unpackedSize = size;
    return numbers;
  }

  // What is being rebuilt. Nothing of the guest's runs meanwhile.
  let input;
  let at;
  let strings;
  let textAt;
  let objects;
  let parts;
  let revive;
  let keepStacks;
  let arrived;

  function take() {
    const length = input[at++];
    const from = textAt;
    textAt += length;
    return strings.substring(from, textAt);
  }

  function bigintOf(digits) {
    return digits.startsWith('-') ? -BigInt('0x' + digits.slice(1)) : BigInt('0x' + digits);
  }

  function readValue() {
    const tag = input[at++];
    switch (tag) {
      case STRING: {
        const from = textAt;
        textAt += input[at++];
        return strings.substring(from, textAt);
      }
      case NUMBER:
        return input[at++];
      case TRUE:
        return true;
      case FALSE:
        return false;
      case NULL:
        return null;
      case UNDEFINED:
        return undefined;
      case BIGINT:
        return bigintOf(take());
      case OBJECT: {
        const object = {};
        objects.push(object);
        readMembers(object, OBJECT_END);
        at++;
        return object;
      }
      case DENSE:
        return readDense();
      default:
        return readRare(tag);
    }
  }

  /** Defines keys and values up to the tag that ends them, and steps over it. */
  function readMembers(object, end) {
    for (let tag = input[at++]; tag !== end; tag = input[at++]) {
      let key;
      if (tag === STRING) {
        const from = textAt;
        textAt += input[at++];
        key = strings.substring(from, textAt);
      } else {
        key = input[at++];
      }
      setProperty(object, key, readValue());
    }
  }

  function setProperty(object, key, value) {
    if (key === '__proto__') {
      defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
    } else {
      object[key] = value;
    }
  }

  function readDense() {
    const length = input[at++];
    const array = [];
    objects.push(array);
    for (let i = 0; i < length; i++) {
      if (input[at] === HOLE) {
        at++;
        array.length = i + 1;
      } else {
        array[i] = readValue();
      }
    }
    readMembers(array, DENSE_END);
    at += 2;
    return array;
  }

  function kept(object) {
    objects.push(object);
    return object;
  }

  function readRare(tag) {
    switch (tag) {
      case REFERENCE: {
        const object = objects[input[at++]];
        return input[at] === VIEW ? readView(object) : object;
      }
      case SPARSE: {
        const array = kept([]);
        array.length = input[at++];
        readMembers(array, SPARSE_END);
        at += 2;
        return array;
      }
      case MAP: {
        const map = kept(new Map());
        while (input[at] !== MAP_END) {
          const key = readValue();
          mapSet.call(map, key, readValue());
        }
        at += 2;
        return map;
      }
      case SET: {
        const set = kept(new Set());
        while (input[at] !== SET_END) setAdd.call(set, readValue());
        at += 2;
        return set;
      }
      case DATE:
        return kept(new Date(input[at++]));
      case TRUE_OBJECT:
        return kept(Object(true));
      case FALSE_OBJECT:
        return kept(Object(false));
      case NUMBER_OBJECT:
        return kept(Object(input[at++]));
      case BIGINT_OBJECT:
        return kept(Object(bigintOf(take())));
      case STRING_OBJECT:
        return kept(Object(take()));
      case REGEXP: {
        const source = take();
        const bits = input[at++];
        let flags = '';
        for (let bit = 0; bit < 9; bit++) if (bits & (1 << bit)) flags += FLAGS[bit];
        return kept(new RegExp(source, flags));
      }
      case BUFFER:
      case RESIZABLE:
      case TRANSFERRED:
        return readBuffer(tag);
      case ERROR:
        return readError();
      case HOST:
        return readHost();
    }
    throw new Error(`internal error: no value begins with ${tag}`);
  }

  function readBuffer(tag) {
    const place = input[at++];
    let buffer = tag === TRANSFERRED ? arrived[place] : parts[place];
    if (tag !== TRANSFERRED) at++;
    if (tag === RESIZABLE) {
      const resizable = new ArrayBuffer(buffer.byteLength, { maxByteLength: input[at++] });
      new Uint8Array(resizable).set(new Uint8Array(buffer));
      buffer = resizable;
    }
    kept(buffer);
    return input[at] === VIEW ? readView(buffer) : buffer;
  }

  function readView(buffer) {
    const type = input[at + 1];
    const offset = input[at + 2];
    const length = input[at + 3];
    const flags = input[at + 4];
    at += 5;
    const View = viewTypes[type];
    const step = View.BYTES_PER_ELEMENT ?? 1;
    return kept(flags & 1 ? new View(buffer, offset) : new View(buffer, offset, length / step));
  }

  const hidden = (object, key, value) =>
    defineProperty(object, key, { value, writable: true, enumerable: false, configurable: true });

  function readError() {
    let Type = Error;
    if (input[at] === ERROR_PROTOTYPE) {
      Type = errorsByLetter[input[at + 1]];
      at += 2;
    }
    const error = kept(new Type());
    for (let field = input[at++]; field !== ERROR_END; field = input[at++]) {
      if (field === ERROR_MESSAGE) {
        hidden(error, 'message', take());
      } else if (field === ERROR_STACK) {
        hidden(error, 'stack', take());
      } else if (field === ERROR_CAUSE) {
        hidden(error, 'cause', readValue());
      } else {
        at++;
      }
    }
    return error;
  }

  function readHost() {
    const tag = input[at++];
    if (tag === HOST_NATIVE_ERROR) return readNativeError();
    if (tag === HOST_DOM_EXCEPTION) {
      const lengths = [input[at], input[at + 1], input[at + 2]];
      at += 3;
      const [name, message, stack] = lengths.map((length) => strings.substring(textAt, textAt += length));
      const error = kept(realm.domError(message, name));
      return stack === '' ? error : hidden(error, 'stack', stack);
    }
    if (tag === HOST_BLOB) {
      const type = take();
      return kept(lib('blob').blob(new Uint8Array(parts[input[at++]]), type));
    }
    const id = objects.length;
    objects.push(undefined);
    const object = revive(tag, input[at++]);
    objects[id] = object;
    return object;
  }

  function readNativeError() {
    const type = input[at++];
    const id = objects.length;
    objects.push(undefined);
    const name = type === 0 ? readValue() : undefined;
    const message = readValue();
    if (typeof message !== 'string') throw new Error('Unable to deserialize cloned data.');
    const Type = errorTypes[type] ?? Error;
    const error = type === 12 ? Type(message) : new Type(message);
    objects[id] = error;
    if (type === 0) defineProperty(error, 'name', { value: name, writable: true, enumerable: true, configurable: true });
    const properties = readValue();
    for (const key of getOwnPropertyNames(properties)) {
      if (key === 'stack' && !keepStacks) continue;
      defineProperty(error, key, { value: properties[key], writable: true, enumerable: key !== 'stack', configurable: true });
    }
    return error;
  }

  function readOne() {
    objects = [];
    return readValue();
  }

  /**
   * Adds keys and values, of which no two share an object, to a Map up to the end of the numbers. Plain values and
   * objects of such are made here, where everything that changes is a local variable.
   */
  function readPairs(found, end) {
    const numbers = input;
    const characters = strings;
    let i = 0;
    let from = 0;
    while (i < end) {
      let to = from + (numbers[i++] | 0);
      const key = characters.substring(from, to);
      from = to;
      let value;
      switch (numbers[i] | 0) {
        case NUMBER:
          value = numbers[i + 1];
          i += 2;
          break;
        case STRING:
          to = from + (numbers[i + 1] | 0);
          value = characters.substring(from, to);
          from = to;
          i += 2;
          break;
        case OBJECT: {
          let next = i + 1;
          let tag;
          value = {};
          for (tag = numbers[next] | 0; tag === STRING; tag = numbers[next] | 0) {
            const nameEnd = to + (numbers[next + 1] | 0);
            const name = characters.substring(to, nameEnd);
            to = nameEnd;
            const kind = numbers[next + 2] | 0;
            let member;
            if (kind === NUMBER) {
              member = numbers[next + 3];
              next += 4;
            } else if (kind === STRING) {
              const textEnd = to + (numbers[next + 3] | 0);
              member = characters.substring(to, textEnd);
              to = textEnd;
              next += 4;
            } else if (kind === TRUE || kind === FALSE || kind === NULL) {
              member = kind === NULL ? null : kind === TRUE;
              next += 3;
            } else {
              break;
            }
            if (name === '__proto__') break;
            value[name] = member;
          }
          if (tag === OBJECT_END) {
            i = next + 2;
            from = to;
            break;
          }
          // Falls through: something else is in it.
        }
        default:
          at = i;
          textAt = from;
          value = readOne();
          i = at;
          from = textAt;
      }
      mapSet.call(found, key, value);
    }
    return found;
  }

  /**
   * Rebuilds a value, or the pairs that a Map is given, from the numbers, text and ArrayBuffers; these become the
   * value's own.
   */
  function read(numbers, characters, arrayBuffers, hooks, stacks, transferred, found) {
    const outer = input === undefined ? null : [input, at, textAt, objects, parts, revive, keepStacks, arrived, strings];
    input = numbers;
    at = 0;
    textAt = 0;
    parts = arrayBuffers;
    revive = hooks ?? null;
    keepStacks = stacks;
    arrived = transferred;
    strings = characters;
    try {
      return found === undefined ? readOne() : readPairs(found, unpackedSize);
    } finally {
      if (outer !== null) {
        [input, at, textAt, objects, parts, revive, keepStacks, arrived, strings] = outer;
      } else {
        input = objects = parts = revive = arrived = undefined;
        strings = '';
      }
    }
  }

  /** Copies a value inside this realm; the ArrayBuffers of `transfer` (or of its views) move. */
  function copy(value, transfer) {
    const moved = transfer === null ? null : transfer.map((item) => {
      const buffer = isView(item) ? item.buffer : item;
      if (!isBranded(bufferLength, buffer)) {
        if (toText.call(buffer) === '[object SharedArrayBuffer]') throw cloneError('Object is not transferable.');
        throw new TypeError('Object is not transferable');
      }
      if (bufferDetached(buffer)) throw cloneError('Object is not transferable.');
      return buffer;
    });
    headers = [];
    const given = headers;
    let written;
    try {
      written = write(value, null, moved);
    } finally {
      headers = null;
    }
    const [numbers, size, strings, copied] = written;
    const revived = (tag, place) => lib('headers').copy(given[place]);
    const own = copied === null ? [] : copied.map((buffer) => buffer.slice(0));
    const arrived = moved === null ? null : moved.map((buffer) => (bufferDetached(buffer) ? buffer : bufferTransfer.call(buffer)));
    return read(new Float64Array(numbers.slice(0, 8 * size)), strings, own, revived, true, arrived);
  }

  return {
    write,
    copy,
    /** Rebuilds a value; the numbers come in a text, or one by one where it is null. */
    read: (strings, buffers, packed, ...few) =>
      read(packed === null ? few : unpack(packed), strings, buffers, null, true),
    /** A Map with the pairs added that come as a value does for read; a new Map where there is none. */
    readPairs: (found, strings, buffers, packed) =>
      read(unpack(packed), strings, buffers, null, true, undefined, found ?? new Map()),
    /** Like read, with things that travel by reference. */
    rebuild: (hooks, stacks, strings, buffers, packed, few) =>
      read(packed === null ? few : unpack(packed), strings, buffers, hooks, stacks),
  };
})
