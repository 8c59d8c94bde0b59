import { DurableObject } from "cloudflare:workers";

/** Keeps what to be reminded of, and wakes up when the next is due. */
export class Reminder extends DurableObject {
  async add(text, delay) {
    const due = Date.now() + delay;
    await this.ctx.storage.put(`due:${String(due).padStart(15, "0")}:${crypto.randomUUID()}`, text);
    const alarm = await this.ctx.storage.getAlarm();
    if (alarm === null || alarm > due) {
      await this.ctx.storage.setAlarm(due);
    }
    return { due };
  }

  async alarm() {
    const waiting = await this.ctx.storage.list({ prefix: "due:" });
    let next = null;
    for (const [key, text] of waiting) {
      const due = Number(key.split(":")[1]);
      if (due <= Date.now()) {
        const fired = (await this.ctx.storage.get("fired")) ?? [];
        await this.ctx.storage.put("fired", [...fired, text]);
        await this.ctx.storage.delete(key);
      } else {
        next ??= due;
      }
    }
    if (next !== null) {
      await this.ctx.storage.setAlarm(next);
    }
  }

  async state() {
    const waiting = await this.ctx.storage.list({ prefix: "due:" });
    return {
      name: this.ctx.id.name,
      fired: (await this.ctx.storage.get("fired")) ?? [],
      waiting: [...waiting.values()],
      alarm: await this.ctx.storage.getAlarm(),
    };
  }
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const reminder = env.REMINDERS.getByName(url.pathname.slice(1));
    if (request.method === "POST") {
      const delay = Number(url.searchParams.get("in") ?? 1000);
      return Response.json(await reminder.add(await request.text(), delay), { status: 201 });
    }
    return Response.json(await reminder.state());
  },
};
