import { DurableObject } from "cloudflare:workers";
import { Callee, callerProbes, Plain } from "./calls.js";
import { probeAll } from "./probe.js";
import { socketProbes } from "./sockets.js";
import { sqlProbes } from "./sql.js";
import { oldProbes, storageProbes } from "./storage.js";
import { webProbes } from "./web.js";

export { Callee, Plain };

/** Runs what is asked inside an object; it has no alarm() handler. */
export class Probe extends DurableObject {
  run() {
    return probeAll({ ...storageProbes, ...socketProbes, ...webProbes, ...sqlProbes }, this.ctx);
  }

  async fetch(request) {
    await this.ctx.storage.setAlarm(Date.now()).catch(() => {});
    return new Response(`ok ${request.url}`);
  }
}

/** The same without SQLite, and with an alarm() handler. */
export class OldProbe extends DurableObject {
  run() {
    return probeAll({ ...storageProbes, ...socketProbes, ...webProbes, ...oldProbes }, this.ctx);
  }

  alarm() {}
}

export default {
  async fetch(request, env) {
    switch (new URL(request.url).pathname) {
      case "/sqlite":
        return Response.json(await env.PROBE.getByName("a").run());
      case "/kv":
        return Response.json(await env.OLD_PROBE.getByName("k").run());
      case "/caller":
        return Response.json(await probeAll(callerProbes, env));
      default:
        return new Response("no such probes", { status: 404 });
    }
  },
};
