package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EventSourceTest {
  private static final String SCRIPT =
      """
      import { WorkerEntrypoint } from 'cloudflare:workers';
      const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
      export class Server extends WorkerEntrypoint {
        fetch(request) {
          const { pathname } = new URL(request.url);
          if (pathname === '/bad') return new Response('', { status: 500 });
          if (pathname === '/plain') return new Response('data: x\\n\\n');
          const id = request.headers.get('last-event-id');
          if (id !== null) return new Response(`data: after ${id}\\n\\n`, { headers });
          return new Response(': hello\\nretry: 1000\\nid: 7\\nevent: news\\ndata: one\\r\\ndata:two\\n\\ndata\\n\\n', { headers });
        }
      }
      const cases = {
        reconnects(fetcher, done) {
          const seen = [];
          const source = new EventSource('http://events/a', { fetcher });
          seen.push(source.readyState, source.url);
          source.onopen = () => seen.push('open');
          source.addEventListener('news', (event) => seen.push(event.data, event.lastEventId, event.origin));
          source.onerror = (event) => seen.push(event.message, source.readyState);
          source.onmessage = (event) => {
            seen.push(event.data);
            source.close();
            done([...seen, source.readyState]);
          };
        },
        refuses(fetcher, done) {
          const seen = [];
          const watch = (path, then) => {
            const source = new EventSource(`http://events/${path}`, { fetcher });
            source.onerror = ({ message }) => then(seen.push(message, source.readyState));
          };
          watch('bad', () => watch('plain', () => done(seen)));
        },
        stream(fetcher, done) {
          const seen = [];
          const bytes = ['\\uFEFFdata: a\\r', '\\ndata: \u00e9\\n', '\\ndata: lost'];
          const source = EventSource.from(ReadableStream.from(bytes.map((text) => new TextEncoder().encode(text))));
          source.onmessage = (event) => seen.push(event.data);
          source.onerror = () => done([...seen, source.readyState]);
        },
        constructor(fetcher, done) {
          const failure = (action) => {
            try {
              action();
            } catch (error) {
              return `${error.name}: ${error.message}`;
            }
          };
          done([
            failure(() => new EventSource('not a url')),
            failure(() => new EventSource('http://events/', { withCredentials: true })),
          ]);
        },
      };
      export default {
        async fetch(request, env, ctx) {
          const { pathname } = new URL(request.url);
          return Response.json(await new Promise((done) => cases[pathname.slice(1)](ctx.exports.Server, done)));
        },
      };
      """;

  private static TestWorker worker() {
    return TestWorker.flagged(LocalDate.of(2026, 1, 1), SCRIPT, "enable_ctx_exports");
  }

  @Test
  void eventsAreReadAndTheConnectionIsMadeAgainWithTheLastId() {
    try (TestWorker worker = worker()) {
      assertThat(worker.get("/reconnects"))
          .isEqualTo(
              "200 [0,\"http://events/a\",\"open\",\"one\\ntwo\",\"7\",\"http://events\","
                  + "\"The server disconnected.\",0,\"open\",\"after 7\",2]");
    }
  }

  @Test
  void anAnswerThatIsNoEventStreamEndsIt() {
    try (TestWorker worker = worker()) {
      assertThat(worker.get("/refuses"))
          .isEqualTo(
              "200 [\"The response status code was 500.\",2,"
                  + "\"The content type 'text/plain;charset=UTF-8' is invalid.\",2]");
    }
  }

  @Test
  void aStreamIsReadToItsEnd() {
    try (TestWorker worker = worker()) {
      assertThat(worker.get("/stream")).isEqualTo("200 [\"a\\n\u00e9\",2]");
    }
  }

  @Test
  void whatCannotBeOpenedIsRefused() {
    try (TestWorker worker = worker()) {
      assertThat(worker.get("/constructor"))
          .isEqualTo(
              "200 [\"SyntaxError: Cannot open an EventSource to 'not a url'. The URL is invalid.\","
                  + "\"NotSupportedError: The init.withCredentials option is not supported."
                  + " It must be false or undefined.\"]");
    }
  }
}
