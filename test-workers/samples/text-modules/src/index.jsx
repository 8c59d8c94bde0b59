import { DurableObject, env } from "cloudflare:workers";
import page from "./page.html";
import style from "./style.css";
import { h } from "./h";

export class Guestbook extends DurableObject {
  sign(name) {
    const names = this.ctx.storage.kv.get("names") ?? [];
    names.push(name);
    this.ctx.storage.kv.put("names", names);
    return names;
  }
}

const Guests = ({ names }) => (
  <ul>
    {names.map((name, i) => (
      <li style={`color: ${env.COLOURS[i % env.COLOURS.length]}`}>{name}</li>
    ))}
  </ul>
);

export default {
  async fetch(request) {
    const name = new URL(request.url).searchParams.get("name") ?? "nobody";
    const names = await env.GUESTBOOK.getByName("book").sign(name);
    const html = page
      .replace("{title}", env.TITLE)
      .replace("{style}", style.trim())
      .replace("{body}", <Guests names={names} />);
    return new Response(html, { headers: { "content-type": "text/html;charset=UTF-8" } });
  },
};
