// R2 buckets in `env`.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const MOST_LISTED = 1000;
  const HASHES = [['md5', 'MD5', 16], ['sha1', 'SHA-1', 20], ['sha256', 'SHA-256', 32], ['sha384', 'SHA-384', 48], ['sha512', 'SHA-512', 64]];
  const FIELDS = [
    ['contentType', 'content-type'], ['contentLanguage', 'content-language'], ['contentDisposition', 'content-disposition'],
    ['contentEncoding', 'content-encoding'], ['cacheControl', 'cache-control'], ['cacheExpiry', 'expires'],
  ];
  const NO_LENGTH = 'Provided readable stream must have a known length (request/response body or readable half of FixedLengthStream)';
  const given = (value) => value !== undefined && value !== null;
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const unhex = (text) => new Uint8Array(text.match(/../g).map((pair) => parseInt(pair, 16))).buffer;

  class Checksums {
    constructor(mark, texts) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      for (const [name] of HASHES) {
        const text = texts[name];
        Object.defineProperty(this, name, { value: text === undefined ? undefined : unhex(text), enumerable: true, configurable: true });
      }
    }

    toJSON() {
      const result = {};
      for (const [name] of HASHES) if (this[name] !== undefined) result[name] = hex(new Uint8Array(this[name]));
      return result;
    }
  }

  class HeadResult {
    constructor(mark, java, range) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      const [key, version, etag, checksums, http, custom] = host.texts(java);
      const sums = JSON.parse(checksums);
      if (/^[0-9a-f]{32}$/.test(etag)) sums.md5 = etag;
      const httpMetadata = JSON.parse(http);
      if (httpMetadata.cacheExpiry !== undefined) httpMetadata.cacheExpiry = new Date(httpMetadata.cacheExpiry);
      const members = {
        key, version, size: host.size(java), etag, httpEtag: `"${etag}"`, checksums: new Checksums(INTERNAL, sums),
        uploaded: new Date(host.uploaded(java)), httpMetadata, customMetadata: JSON.parse(custom), range,
        storageClass: '', ssecKeyMd5: undefined,
      };
      for (const name in members) Object.defineProperty(this, name, { value: members[name], enumerable: true, configurable: true });
    }

    writeHttpMetadata(headers) {
      for (const [field, header] of FIELDS) {
        const value = this.httpMetadata[field];
        if (value !== undefined) headers.set(header, value instanceof Date ? value.toUTCString() : value);
      }
    }
  }

  class GetResult extends HeadResult {
    #body;

    constructor(mark, java, range, body) {
      super(mark, java, range);
      this.#body = body;
    }

    get body() {
      return this.#body.body;
    }

    get bodyUsed() {
      return this.#body.bodyUsed;
    }

    async arrayBuffer() {
      return this.#body.arrayBuffer();
    }

    async bytes() {
      return this.#body.bytes();
    }

    async text() {
      return this.#body.text();
    }

    async json() {
      return this.#body.json();
    }

    async blob() {
      return new (lib('blob').Blob)([await this.#body.arrayBuffer()], { type: this.httpMetadata.contentType ?? '' });
    }
  }

  /** Kinds and values of the tags in a header, in turn. */
  function tagsOf(header) {
    const tags = [];
    let rest = header.trim();
    while (rest.length > 0) {
      if (rest.startsWith('*')) return ['ANY', '*'];
      const weak = rest.startsWith('W');
      if (weak && !rest.startsWith('W/"')) throw new Error('Weak etags must start with W/ and their value must be quoted');
      if (weak) rest = rest.slice(2);
      if (rest.startsWith('"')) {
        const end = rest.indexOf('"', 1);
        if (end < 0) throw new Error('Unclosed double quote for Etag');
        tags.push(weak ? 'WEAK' : 'STRONG', rest.slice(1, end));
        rest = rest.slice(end + 1);
      } else {
        rest = rest.slice(1);
      }
      rest = rest.replace(/^[\s,]+/, '');
    }
    return tags;
  }

  function tagOf(text) {
    if (!given(text)) return null;
    const tag = String(text);
    if (/^(W\/)?".*"$/.test(tag)) throw new TypeError(`Conditional ETag should not be wrapped in quotes (${tag}).`);
    return tag === '*' ? ['ANY', '*'] : ['STRONG', tag];
  }

  const timeOf = (value) => (given(value) ? new Date(value).getTime() : null);

  function conditionOf(onlyIf) {
    if (!given(onlyIf)) return null;
    if (onlyIf instanceof Headers) {
      const tags = (name) => {
        const header = onlyIf.get(name);
        if (header === null) return null;
        const found = tagsOf(header);
        if (found.length === 0) throw new Error(`Invalid ETag in ${name} header`);
        return found;
      };
      return [tags('if-match'), tags('if-none-match'), timeOf(onlyIf.get('if-unmodified-since')), timeOf(onlyIf.get('if-modified-since')), true];
    }
    return [tagOf(onlyIf.etagMatches), tagOf(onlyIf.etagDoesNotMatch), timeOf(onlyIf.uploadedBefore), timeOf(onlyIf.uploadedAfter), onlyIf.secondsGranularity === true];
  }

  function bound(value, what) {
    if (!given(value)) return null;
    const number = Number(value);
    const name = what === 'suffix' ? 'suffix. Suffix' : what === 'offset' ? 'range. Starting offset' : 'range. Length';
    if (!(number >= 0)) throw new RangeError(`Invalid ${name} (${number}) must be greater than or equal to 0.`);
    const whole = what === 'suffix' ? 'range. Suffix' : name;
    if (!Number.isInteger(number)) throw new RangeError(`Invalid ${whole} (${number}) must be an integer, not floating point.`);
    return number;
  }

  /** Offset, length and suffix, each null where it is not given. */
  function rangeOf(range) {
    if (!given(range)) return [null, null, null];
    if (range instanceof Headers) {
      const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(range.get('range') ?? '');
      if (match === null || match[1] + match[2] === '') return [null, null, null];
      if (match[1] === '') return [null, null, Number(match[2])];
      const from = Number(match[1]);
      return match[2] === '' ? [from, null, null] : [from, Number(match[2]) - from + 1, null];
    }
    if (given(range.suffix)) {
      if (given(range.offset)) throw new TypeError('Suffix is incompatible with offset.');
      if (given(range.length)) throw new TypeError('Suffix is incompatible with length.');
    }
    return [bound(range.offset, 'offset'), bound(range.length, 'length'), bound(range.suffix, 'suffix')];
  }

  function httpOf(metadata) {
    const http = {};
    if (!given(metadata)) return http;
    for (const [field, header] of FIELDS) {
      const value = metadata instanceof Headers ? metadata.get(header) : metadata[field];
      if (given(value)) http[field] = field === 'cacheExpiry' ? new Date(value).getTime() : String(value);
    }
    return http;
  }

  /** JSON of both kinds of metadata, and the size of the custom one. */
  function describe(options) {
    const custom = {};
    let size = 0;
    const length = (text) => (/[^\x00-\xff]/.test(text) ? text.length * 2 : text.length);
    if (given(options?.customMetadata)) {
      for (const [key, value] of Object.entries(options.customMetadata)) {
        custom[key] = String(value);
        size += length(key) + length(custom[key]);
      }
    }
    return [JSON.stringify(httpOf(options?.httpMetadata)), JSON.stringify(custom), size];
  }

  function checksumsOf(options) {
    const found = [];
    for (const [name, label, size] of HASHES) {
      const value = options?.[name];
      if (!given(value)) continue;
      if (found.length > 0) throw new TypeError('You cannot specify multiple hashing algorithms.');
      if (typeof value === 'string') {
        if (value.length !== size * 2) throw new TypeError(`${label} is ${size * 2} hex characters, not ${value.length}`);
        if (!/^[0-9a-f]*$/i.test(value)) throw new TypeError(`Provided ${label} wasn't a valid hex string`);
        found.push(name, value.toLowerCase());
      } else {
        const bytes = new Uint8Array(ArrayBuffer.isView(value) ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : value);
        if (bytes.length !== size) throw new TypeError(`${label} is ${size} bytes, not ${bytes.length}`);
        found.push(name, hex(bytes));
      }
    }
    return found;
  }

  /** A body of Java for what is put. */
  function bodyOf(value) {
    if (value === null || value === undefined) return null;
    const body = lib('body').extract(value).send();
    if (!host.hasLength(body)) throw new TypeError(NO_LENGTH);
    return body;
  }

  const headOf = (java, range) => new HeadResult(INTERNAL, java, range);

  class R2MultipartUpload {
    #java;

    constructor(mark, java, key, uploadId) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
      Object.defineProperty(this, 'uploadId', { value: uploadId, enumerable: true, configurable: true });
      Object.defineProperty(this, 'key', { value: key, enumerable: true, configurable: true });
    }

    async uploadPart(partNumber, value) {
      const number = partNumberOf(partNumber);
      const etag = await realm.wait(host.part(this.#java, this.key, this.uploadId, number, bodyOf(value)));
      return { partNumber: number, etag };
    }

    async abort() {
      await realm.wait(host.abort(this.#java, this.key, this.uploadId));
    }

    async complete(uploadedParts) {
      const parts = [];
      for (const { partNumber, etag } of uploadedParts) parts.push(partNumberOf(partNumber), String(etag));
      return headOf(await realm.wait(host.complete(this.#java, this.key, this.uploadId, parts)));
    }
  }

  function partNumberOf(value) {
    const number = Math.trunc(Number(value));
    if (!(number >= 1 && number <= 10000)) {
      throw new TypeError(`Part number must be between 1 and 10000 (inclusive). Actual value was: ${number}`);
    }
    return number;
  }

  class R2Bucket {
    #java;

    constructor(mark, java) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
    }

    async head(name) {
      const java = await realm.wait(host.head(this.#java, String(name)));
      return java === null ? null : headOf(java, { offset: 0, length: host.size(java) });
    }

    async get(name, options) {
      const condition = conditionOf(options?.onlyIf);
      const content = await realm.wait(host.get(this.#java, String(name), condition, ...rangeOf(options?.range)));
      if (content === null) return null;
      const java = host.headOf(content);
      const body = host.body(content);
      const range = { offset: host.offset(content), length: host.length(content) };
      if (body === null) return headOf(java, range);
      const { Body, fromJava } = lib('body');
      return new GetResult(INTERNAL, java, range, new Body(fromJava(body)));
    }

    async put(name, value, options) {
      const checksums = checksumsOf(options);
      const condition = conditionOf(options?.onlyIf);
      const java = await realm.wait(host.put(this.#java, String(name), bodyOf(value), ...describe(options), condition, checksums));
      return java === null ? null : headOf(java);
    }

    async createMultipartUpload(name, options) {
      const key = String(name);
      return new R2MultipartUpload(INTERNAL, this.#java, key, await realm.wait(host.begin(this.#java, key, ...describe(options))));
    }

    resumeMultipartUpload(name, uploadId) {
      return new R2MultipartUpload(INTERNAL, this.#java, String(name), String(uploadId));
    }

    async delete(keys) {
      await realm.wait(host.delete(this.#java, Array.isArray(keys) ? keys.map(String) : [String(keys)]));
    }

    async list(options) {
      const { limit, prefix, cursor, delimiter, startAfter, include } = options ?? {};
      const text = (value) => (given(value) ? String(value) : null);
      for (const name of include ?? []) {
        if (name !== 'httpMetadata' && name !== 'customMetadata') throw new RangeError(`Unsupported include value ${name}`);
      }
      const page = await realm.wait(host.list(
        this.#java, text(prefix) ?? '', given(limit) ? Math.trunc(Number(limit)) : MOST_LISTED, text(cursor), text(delimiter), text(startAfter),
        include?.includes('httpMetadata') ?? false, include?.includes('customMetadata') ?? false));
      const objects = [...host.heads(page)].map((java) => headOf(java));
      const next = host.cursor(page);
      return { objects, truncated: next !== null, cursor: next ?? undefined, delimitedPrefixes: [...host.prefixes(page)] };
    }
  }

  for (const type of [Checksums, HeadResult, GetResult, R2MultipartUpload, R2Bucket]) realm.asInterface(type, type.name);
  return { fromJava: (java) => new R2Bucket(INTERNAL, java) };
})
