/** Wakes a stream that waits; reached by a second request of the same isolate. */
const waiting = new Map();

export const bodies = {
  held: ({ query, ctx }) => {
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    ctx.waitUntil(
      (async () => {
        await writer.write(encoder.encode("first\n"));
        // The client asks for /release only once it has read the first line.
        while (!waiting.get(query.key)) {
          await scheduler.wait(5);
        }
        await writer.write(encoder.encode("second\n"));
        await writer.close();
      })(),
    );
    return new Response(readable);
  },
  release: ({ query }) => {
    waiting.set(query.key, true);
    return "released";
  },
  endless: ({ env }) => env.STORE.getByName("endless").fetch("http://do/"),
  endlessEnded: ({ env }) => env.STORE.getByName("endless").values(1),
  echo: ({ request }) => new Response(request.body),
};
