import { WorkerEntrypoint } from "cloudflare:workers";
import { serve } from "../../lib/cases.js";
import { bodies } from "./bodies.js";
import { events } from "./events.js";
import { globals } from "./globals.js";
import { messages } from "./messages.js";

export { Store } from "./store.js";

/** Reached through ctx.exports only. */
export class Named extends WorkerEntrypoint {
  greet(whom) {
    return `${this.ctx.props?.greeting ?? "hello"} ${whom}, ${this.env.TEXT}`;
  }
}

export default {
  fetch: serve({ ...bodies, ...events, ...globals, ...messages }),

  async scheduled(controller, env) {
    const { cron, scheduledTime, type } = controller;
    await env.STORE.getByName("scheduled").add({ cron, time: typeof scheduledTime, type });
  },
};
