// HTMLRewriter over dev.perdure.js.html, which finds the tokens that handlers are called for.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { illegal, wrongArgument, iterators } = lib('webidl');
  const INTERNAL = Symbol('internal');
  const DEAD = 'This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler.';
  const MODIFIED = 'The attributes of this element have been modified during iteration. You must create a new iterator after modifying attributes.';
  const NO_STREAMS = 'Replacing content in HTML comments using a ReadableStream or Response object is not implemented. You must provide a string.';
  // Bytes of output that are made before somebody reads: who writes the input need not wait for a reader.
  const READ_AHEAD = 65536;
  const attributesIterator = iterators('AttributesIterator');
  let release;
  let stateOf;

  // What a handler is given. `#state` holds the rewriter of Java while the handler runs.
  class Token {
    #state;

    constructor(mark, state) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#state = state;
    }

    static {
      release = (token) => {
        token.#state = null;
      };
      stateOf = (token) => {
        let state;
        try {
          state = token.#state;
        } catch {
          throw illegal();
        }
        if (state === null) throw new TypeError(DEAD);
        return state;
      };
    }
  }

  function javaOf(token) {
    return stateOf(token).java;
  }

  /** Calls `method` of the rewriter with content that a handler gave. */
  function put(self, type, method, count, content, options) {
    const state = stateOf(self);
    if (count === 0) throw wrongArgument(type, method, 1, 'string or JsReadableStream or Response');
    const html = Boolean(options?.html);
    const stream = content instanceof Response ? content.body : content instanceof ReadableStream ? content : null;
    if (stream === null) {
      state.java[method](content instanceof Response ? '' : `${content}`, html, false);
    } else {
      if (type === 'Comment') throw new TypeError(NO_STREAMS);
      const number = state.slots++;
      state.java[method](state.java.slot(number), html, true);
      state.waiting.push(lib('streams').readAll(stream).then((bytes) => state.java.fill(number, lib('encoding').decode(bytes), html)));
    }
    return self;
  }

  class Element extends Token {
    get tagName() {
      return javaOf(this).tagName();
    }

    set tagName(name) {
      javaOf(this).rename(`${name}`);
    }

    get attributes() {
      const java = javaOf(this);
      const changes = java.attributeChanges();
      let i = 0;
      return attributesIterator(() => {
        javaOf(this);
        if (java.attributeChanges() !== changes) throw new Error(MODIFIED);
        return i < java.attributeCount() ? [java.attributeName(i), java.attributeValue(i++)] : undefined;
      });
    }

    get removed() {
      return javaOf(this).removed();
    }

    get namespaceURI() {
      return javaOf(this).namespace();
    }

    getAttribute(name) {
      return javaOf(this).attribute(`${name}`);
    }

    hasAttribute(name) {
      return javaOf(this).attribute(`${name}`) !== null;
    }

    setAttribute(name, value) {
      javaOf(this).setAttribute(`${name}`, `${value}`);
      return this;
    }

    removeAttribute(name) {
      javaOf(this).removeAttribute(`${name}`);
      return this;
    }

    before(content, options) {
      return put(this, 'Element', 'before', arguments.length, content, options);
    }

    after(content, options) {
      return put(this, 'Element', 'after', arguments.length, content, options);
    }

    prepend(content, options) {
      return put(this, 'Element', 'prepend', arguments.length, content, options);
    }

    append(content, options) {
      return put(this, 'Element', 'append', arguments.length, content, options);
    }

    replace(content, options) {
      return put(this, 'Element', 'replace', arguments.length, content, options);
    }

    setInnerContent(content, options) {
      return put(this, 'Element', 'setInnerContent', arguments.length, content, options);
    }

    remove() {
      javaOf(this).remove();
      return this;
    }

    removeAndKeepContent() {
      javaOf(this).removeAndKeepContent();
      return this;
    }

    onEndTag(callback) {
      const state = stateOf(this);
      if (typeof callback !== 'function') throw wrongArgument('Element', 'onEndTag', 1, 'function');
      state.java.onEndTag(state.endTags.length);
      state.endTags.push(callback);
    }
  }

  class EndTag extends Token {
    get name() {
      return javaOf(this).tagName();
    }

    set name(value) {
      javaOf(this).rename(`${value}`);
    }

    before(content, options) {
      return put(this, 'EndTag', 'before', arguments.length, content, options);
    }

    after(content, options) {
      return put(this, 'EndTag', 'after', arguments.length, content, options);
    }

    remove() {
      javaOf(this).remove();
      return this;
    }
  }

  class Comment extends Token {
    get text() {
      return javaOf(this).text();
    }

    set text(value) {
      javaOf(this).setText(`${value}`);
    }

    get removed() {
      return javaOf(this).removed();
    }

    before(content, options) {
      return put(this, 'Comment', 'before', arguments.length, content, options);
    }

    after(content, options) {
      return put(this, 'Comment', 'after', arguments.length, content, options);
    }

    replace(content, options) {
      return put(this, 'Comment', 'replace', arguments.length, content, options);
    }

    remove() {
      javaOf(this).remove();
      return this;
    }
  }

  class Text extends Token {
    get text() {
      return javaOf(this).text();
    }

    get lastInTextNode() {
      return javaOf(this).lastInTextNode();
    }

    get removed() {
      return javaOf(this).removed();
    }

    before(content, options) {
      return put(this, 'Text', 'before', arguments.length, content, options);
    }

    after(content, options) {
      return put(this, 'Text', 'after', arguments.length, content, options);
    }

    replace(content, options) {
      return put(this, 'Text', 'replace', arguments.length, content, options);
    }

    remove() {
      javaOf(this).remove();
      return this;
    }
  }

  class Doctype extends Token {
    get name() {
      return javaOf(this).doctype(0);
    }

    get publicId() {
      return javaOf(this).doctype(1);
    }

    get systemId() {
      return javaOf(this).doctype(2);
    }
  }

  class DocumentEnd extends Token {
    append(content, options) {
      stateOf(this);
      if (arguments.length === 0) throw wrongArgument('DocumentEnd', 'append', 1, 'string or JsReadableStream or Response');
      return put(this, 'DocumentEnd', 'before', 1, content, options);
    }
  }

  const KINDS = [null, [Element, 'element'], [Comment, 'comments'], [Text, 'text'], [Doctype, 'doctype'], [DocumentEnd, 'end'], [EndTag, null]];
  for (const [type] of KINDS.slice(1)) realm.asInterface(type, type.name);

  /** Calls handlers until Java needs more input. */
  async function drain(state, handlers) {
    for (let kind = state.java.next(); kind !== 0; kind = state.java.next()) {
      const [Type, name] = KINDS[kind];
      const token = new Type(INTERNAL, state);
      try {
        const number = state.java.handler();
        const result = name === null
          ? (0, state.endTags[number])(token)
          : Reflect.apply(handlers[number].functions[name], handlers[number].receiver, [token]);
        if (result !== undefined && result !== null && typeof result.then === 'function') await result;
        if (state.waiting.length > 0) await Promise.all(state.waiting.splice(0));
      } finally {
        release(token);
      }
    }
  }

  function charsetOf(response) {
    const type = response.headers.get('content-type');
    return (type === null ? null : /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type))?.[1] ?? 'utf-8';
  }

  class HTMLRewriter {
    #rules = host.rules();
    #handlers = [];

    static #own = (self) => {
      try {
        return self.#handlers;
      } catch {
        throw illegal();
      }
    };

    static #add = (self, selector, given, bits) => {
      const functions = {};
      let mask = 0;
      for (const name of Object.keys(bits)) {
        const callback = given?.[name];
        if (callback === undefined || callback === null) continue;
        if (typeof callback !== 'function') {
          const type = selector === null ? 'DocumentContentHandlers' : 'ElementContentHandlers';
          throw new TypeError(`Incorrect type for the '${name}' field on '${type}': the provided value is not of type 'function'.`);
        }
        functions[name] = callback;
        mask |= bits[name];
      }
      host.add(self.#rules, selector, mask);
      self.#handlers.push({ receiver: given, functions });
      return self;
    };

    on(selector, handlers) {
      HTMLRewriter.#own(this);
      if (arguments.length === 0) throw wrongArgument('HTMLRewriter', 'on', 1, 'string');
      if (handlers === undefined) throw wrongArgument('HTMLRewriter', 'on', 2, 'ElementContentHandlers');
      return HTMLRewriter.#add(this, `${selector}`, handlers, { element: 1, comments: 2, text: 4 });
    }

    onDocument(handlers) {
      HTMLRewriter.#own(this);
      if (handlers === undefined) throw wrongArgument('HTMLRewriter', 'onDocument', 1, 'DocumentContentHandlers');
      return HTMLRewriter.#add(this, null, handlers, { doctype: 1, comments: 2, text: 4, end: 8 });
    }

    transform(response) {
      const handlers = [...HTMLRewriter.#own(this)];
      if (!(response instanceof Response)) throw wrongArgument('HTMLRewriter', 'transform', 1, 'Response');
      if (response.type === 'error') throw new TypeError('HTMLRewriter cannot transform an error response');
      const { body } = response;
      if (body === null) return response;
      const java = host.create(this.#rules, charsetOf(response));
      const state = { java, endTags: [], waiting: [], slots: 0 };
      const reader = body.getReader();
      const output = new ReadableStream({
        async pull(controller) {
          for (;;) {
            const { done, value } = await reader.read();
            if (done) java.finish();
            else java.feed(value.buffer, value.byteOffset, value.byteLength);
            try {
              await drain(state, handlers);
            } catch (error) {
              reader.cancel(error).catch(() => {});
              throw error;
            }
            const bytes = new Uint8Array(host.take(java));
            if (bytes.byteLength > 0) controller.enqueue(bytes);
            if (done) controller.close();
            if (done || bytes.byteLength > 0) return;
          }
        },
        cancel(reason) {
          return reader.cancel(reason);
        },
      }, { highWaterMark: READ_AHEAD, size: (bytes) => bytes.byteLength });
      return new Response(output, response);
    }
  }

  realm.asInterface(HTMLRewriter, 'HTMLRewriter');
  return { HTMLRewriter };
})
