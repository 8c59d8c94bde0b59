package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeWorkerTest {
  @Test
  void aNodeServerAnswersFetchEvents() {
    String script =
        """
        import { httpServerHandler } from "cloudflare:node";
        import { createServer } from "node:http";
        const server = createServer((req, res) => {
          if (req.url === "/") {
            res.writeHead(200, { "Content-Type": "text/html" });
            res.end("<h1>node</h1>");
          } else {
            res.statusCode = 404;
            res.write("Not ");
            res.end("Found " + req.url + " " + req.method);
          }
        });
        server.listen(8080);
        export default httpServerHandler({ port: 8080 });
        """;
    try (TestWorker worker = TestWorker.node(script)) {
      assertThat(worker.get("/")).isEqualTo("200 <h1>node</h1>");
      assertThat(worker.get("/nope?q=1")).isEqualTo("404 Not Found /nope?q=1 GET");
    }
  }

  @Test
  void nodeModulesAreImportedByNameAndAsAWhole() {
    String script =
        """
        import { AsyncLocalStorage } from "node:async_hooks";
        import path, { join } from "node:path";
        import assert from "node:assert";
        import { Buffer } from "node:buffer";
        import util, { inspect } from "node:util";
        import EventEmitter, { once } from "events";
        const storage = new AsyncLocalStorage();
        export default {
          async fetch(request) {
            return storage.run(request.url.split("?")[1], async () => {
              await new Promise((resolve) => setTimeout(resolve, 1));
              assert.strictEqual(path.join, join);
              assert.strictEqual(util.inspect, inspect);
              const emitter = new EventEmitter();
              setTimeout(() => emitter.emit("x", storage.getStore()), 1);
              const [store] = await once(emitter, "x");
              return new Response(join("a", "..", Buffer.from(store).toString("hex")));
            });
          },
        };
        """;
    try (TestWorker worker = TestWorker.node(script)) {
      assertThat(worker.get("/?one")).isEqualTo("200 6f6e65");
    }
  }

  @Test
  void anAssertionErrorSaysWhereItWasThrown() {
    String script =
        """
        import assert from 'node:assert';
        function check() {
          assert.strictEqual(1, 2);
        }
        export default {
          fetch() {
            const stacks = [];
            for (const action of [check, () => atob('%')]) {
              try {
                action();
              } catch (error) {
                stacks.push(error.stack.split('\\n').filter((line) => line.startsWith('    at '))[0]);
              }
            }
            return Response.json(stacks);
          },
        };
        """;
    try (TestWorker worker = TestWorker.node(script)) {
      assertThat(worker.get("/"))
          .contains("at check (/worker.mjs:3:")
          .containsPattern("at .*\\(?/worker.mjs:8:");
    }
  }

  @Test
  void modulesOfTheWorkerAreFilesOfItsBundle() {
    try (TestWorker worker =
        TestWorker.node(
            """
            import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
            export default {
              fetch() {
                let refused;
                try { writeFileSync('/bundle/worker.mjs', ''); } catch (error) { refused = error.code; }
                return Response.json([
                  readdirSync('/bundle'), readFileSync('worker.mjs', 'utf8').startsWith('import { readFileSync'), refused,
                ]);
              },
            };
            """)) {
      assertThat(worker.get("/")).isEqualTo("200 [[\"worker.mjs\"],true,\"EPERM\"]");
    }
  }

  @Test
  void aServerThatDoesNotListenYetIsMadeTo() {
    try (TestWorker worker =
        TestWorker.node(
            """
            import http from 'node:http';
            import { httpServerHandler } from 'cloudflare:node';
            const server = http.createServer((request, response) => response.end(typeof server[Symbol.asyncDispose]));
            export default httpServerHandler(server);
            """)) {
      assertThat(worker.get("/")).isEqualTo("200 function");
    }
  }
}
