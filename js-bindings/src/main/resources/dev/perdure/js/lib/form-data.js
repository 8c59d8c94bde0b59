// FormData over dev.perdure.js.form, which reads and writes the bodies of forms.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal, wrongArgument, iterators, iterable } = lib('webidl');
  const TYPE = 'FormData';
  const entryIterator = iterators('EntryIterator');
  const keyIterator = iterators('KeyIterator');
  const valueIterator = iterators('ValueIterator');
  let entriesOf;

  function text(value) {
    const string = typeof value === 'string' ? value : `${value}`;
    return string.isWellFormed() ? string : string.toWellFormed();
  }

  function valueOf(name, value, filename) {
    const { Blob, File, bytesOf, file } = lib('blob');
    if (!(value instanceof Blob)) return text(value);
    if (value instanceof File && filename === undefined) return value;
    return file(bytesOf(value), filename === undefined ? name : text(filename), value.type, Date.now());
  }

  function checkPair(method, count) {
    if (count === 0) throw wrongArgument(TYPE, method, 1, 'string');
    if (count === 1) throw wrongArgument(TYPE, method, 2, 'File or Blob or string');
  }

  class FormData {
    #entries = [];

    static #own = (self) => {
      try {
        return self.#entries;
      } catch {
        throw illegal();
      }
    };

    append(name, value, filename) {
      const entries = FormData.#own(this);
      checkPair('append', arguments.length);
      const key = text(name);
      entries.push([key, valueOf(key, value, filename)]);
    }

    delete(name) {
      const entries = FormData.#own(this);
      if (arguments.length === 0) throw wrongArgument(TYPE, 'delete', 1, 'string');
      const key = text(name);
      let kept = 0;
      for (const entry of entries) if (entry[0] !== key) entries[kept++] = entry;
      entries.length = kept;
    }

    get(name) {
      const entries = FormData.#own(this);
      if (arguments.length === 0) throw wrongArgument(TYPE, 'get', 1, 'string');
      const key = text(name);
      return entries.find((entry) => entry[0] === key)?.[1] ?? null;
    }

    getAll(name) {
      const entries = FormData.#own(this);
      if (arguments.length === 0) throw wrongArgument(TYPE, 'getAll', 1, 'string');
      const key = text(name);
      return entries.filter((entry) => entry[0] === key).map((entry) => entry[1]);
    }

    has(name) {
      const entries = FormData.#own(this);
      if (arguments.length === 0) throw wrongArgument(TYPE, 'has', 1, 'string');
      const key = text(name);
      return entries.some((entry) => entry[0] === key);
    }

    set(name, value, filename) {
      const entries = FormData.#own(this);
      checkPair('set', arguments.length);
      const key = text(name);
      const entry = [key, valueOf(key, value, filename)];
      const first = entries.findIndex((other) => other[0] === key);
      if (first < 0) {
        entries.push(entry);
        return;
      }
      entries[first] = entry;
      for (let i = entries.length - 1; i > first; i--) if (entries[i][0] === key) entries.splice(i, 1);
    }

    entries() {
      const entries = FormData.#own(this);
      let i = 0;
      return entryIterator(() => (i < entries.length ? [...entries[i++]] : undefined));
    }

    keys() {
      const entries = FormData.#own(this);
      let i = 0;
      return keyIterator(() => (i < entries.length ? entries[i++][0] : undefined));
    }

    values() {
      const entries = FormData.#own(this);
      let i = 0;
      return valueIterator(() => (i < entries.length ? entries[i++][1] : undefined));
    }

    forEach(callback, thisArg) {
      const entries = FormData.#own(this);
      if (typeof callback !== 'function') throw wrongArgument(TYPE, 'forEach', 1, 'function');
      for (let i = 0; i < entries.length; i++) callback.call(thisArg ?? undefined, entries[i][1], entries[i][0], this);
    }

    static {
      entriesOf = (form) => form.#entries;
    }
  }

  realm.asInterface(FormData, TYPE);
  iterable(FormData, FormData.prototype.entries);

  /** The bytes of a form and their content type. */
  function encode(form) {
    const writer = host.writer();
    for (const [name, value] of entriesOf(form)) {
      if (typeof value === 'string') {
        host.writeText(writer, name, value);
      } else {
        const bytes = lib('blob').bytesOf(value);
        host.writeFile(writer, name, value.name, value.type, bytes.buffer, bytes.byteOffset, bytes.byteLength);
      }
    }
    return { bytes: new Uint8Array(host.finish(writer)), contentType: `multipart/form-data; boundary=${host.boundary(writer)}` };
  }

  /** The form that bytes of that content type are. */
  function parse(bytes, contentType) {
    const parsed = host.parse(bytes.buffer, bytes.byteOffset, bytes.byteLength, contentType);
    const form = new FormData();
    const entries = entriesOf(form);
    const files = realm.flag('FORMDATA_PARSER_SUPPORTS_FILES');
    const count = host.count(parsed);
    for (let i = 0; i < count; i++) {
      const name = host.name(parsed, i);
      entries.push([
        name,
        files && host.isFile(parsed, i)
          ? lib('blob').file(new Uint8Array(host.bytes(parsed, i)), host.filename(parsed, i), host.type(parsed, i), Date.now())
          : host.text(parsed, i),
      ]);
    }
    return form;
  }

  return { FormData, encode, parse };
})
