package dev.perdure.js.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;

class CachesTest {
  private static final String SETUP =
      """
      const url = 'https://example.com/a', cache = caches.default;
      const fresh = (body, headers = {}) => new Response(body, { headers: { 'cache-control': 'max-age=60', ...headers } });
      const fault = (promise) => promise.then(() => 'none', (e) => e.name + ': ' + e.message);
      """;

  @Test
  void aKeptResponseIsFoundUntilItExpires() {
    assertThat(
            TestRealm.json(
                SETUP
                    + """
                    const none = await cache.match(url);
                    await cache.put(url, fresh('hello', { 'x-a': '1' }));
                    const hit = await cache.match(new Request(url));
                    const seen = [none === undefined, await hit.text(), hit.headers.get('x-a'), hit.headers.get('cf-cache-status'), hit.status];
                    await scheduler.wait(61000);
                    seen.push(await cache.match(url) === undefined);
                    return seen;
                    """))
        .isEqualTo("[true,\"hello\",\"1\",\"HIT\",200,true]");
  }

  @Test
  void cachesAreApartByName() {
    assertThat(
            TestRealm.json(
                SETUP
                    + """
                    const other = await caches.open('other');
                    await other.put(url, fresh('x'));
                    const again = await caches.open('other');
                    return [await cache.match(url) === undefined, await (await again.match(url)).text(), await again.delete(url), await again.delete(url)];
                    """))
        .isEqualTo("[true,\"x\",true,false]");
  }

  @Test
  void whatCannotBeCachedIsRefused() {
    assertThat(
            TestRealm.json(
                    SETUP
                        + """
                        return [await fault(cache.put(new Request(url, { method: 'POST' }), fresh('x'))),
                          await fault(cache.put(url, new Response('x', { status: 206 }))),
                          await fault(cache.put(url, fresh('x', { vary: '*' })))].join('\\n');
                        """)
                .replace("\\n", "\n"))
        .isEqualTo(
            """
            "TypeError: Cannot cache response to non-GET request.
            TypeError: Cannot cache response to a range request (206 Partial Content).
            TypeError: Cannot cache response with 'Vary: *' header.\"\
            """);
  }

  @Test
  void responsesForOneUserAreNotKept() {
    assertThat(
            TestRealm.json(
                SETUP
                    + """
                    const kept = async (headers) => {
                      await cache.delete(url);
                      await cache.put(url, fresh('x', headers));
                      return await cache.match(url) !== undefined;
                    };
                    return [await kept({ 'set-cookie': 'a=b' }), await kept({ 'cache-control': 'private, max-age=60' }),
                      await kept({ 'cache-control': 'no-store' }), await kept({ 'cache-control': 'private=set-cookie, max-age=60', 'set-cookie': 'a=b' })];
                    """))
        .isEqualTo("[false,false,false,true]");
  }

  @Test
  void conditionsAndRangesAreAnswered() {
    assertThat(
            TestRealm.json(
                SETUP
                    + """
                    await cache.put(url, fresh('0123456789', { etag: '"v1"' }));
                    const same = await cache.match(new Request(url, { headers: { 'if-none-match': 'W/"v1"' } }));
                    const part = await cache.match(new Request(url, { headers: { range: 'bytes=2-4' } }));
                    return [same.status, part.status, await part.text(), part.headers.get('content-range')];
                    """))
        .isEqualTo("[304,206,\"234\",\"bytes 2-4/10\"]");
  }
}
