// Bodies of requests and responses. A body that no script reads stays in Java.
(function perdurePart(host, lib, realm) {
  'use strict';
  const USED = 'Body has already been used. It can only be used once. Use tee() first if you need to read it twice.';
  let contentOf;

  // `kind` says what `value` is: 'none', 'text' (a string), 'bytes' (a Uint8Array), 'java' (a Body of
  // Java) or 'stream' (a ReadableStream). `stream` is what `body` gave out, `used` whether it was read.
  class Content {
    constructor(kind, value, type) {
      this.kind = kind;
      this.value = value;
      this.type = type;
      this.stream = null;
      this.used = false;
    }

    get isUsed() {
      return this.used || (this.stream !== null && lib('streams').isDisturbed(this.stream));
    }

    asStream() {
      if (this.kind === 'none') return null;
      if (this.stream === null) {
        this.stream = this.kind === 'stream' ? this.value : lib('streams').fromSource(host.source(this.toJava()));
        this.kind = 'stream';
        this.value = this.stream;
        if (this.used) lib('streams').cancel(this.stream);
      }
      return this.stream;
    }

    /** A Body of Java; the content is then used. */
    toJava() {
      switch (this.kind) {
        case 'none':
          return null;
        case 'text':
          return host.text(this.value);
        case 'bytes':
          return host.bytes(this.value.buffer, this.value.byteOffset, this.value.byteLength);
        case 'java':
          return this.value;
        default:
          return host.stream(lib('streams').takeSource(this.value) ?? lib('streams').toSource(this.value));
      }
    }

    /** Like toJava, for a body that leaves; refuses one that was read. */
    send() {
      if (this.kind === 'none') return null;
      this.claim();
      const java = this.toJava();
      return java;
    }

    claim() {
      if (this.isUsed) throw new TypeError(USED);
      if (this.stream !== null && lib('streams').isLocked(this.stream)) {
        throw new TypeError('This ReadableStream is currently locked to a reader.');
      }
      this.used = true;
    }

    /** Two contents with the same bytes. */
    clone() {
      if (this.isUsed) throw new TypeError(USED);
      if (this.kind === 'java') {
        if (host.isWhole(this.value)) return new Content('java', this.value, this.type);
        this.asStream();
      }
      if (this.kind === 'stream') {
        const [ours, theirs] = this.value.tee();
        this.value = ours;
        this.stream = ours;
        return new Content('stream', theirs, this.type);
      }
      return new Content(this.kind, this.value, this.type);
    }
  }

  const EMPTY = () => new Content('none', null, null);

  /** Whether an object stands for its items; one that knows how to become a string stands for that. */
  function isIterable(object) {
    if (typeof object[Symbol.asyncIterator] === 'function') return true;
    if (typeof object[Symbol.iterator] !== 'function' || object instanceof String) return false;
    if (!realm.flag('FETCH_ITERABLE_TYPE_SUPPORT_OVERRIDE_ADJUSTMENT')) return true;
    return object[Symbol.toPrimitive] === undefined
      && (object.toString === Object.prototype.toString || object.toString === Array.prototype.toString);
  }

  /** The content that `new Response(init)` and `new Request(url, {body: init})` have. */
  function extract(init) {
    if (init === undefined || init === null) return EMPTY();
    if (typeof init === 'string') return new Content('text', init, 'text/plain;charset=UTF-8');
    if (typeof init === 'object') {
      if (init instanceof ArrayBuffer) return new Content('bytes', new Uint8Array(init.slice(0)), null);
      if (ArrayBuffer.isView(init)) {
        return new Content('bytes', new Uint8Array(init.buffer, init.byteOffset, init.byteLength).slice(), null);
      }
      const tag = Object.prototype.toString.call(init);
      if (tag === '[object ReadableStream]' && init instanceof ReadableStream) {
        const streams = lib('streams');
        if (streams.isDisturbed(init)) {
          throw new TypeError('This ReadableStream is disturbed (has already been read from), and cannot be used as a body.');
        }
        if (streams.isLocked(init)) {
          throw new TypeError('This ReadableStream is currently locked to a reader.');
        }
        const content = new Content('stream', init, null);
        content.stream = init;
        return content;
      }
      if (tag === '[object URLSearchParams]') {
        return new Content('text', String(init), 'application/x-www-form-urlencoded;charset=UTF-8');
      }
      if ((tag === '[object Blob]' || tag === '[object File]') && init instanceof Blob) {
        return new Content('bytes', lib('blob').bytesOf(init), init.type === '' ? null : init.type);
      }
      if (tag === '[object FormData]') {
        const { bytes, contentType } = lib('form-data').encode(init);
        return new Content('bytes', bytes, contentType);
      }
      if (realm.flag('FETCH_ITERABLE_TYPE_SUPPORT') && isIterable(init)) {
        return new Content('stream', ReadableStream.from(init), null);
      }
    }
    return new Content('text', String(init), 'text/plain;charset=UTF-8');
  }

  /** A string, or a promise of one. */
  function readText(content) {
    switch (content.kind) {
      case 'none':
        return '';
      case 'text':
        return content.value.isWellFormed() ? stripBom(content.value) : content.value.toWellFormed();
      case 'java':
        return host.isWhole(content.value) ? host.wholeText(content.value) : realm.wait(host.readText(content.value));
      case 'bytes':
        return host.decode(content.value.buffer, content.value.byteOffset, content.value.byteLength);
      default:
        return lib('streams').readAll(content.value)
          .then((bytes) => host.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    }
  }

  function stripBom(text) {
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  /** An ArrayBuffer, or a promise of one. */
  function readBuffer(content) {
    switch (content.kind) {
      case 'none':
        return new ArrayBuffer(0);
      case 'text':
        return host.encode(content.value);
      case 'java':
        return realm.wait(host.readAll(content.value));
      case 'bytes':
        return content.value.buffer.slice(content.value.byteOffset, content.value.byteOffset + content.value.byteLength);
      default:
        return lib('streams').readAll(content.value)
          .then((bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer));
    }
  }

  class Body {
    #content;

    constructor(content) {
      this.#content = content;
    }

    get body() {
      return this.#content.asStream();
    }

    get bodyUsed() {
      return this.#content.isUsed;
    }

    static #claim = (self) => {
      if (self.#content.kind !== 'none') self.#content.claim();
      return self.#content;
    };

    async arrayBuffer() {
      return readBuffer(Body.#claim(this));
    }

    async bytes() {
      return new Uint8Array(await readBuffer(Body.#claim(this)));
    }

    async text() {
      return readText(Body.#claim(this));
    }

    async json() {
      return JSON.parse(await readText(Body.#claim(this)));
    }

    async formData() {
      const type = this.headers.get('content-type');
      if (type === null) throw new TypeError('Parsing a Body as FormData requires a Content-Type header.');
      const buffer = await readBuffer(Body.#claim(this));
      return lib('form-data').parse(new Uint8Array(buffer), type);
    }

    async blob() {
      const declared = this.headers.get('content-type') ?? '';
      const type = realm.flag('BLOB_STANDARD_MIME_TYPE') ? host.mimeType(declared) : declared;
      return new Blob([await readBuffer(Body.#claim(this))], { type });
    }

    static {
      contentOf = (body) => body.#content;
    }
  }

  realm.asInterface(Body, 'Body');
  return {
    Body,
    contentOf: (body) => contentOf(body),
    extract,
    none: EMPTY,
    /** The content of a message that came from Java. */
    fromJava: (java) => (java === null ? EMPTY() : new Content('java', java, null)),
  };
})
