import { DurableObject } from "cloudflare:workers";

export class Counter extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS visits (at INTEGER)");
  }

  async visit(url) {
    const count = ((await this.ctx.storage.get("count")) ?? 0) + 1;
    await this.ctx.storage.put("count", count);
    this.ctx.storage.sql.exec("INSERT INTO visits VALUES (?)", Date.now());
    const { total } = this.ctx.storage.sql.exec("SELECT count(*) AS total FROM visits").one();
    return { count, total, path: new URL(url).pathname };
  }

  async fetch(request) {
    return Response.json({ method: request.method, name: this.ctx.id.name });
  }
}

export default {
  async fetch(request, env) {
    const counter = env.COUNTERS.get(env.COUNTERS.idFromName(new URL(request.url).pathname));
    const body = await request.text();
    const visit = await counter.visit(request.url);
    const answer = await (await counter.fetch(request.url)).json();
    return Response.json({ ...visit, ...answer, length: body.length });
  },
};
