import { failure } from "../../lib/cases.js";

const thing = (env) => env.THING.get(env.THING.newUniqueId());
const bytes = (...chunks) => {
  const encoder = new TextEncoder();
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      if (chunks.length === 0) controller.close();
      else controller.enqueue(encoder.encode(chunks.shift()));
    },
  });
};

export const streams = {
  readables: async ({ env }) => {
    const got = await thing(env).readable(["one ", "two ", "three"]);
    const sent = bytes("four ", "five");
    const read = thing(env).read(sent);
    return [got instanceof ReadableStream, await new Response(got).text(), await read, sent.locked, await failure(() => thing(env).read(sent))];
  },
  writables: async ({ env }) => {
    const stub = thing(env);
    const got = await stub.writable();
    const writer = got.getWriter();
    for (const chunk of ["a", "b"]) await writer.write(new TextEncoder().encode(chunk));
    await writer.close();
    const { readable, writable } = new IdentityTransformStream();
    const text = new Response(readable).text();
    await stub.write(writable, "c", "d");
    return [[...(await stub.log())], await text, writable.locked];
  },
  valueStream: async ({ env }) => {
    const got = await thing(env).values();
    return failure(() => got.getReader().read());
  },
  messages: async ({ env }) => {
    const request = new Request("http://there/", { method: "POST", headers: { "x-mark": "m" }, body: bytes("streamed ", "request") });
    const copy = request.clone();
    const asked = await thing(env).request(request);
    const response = await thing(env).response();
    return [asked, await copy.text(), response.status, response.headers.get("x-mark"), await response.text()];
  },
  headers: async ({ env }) => {
    const sent = new Headers({ "x-mark": "h" });
    const got = await thing(env).headers(sent);
    return [got instanceof Headers, [...got], [...sent]];
  },
  cancelled: async ({ env }) => {
    const stub = thing(env);
    const stream = await stub.endless();
    const reader = stream.getReader();
    const { value } = await reader.read();
    await reader.cancel("enough");
    while (!(await stub.log()).includes("cancelled")) await scheduler.wait(2);
    return [value.byteLength > 0, (await stub.log()).filter((line) => line === "pulled").length < 100];
  },
  backpressure: async ({ env }) => {
    const stub = thing(env);
    const stream = await stub.endless();
    const reader = stream.getReader();
    await reader.read();
    await scheduler.wait(50);
    const pulled = (await stub.log()).length;
    await reader.cancel();
    return pulled < 100;
  },
};
