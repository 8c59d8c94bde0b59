import { DurableObject } from "cloudflare:workers";

interface Env {
  NOTEBOOKS: DurableObjectNamespace<Notebook>;
}

type Note = { id: number; title: string; text: string };

/** Notes in a table of the object's own database. */
export class Notebook extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec(`
      CREATE TABLE IF NOT EXISTS note (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        text TEXT NOT NULL DEFAULT ''
      );
      CREATE INDEX IF NOT EXISTS note_title ON note (title);
    `);
  }

  add(title: string, text: string): Note {
    return this.ctx.storage.sql
      .exec<Note>("INSERT INTO note (title, text) VALUES (?, ?) RETURNING *", title, text)
      .one();
  }

  find(words: string): Note[] {
    return this.ctx.storage.sql
      .exec<Note>("SELECT * FROM note WHERE title LIKE ?1 OR text LIKE ?1 ORDER BY id", `%${words}%`)
      .toArray();
  }

  remove(id: number): boolean {
    return this.ctx.storage.sql.exec("DELETE FROM note WHERE id = ?", id).rowsWritten > 0;
  }

  /** Moves text from one note to another, or does nothing at all. */
  merge(from: number, to: number): Note {
    return this.ctx.storage.transactionSync(() => {
      const sql = this.ctx.storage.sql;
      const source = sql.exec<Note>("DELETE FROM note WHERE id = ? RETURNING *", from).toArray();
      const target = sql
        .exec<Note>("UPDATE note SET text = text || ? WHERE id = ? RETURNING *", source[0]?.text ?? "", to)
        .toArray();
      if (source.length === 0 || target.length === 0) {
        throw new RangeError(`no notes ${from} and ${to}`);
      }
      return target[0];
    });
  }
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    const [, book, id] = url.pathname.split("/");
    const notebook = env.NOTEBOOKS.getByName(book);
    switch (request.method) {
      case "POST": {
        if (id) {
          try {
            return Response.json(await notebook.merge(Number(url.searchParams.get("from")), Number(id)));
          } catch (error) {
            return Response.json({ error: (error as Error).message }, { status: 409 });
          }
        }
        const { title, text = "" } = await request.json<Partial<Note>>();
        if (!title) {
          return Response.json({ error: "a note needs a title" }, { status: 400 });
        }
        return Response.json(await notebook.add(title, text), { status: 201 });
      }
      case "DELETE":
        return new Response(null, { status: (await notebook.remove(Number(id))) ? 204 : 404 });
      default:
        return Response.json(await notebook.find(url.searchParams.get("find") ?? ""));
    }
  },
} satisfies ExportedHandler<Env>;
