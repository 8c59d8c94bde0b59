// Queues in `env`, and the batches that a consumer gets.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');
  const TYPES = ['text', 'bytes', 'json', 'v8'];

  function typeOf(contentType) {
    if (contentType === undefined) return realm.flag('QUEUES_JSON_MESSAGES') ? 'json' : null;
    const lower = String(contentType).toLowerCase();
    if (!TYPES.includes(lower)) throw new TypeError(`Unsupported queue message content type: ${contentType}`);
    return lower;
  }

  const refused = (type, wanted, body) =>
    new TypeError(`Content Type "${type}" requires a value of type ${wanted}, but received: ${typeof body}`);

  function bytesOf(view, taken) {
    const bytes = host.view(view);
    if (taken) {
      const { buffer } = view;
      if (buffer instanceof ArrayBuffer) buffer.transfer();
    }
    return bytes;
  }

  /** A body of Java; `taken` says whether the sender loses its buffer. */
  function serialize(body, type, taken) {
    switch (type) {
      case 'text':
        if (typeof body !== 'string') throw refused(type, 'string', body);
        return host.text(body);
      case 'bytes':
        if (!ArrayBuffer.isView(body)) throw refused(type, 'ArrayBufferView', body);
        return bytesOf(body, taken);
      case 'json':
        return host.text(String(JSON.stringify(body)));
      default:
        return host.v8(body);
    }
  }

  const seconds = (value) => (value === undefined ? null : Math.trunc(Number(value)) | 0);

  function message({ body, contentType, delaySeconds }, taken) {
    if (body === undefined) throw new TypeError('Message body cannot be undefined');
    const type = typeOf(contentType);
    return host.message(serialize(body, type, taken), type, seconds(delaySeconds));
  }

  function metricsOf(java) {
    const oldest = host.oldest(java);
    const metrics = { backlogCount: host.backlogCount(java), backlogBytes: host.backlogBytes(java) };
    if (oldest !== null && oldest !== 0) metrics.oldestMessageTimestamp = new Date(oldest);
    return metrics;
  }

  const codes = () => realm.flag('QUEUE_EXPOSE_ERROR_CODES');

  class WorkerQueue {
    #java;

    constructor(mark, java) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#java = java;
    }

    async metrics() {
      return metricsOf(await realm.wait(host.metrics(this.#java)));
    }

    async send(body, options) {
      const { contentType, delaySeconds } = options ?? {};
      const sent = message({ body, contentType, delaySeconds }, true);
      return { metadata: { metrics: metricsOf(await realm.wait(host.send(this.#java, sent, codes()))) } };
    }

    async sendBatch(batch, options) {
      const messages = Array.from(batch, (each) => message(each, false));
      if (messages.length === 0) throw new TypeError('sendBatch() requires at least one message');
      const sent = host.sendBatch(this.#java, messages, seconds(options?.delaySeconds), codes());
      return { metadata: { metrics: metricsOf(await realm.wait(sent)) } };
    }
  }
  realm.asInterface(WorkerQueue, 'WorkerQueue');

  /** What a consumer has said so far. */
  class Said {
    ackAll = false;
    retryAll = false;
    retryDelay = null;
    acks = new Set();
    retries = new Map();
  }

  function warn(text, call) {
    console.warn(`${text} Calling ${call} has no effect.`);
  }

  const fixed = (target, name, value) => Object.defineProperty(target, name, { value, enumerable: true, configurable: true });

  function bodyOf(delivery) {
    switch (host.contentType(delivery)) {
      case 'text':
        return host.textOf(delivery);
      case 'bytes':
        return new Uint8Array(host.bytesOf(delivery));
      case 'json':
        return JSON.parse(host.textOf(delivery));
      default:
        return host.valueOf(delivery);
    }
  }

  class QueueMessage {
    #said;

    constructor(mark, delivery, said) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#said = said;
      fixed(this, 'id', host.id(delivery));
      fixed(this, 'timestamp', new Date(host.timestamp(delivery)));
      fixed(this, 'body', bodyOf(delivery));
      fixed(this, 'attempts', host.attempts(delivery));
    }

    retry(options) {
      const said = this.#said;
      const { id } = this;
      if (said.ackAll) {
        warn(`Received a call to retry() on message ${id} after ackAll() was already called.`, 'retry() on a message after calling ackAll()');
      } else if (said.acks.has(id)) {
        warn(`Received a call to retry() on message ${id} after ack() was already called.`, 'retry() on a message after calling ack()');
      } else {
        said.retries.set(id, seconds(options?.delaySeconds) ?? said.retries.get(id) ?? null);
      }
    }

    ack() {
      const said = this.#said;
      const { id } = this;
      if (said.ackAll) return;
      if (said.retryAll) {
        warn(`Received a call to ack() on message ${id} after retryAll() was already called.`, 'ack() on a message after calling retryAll()');
      } else if (said.retries.has(id)) {
        warn(`Received a call to ack() on message ${id} after retry() was already called.`, 'ack() on a message after calling retry()');
      } else {
        said.acks.add(id);
      }
    }
  }
  realm.asInterface(QueueMessage, 'QueueMessage');

  class QueueController {
    #said;

    constructor(mark, java, said) {
      if (mark !== INTERNAL) throw new TypeError('Illegal constructor');
      this.#said = said;
      const messages = [];
      for (let i = 0; i < host.size(java); i++) messages.push(new QueueMessage(INTERNAL, host.delivery(java, i), said));
      fixed(this, 'messages', messages);
      fixed(this, 'queue', host.name(java));
      fixed(this, 'metadata', { metrics: metricsOf(host.backlog(java)) });
    }

    retryAll(options) {
      const said = this.#said;
      if (said.ackAll) {
        warn('Received a call to retryAll() after ackAll() was already called.', 'retryAll() after calling ackAll()');
        return;
      }
      said.retryAll = true;
      said.retryDelay = seconds(options?.delaySeconds) ?? said.retryDelay;
    }

    ackAll() {
      const said = this.#said;
      if (said.retryAll) {
        warn('Received a call to ackAll() after retryAll() was already called.', 'ackAll() after calling retryAll()');
        return;
      }
      said.ackAll = true;
    }
  }
  realm.asInterface(QueueController, 'QueueController');

  return {
    fromJava: (java) => new WorkerQueue(INTERNAL, java),
    /** The verdict where there was no batch. */
    failed: () => host.verdict(false, false, false, null, [], [], []),
    /** The batch for a handler, and what makes the answer once it has ended. */
    received(java) {
      const said = new Said();
      const batch = new QueueController(INTERNAL, java, said);
      const verdict = (completed) => host.verdict(
        completed, said.ackAll, said.retryAll, said.retryDelay, [...said.acks], [...said.retries.keys()], [...said.retries.values()]);
      return { batch, verdict };
    },
  };
})
