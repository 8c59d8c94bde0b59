/** Lets so many requests of a caller through; a class as they were written before RPC. */
export class Limiter {
  constructor(state, env) {
    this.state = state;
    this.limit = env.LIMIT;
  }

  async fetch(request) {
    if (request.method === "DELETE") {
      await this.state.storage.deleteAll();
      return new Response(null, { status: 204 });
    }
    const used = (await this.state.storage.get("used")) || 0;
    if (used >= this.limit) {
      return new Response("Too many requests\n", { status: 429 });
    }
    await this.state.storage.put("used", used + 1);
    return new Response(`${this.limit - used - 1} left\n`);
  }
}

export default {
  async fetch(request, env) {
    const caller = request.headers.get("X-Caller");
    if (!caller) {
      return new Response("Say who you are in X-Caller\n", { status: 400 });
    }
    const id = env.LIMITERS.idFromName(caller);
    return env.LIMITERS.get(id).fetch(request);
  },
};
