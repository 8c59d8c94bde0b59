import type { Counter } from "./counter";

export { Counter } from "./counter";

interface Env {
  COUNTERS: DurableObjectNamespace<Counter>;
  STEP: string;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    const stub = env.COUNTERS.getByName(url.searchParams.get("name") ?? "default");
    const step = Number(env.STEP);
    switch (url.pathname) {
      case "/increment":
        return Response.json({ value: await stub.add(step) });
      case "/decrement":
        return Response.json({ value: await stub.add(-step) });
      case "/":
        return Response.json({ value: await stub.value() });
      default:
        return new Response("Not found", { status: 404 });
    }
  },
} satisfies ExportedHandler<Env>;
