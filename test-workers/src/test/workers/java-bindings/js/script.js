import { WorkerEntrypoint } from "cloudflare:workers";

/** Reads and writes in JavaScript what the worker in Java keeps. */
export class Script extends WorkerEntrypoint {
  async kv(key) {
    return this.env.KV.get(key);
  }

  async bucket(key) {
    const found = await this.env.BUCKET.get(key);
    return [await found.text(), found.httpMetadata.contentType, found.customMetadata];
  }

  async store(key, text) {
    await this.env.BUCKET.put(key, text, {
      httpMetadata: { contentType: "text/css", cacheControl: "no-store" },
      customMetadata: { by: "js" },
    });
  }

  async props() {
    return this.ctx.props;
  }

  async connectObject(text) {
    const socket = this.env.KEEPER.getByName("it").connect("it:1");
    const writer = socket.writable.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    let answer = "";
    for await (const chunk of socket.readable) answer += new TextDecoder().decode(chunk);
    return answer;
  }

  async describe(key, text) {
    await this.env.KV.put(key, text, { metadata: { by: "js", pages: 3 } });
  }

  async described(key) {
    return (await this.env.KV.getWithMetadata(key)).metadata;
  }

  async end(key) {
    const found = await this.env.BUCKET.get(key, { range: { suffix: 5 } });
    return [await found.text(), found.httpMetadata.contentType];
  }

  async session(bookmark) {
    const session = this.env.DB.withSession(bookmark);
    const { results } = await session.prepare("SELECT id FROM seen").all();
    return [results, session.getBookmark() >= bookmark];
  }

  async rows() {
    return (await this.env.DB.prepare("SELECT * FROM entry ORDER BY id").all()).results;
  }

  /** Answers a connection with what comes, in capitals. */
  async connect(socket) {
    const writer = socket.writable.getWriter();
    for await (const chunk of socket.readable) {
      await writer.write(new TextEncoder().encode(new TextDecoder().decode(chunk).toUpperCase()));
    }
    await writer.close();
  }

  async callJava(text) {
    const socket = this.env.JAVA.connect("greeter:7");
    const writer = socket.writable.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    let answer = "";
    for await (const chunk of socket.readable) answer += new TextDecoder().decode(chunk);
    return answer;
  }

  async cached(url) {
    const response = await caches.default.match(url);
    return response === undefined ? null : response.text();
  }

  async send(body, contentType) {
    await this.env.JOBS.send(body, { contentType });
  }
}
