import { DurableObject } from "cloudflare:workers";

/** Makes as many lines as its readers want. */
export class Source extends DurableObject {
  #cancelled = 0;

  fetch(request) {
    const url = new URL(request.url);
    if (url.pathname === "/cancelled") {
      return Response.json({ cancelled: this.#cancelled });
    }
    const lines = Number(url.searchParams.get("lines") ?? Infinity);
    const encoder = new TextEncoder();
    let line = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        if (line === lines) {
          controller.close();
        } else {
          controller.enqueue(encoder.encode(`line ${++line}\n`));
        }
      },
      cancel: () => {
        this.#cancelled++;
      },
    });
    return new Response(body, { headers: { "content-type": "text/plain" } });
  }
}

/** Upper-cases text as it flows by. */
const upperCase = () =>
  new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.toUpperCase());
    },
  });

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    switch (url.pathname) {
      case "/echo":
        return new Response(request.body, { headers: request.headers });
      case "/shout":
        return new Response(
          request.body
            .pipeThrough(new TextDecoderStream())
            .pipeThrough(upperCase())
            .pipeThrough(new TextEncoderStream()),
        );
      case "/gzip":
        return new Response(request.body.pipeThrough(new CompressionStream("gzip")), {
          headers: { "content-type": "application/gzip" },
        });
      default:
        return env.SOURCES.getByName("source").fetch(request);
    }
  },
};
