import { DurableObject } from "cloudflare:workers";

export class Thing extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    if (ctx.id.name === "unlucky") {
      throw new RangeError(`no luck for ${ctx.id.name}`);
    }
  }

  async fetch(request) {
    switch (new URL(request.url).pathname.split("/")[3]) {
      case "loop":
        for (;;);
      case "store":
        return said(() => this.ctx.storage.put("symbol", Symbol("mine")));
      case "count": {
        const count = (this.ctx.storage.kv.get("count") ?? 0) + 1;
        this.ctx.storage.kv.put("count", count);
        return new Response(String(count));
      }
      default:
        return new Response("fine");
    }
  }

  take() {}
}

/** Answers what an action throws. */
async function said(action) {
  try {
    await action();
    return new Response("nothing thrown");
  } catch (error) {
    return new Response(`${error.name}: ${error.message}`);
  }
}

export default {
  fetch(request, env) {
    const [, kind, name] = new URL(request.url).pathname.split("/");
    switch (kind) {
      case "object":
        return env.THING.getByName(name).fetch(request);
      case "id":
        return new Response(String(env.THING.idFromName(name)));
      case "throw":
        throw new TypeError("thrown on purpose");
      case "send":
        return said(() => env.THING.getByName("taker").take(new WeakMap()));
      case "nothing":
        return;
      default:
        return new Response("fine");
    }
  },
};
