import addition from "./add.wasm";
import { failure } from "../../lib/cases.js";

const NAMES =
  "URL URLSearchParams URLPattern TextEncoder TextDecoder atob btoa structuredClone queueMicrotask " +
  "AbortController Event EventTarget Blob File FormData crypto performance setTimeout setInterval " +
  "fetch caches console WebSocket WebSocketPair Headers Request Response ReadableStream " +
  "WritableStream TransformStream";

const hex = (buffer) =>
  [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");

export const globals = {
  wasm: async () => {
    const { exports } = new WebAssembly.Instance(addition, {});
    const later = await WebAssembly.instantiate(addition, {});
    return [
      addition instanceof WebAssembly.Module,
      exports.add(2, 3),
      later.exports.add(40, 2),
      await failure(() => new WebAssembly.Module(new Uint8Array(8))),
    ];
  },
  missing: () => NAMES.split(" ").filter((name) => typeof globalThis[name] === "undefined"),
  rewriter: async () => {
    const rewriter = new HTMLRewriter().on("b", {
      element(element) {
        element.setAttribute("class", "strong");
      },
    });
    return rewriter.transform(new Response("<p>a <b>b</b></p>")).text();
  },
  streams: async () => {
    const upper = new TransformStream({
      transform(chunk, controller) {
        controller.enqueue(chunk.toUpperCase());
      },
    });
    const parts = [];
    await new Blob(["héllo"])
      .stream()
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(upper)
      .pipeThrough(new TextEncoderStream())
      .pipeTo(new WritableStream({ write: (chunk) => void parts.push(...chunk) }));
    return new TextDecoder().decode(new Uint8Array(parts));
  },
  compression: async () => {
    const results = [];
    for (const format of ["gzip", "deflate", "deflate-raw"]) {
      const packed = new Blob(["squeeze ".repeat(1000)])
        .stream()
        .pipeThrough(new CompressionStream(format));
      const bytes = await new Response(packed).arrayBuffer();
      const text = await new Response(
        new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)),
      ).text();
      results.push(bytes.byteLength < 200, text.length);
    }
    return results;
  },
  crypto: async () => {
    const bytes = new TextEncoder().encode("message");
    const hmac = await crypto.subtle.importKey(
      "raw",
      bytes,
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign", "verify"],
    );
    const mac = await crypto.subtle.sign("HMAC", hmac, bytes);
    const aes = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, [
      "encrypt",
      "decrypt",
    ]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, bytes);
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, sealed);
    const ec = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ]);
    const ecdsa = { name: "ECDSA", hash: "SHA-256" };
    const signature = await crypto.subtle.sign(ecdsa, ec.privateKey, bytes);
    const digests = new crypto.DigestStream("SHA-256");
    await new Blob([bytes]).stream().pipeTo(digests);
    return {
      uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(
        crypto.randomUUID(),
      ),
      digest: hex(await crypto.subtle.digest("SHA-256", bytes)),
      digestStream: hex(await digests.digest),
      mac: hex(mac),
      verified: await crypto.subtle.verify("HMAC", hmac, mac, bytes),
      opened: new TextDecoder().decode(opened),
      ecdsa: await crypto.subtle.verify(ecdsa, ec.publicKey, signature, bytes),
    };
  },
  evals: async () => [
    await failure(() => eval("1 + 1")),
    await failure(() => new Function("return 1")()),
  ],
  time: () => [performance.timeOrigin, Math.abs(performance.now() - Date.now()) < 1000],
  agent: () => navigator.userAgent,
  caching: async () => {
    const url = `http://cache.invalid/${crypto.randomUUID()}`;
    const cache = await caches.open("of its own");
    const cached = new Response("cached", { headers: { "cache-control": "max-age=60" } });
    const absent = await caches.default.match(url);
    await cache.put(url, cached);
    const found = await (await cache.match(url)).text();
    const elsewhere = await caches.default.match(url);
    const deleted = [await cache.delete(url), await cache.delete(url)];
    const put = (init, response) =>
      failure(() => cache.put(new Request(url, init), response)).then((e) => e.name ?? e);
    return {
      absent,
      found,
      elsewhere,
      deleted,
      gone: await cache.match(url),
      post: await put({ method: "POST" }, new Response("x")),
      partial: await put({}, new Response("x", { status: 206 })),
      vary: await put({}, new Response("x", { headers: { vary: "*" } })),
    };
  },
  cookiesNotCached: async () => {
    const url = `http://cache.invalid/${crypto.randomUUID()}`;
    const headers = { "set-cookie": "a=1", "cache-control": "max-age=60" };
    await caches.default.put(url, new Response("x", { headers }));
    return caches.default.match(url);
  },
};
