/** Calls /OBJECT/METHOD?args=[...] and answers {"value": ...} or {"error": ...}; sockets go to the object. */
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const [, object, method] = url.pathname.split("/");
    const namespace = object.startsWith("case") || object.startsWith("broken") ? env.CASES : env.THING;
    const stub = namespace.getByName(object);
    if (method === "fetch" || method === "standard") return stub.fetch(request);
    try {
      const args = JSON.parse(url.searchParams.get("args") ?? "[]");
      if (method === "callback") {
        const heard = [];
        const last = await stub.callback(args[0], (text) => heard.push(text));
        return Response.json({ value: [...heard, last] });
      }
      if (method === "tally") {
        const tally = await stub.tally(args[0]);
        await tally.add(2);
        return Response.json({ value: await tally.add(3) });
      }
      return Response.json({ value: (await stub[method](...args)) ?? null });
    } catch (error) {
      const { name, message, remote = false, durableObjectReset = false } = error;
      return Response.json({ error: { name, message, remote, durableObjectReset } });
    }
  },
};
