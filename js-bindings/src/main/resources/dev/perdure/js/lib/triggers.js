// Events that a worker makes for another: `queue()` and `scheduled()` of service bindings.
(function perdurePart(host, lib, realm) {
  'use strict';
  const time = (value) => (value instanceof Date ? value.getTime() : Number(value));

  function message({ id, timestamp, body, serializedBody, attempts }) {
    if ((body === undefined) === (serializedBody === undefined)) {
      throw new TypeError('Expected one of body or serializedBody for each message');
    }
    return body === undefined
      ? host.serialized(String(id), time(timestamp), serializedBody, Math.trunc(attempts))
      : host.message(String(id), time(timestamp), body, Math.trunc(attempts));
  }

  const delayed = (target, seconds) => (seconds === null ? target : { ...target, delaySeconds: seconds });

  async function queue(channel, name, messages, metadata) {
    const { backlogCount = 0, backlogBytes = 0, oldestMessageTimestamp } = metadata?.metrics ?? {};
    const oldest = oldestMessageTimestamp === undefined ? 0 : time(oldestMessageTimestamp);
    const verdict = await realm.wait(host.queue(
      channel, String(name), Array.from(messages, message), backlogCount, backlogBytes, oldest === 0 ? null : oldest));
    const retries = host.retries(verdict);
    const retryMessages = [];
    for (let i = 0; i < retries.length; i += 2) retryMessages.push(delayed({ msgId: retries[i] }, retries[i + 1]));
    return {
      outcome: host.completed(verdict) ? 'ok' : 'exception',
      ackAll: host.ackAll(verdict),
      retryBatch: delayed({ retry: host.retryAll(verdict) }, host.retryDelay(verdict)),
      explicitAcks: Array.from(host.acks(verdict)),
      retryMessages,
    };
  }

  async function scheduled(channel, options) {
    const { scheduledTime, cron } = options ?? {};
    try {
      const noRetry = await realm.wait(host.scheduled(
        channel, cron === undefined ? '' : String(cron), scheduledTime === undefined ? host.now() : time(scheduledTime)));
      return { outcome: 'ok', noRetry };
    } catch (error) {
      lib('isolate').report('scheduled', error);
      return { outcome: 'exception', noRetry: false };
    }
  }

  return { queue, scheduled };
})
