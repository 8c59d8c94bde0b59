import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

export class Counter extends DurableObject {
  async add(n) {
    const sum = ((await this.ctx.storage.get("sum")) ?? 0) + n;
    await this.ctx.storage.put("sum", sum);
    return sum;
  }
}

export class Greeter extends WorkerEntrypoint {
  greet(name) {
    return `hello ${name}, from ${this.ctx.props.from}`;
  }
}

export default {
  fetch(request) {
    return new Response(`other ${new URL(request.url).pathname}`);
  },
};
