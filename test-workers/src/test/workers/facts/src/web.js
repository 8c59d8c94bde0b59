import { DurableObject } from "cloudflare:workers";

/** Probes of what an object meets of the global scope. */
export const webProbes = {
  "Response 101 without ws": () => new Response(null, { status: 101 }).status,
  "Response 199": () => new Response(null, { status: 199 }).status,
  "Response null body status with body": () => new Response("x", { status: 204 }).status,
  "Headers bad name": () => [...new Headers([["bad name", "x"]])],
  "Headers bad value": () => [...new Headers([["x", "a\nb"]])],
  "Request relative URL": () => new Request("/x").url,
  "Request GET with body": () => new Request("http://h/", { body: "x" }).method,
  "fetch relative": () => fetch("/x"),
  "body used twice": async () => {
    const response = new Response("x");
    await response.text();
    return response.text();
  },
  "json invalid": () => new Response("{x").json(),
  "structuredClone function": () => structuredClone(() => 1),
  "new DurableObject()": () => typeof new DurableObject(),
  "setTimeout string": () => setTimeout("1"),
  "queueMicrotask bad": () => queueMicrotask(5),
};
