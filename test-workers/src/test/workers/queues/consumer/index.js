import { DurableObject } from "cloudflare:workers";

/** Keeps what is added, and tells whoever waits for it. */
export class Journal extends DurableObject {
  waiting = [];

  async add(entry) {
    const entries = [...((await this.ctx.storage.get("entries")) ?? []), entry];
    await this.ctx.storage.put("entries", entries);
    this.waiting.forEach((tell) => tell());
  }

  /** The first `count` entries, once there are as many. */
  async first(count) {
    for (;;) {
      const entries = (await this.ctx.storage.get("entries")) ?? [];
      if (entries.length >= count) return entries.slice(0, count);
      await new Promise((resolve) => this.waiting.push(resolve));
    }
  }
}

function plain(body) {
  if (body instanceof Uint8Array) return { bytes: [...body] };
  return body?.map instanceof Map ? { map: [...body.map].map(([key, value]) => [key, value.getTime()]) } : body;
}

export default {
  async queue(batch, env) {
    const { to = "types" } = batch.messages[0].body;
    const entry = batch.messages.map(({ body, attempts, id, timestamp }) => {
      if (!/^[0-9a-f]{32}$/.test(id) || !(timestamp instanceof Date)) throw new Error(`A message without id and time: ${id}`);
      return { body: plain(body), attempts };
    });
    await env.JOURNAL.getByName(to).add(entry);
    const [{ attempts, body }] = batch.messages;
    for (const message of batch.messages) {
      if (message.body.ack) message.ack();
      if (message.body.retry !== undefined && attempts === 1) message.retry({ delaySeconds: message.body.retry });
    }
    if (body.ackAll) batch.ackAll();
    if (attempts <= body.failures) throw new Error("this batch fails");
  },
};
