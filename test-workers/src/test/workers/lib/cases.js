/**
 * Serves each function of `cases` at /<its name>, given {request, env, ctx, query}.
 *
 * A Response is passed on as it is; any other value is answered as {"value": ...}, what was thrown as
 * {"error": {name, message, ...own properties}}. What JSON does not know is written as a string.
 */
export function serve(cases) {
  return async (request, env, ctx) => {
    const url = new URL(request.url);
    const run = cases[url.pathname.slice(1)];
    if (!run) {
      return new Response(`no case ${url.pathname}`, { status: 404 });
    }
    try {
      const query = Object.fromEntries(url.searchParams);
      const value = await run({ request, env, ctx, query });
      return value instanceof Response ? value : Response.json({ value: plain(value) });
    } catch (error) {
      return Response.json({ error: thrown(error) });
    }
  };
}

/** What `action` throws or rejects with, or "nothing". */
export async function failure(action) {
  try {
    await action();
    return "nothing";
  } catch (error) {
    return thrown(error);
  }
}

/** An error as plain data. */
export function thrown(error) {
  if (!(error instanceof Error)) {
    return { name: typeof error, message: String(error) };
  }
  return { ...error, name: error.name, message: error.message };
}

function plain(value) {
  switch (typeof value) {
    case "undefined":
    case "function":
    case "symbol":
      return `[${typeof value}]`;
    case "bigint":
      return `${value}n`;
    case "object":
      if (value === null || typeof value.toJSON === "function") {
        return value;
      }
      if (Array.isArray(value)) {
        return value.map(plain);
      }
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
    default:
      return value;
  }
}
