package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** TCP connections of workers. */
class ConnectWorkerTest {
  private static final String SCRIPT =
      """
      import { connect } from "cloudflare:sockets";
      import { WorkerEntrypoint } from "cloudflare:workers";
      export class Upper extends WorkerEntrypoint {
        async connect(socket) {
          const { localAddress } = await socket.opened;
          const text = await new Response(socket.readable).text();
          const writer = socket.writable.getWriter();
          await writer.write(new TextEncoder().encode(`${localAddress} ${text.toUpperCase()}`));
          await writer.close();
        }
      }
      async function talk(socket, text) {
        await socket.opened;
        const writer = socket.writable.getWriter();
        await writer.write(new TextEncoder().encode(text));
        await writer.close();
        return new Response(socket.readable).text();
      }
      const told = (action) => Promise.try(action).then(String, (e) => `${e.name}: ${e.message}`);
      Promise.try ??= (f) => new Promise((resolve) => resolve(f()));
      const cases = {
        echo: async (port) => {
          const socket = connect(`127.0.0.1:${port}`, { allowHalfOpen: true });
          const { remoteAddress } = await socket.opened;
          return [await talk(socket, "hello"), remoteAddress === `127.0.0.1:${port}`, socket.secureTransport];
        },
        record: async (port) => talk(connect({ hostname: "127.0.0.1", port: Number(port) }, { allowHalfOpen: true }), "again"),
        closed: async (port) => {
          const socket = connect(`127.0.0.1:${port}`);
          await socket.opened;
          await socket.close();
          return String(await socket.closed);
        },
        refused: async () => told(() => connect("127.0.0.1:1").opened),
        addresses: async () => [await told(() => connect("nowhere")), await told(() => connect("")), await told(() => connect("a:1", { secureTransport: "x" }))],
        worker: async (port, ctx) => talk(ctx.exports.Upper.connect("somewhere:25"), "to a worker"),
      };
      export default {
        async fetch(request, env, ctx) {
          const { pathname, searchParams } = new URL(request.url);
          return Response.json(await cases[pathname.slice(1)](searchParams.get("port"), ctx));
        },
      };
      """;

  private static void echo(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(socket.getInputStream().readAllBytes());
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void bytesGoBothWays() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TestWorker worker = TestWorker.of(SCRIPT)) {
      Thread.startVirtualThread(() -> echo(server));
      String port = "?port=" + server.getLocalPort();

      assertThat(worker.get("/echo" + port)).isEqualTo("200 [\"hello\",true,\"off\"]");
      assertThat(worker.get("/record" + port)).isEqualTo("200 \"again\"");
      assertThat(worker.get("/closed" + port)).isEqualTo("200 \"undefined\"");
    }
  }

  @Test
  void whatCannotBeReachedIsRefused() {
    try (TestWorker worker = TestWorker.of(SCRIPT)) {
      assertThat(worker.get("/refused"))
          .isEqualTo(
              "200 \"Error: proxy request failed, cannot connect to the specified address\"");
      assertThat(worker.get("/addresses"))
          .isEqualTo(
              "200 [\"TypeError: Specified address is missing port.\",\"TypeError: Specified address"
                  + " is missing hostname.\",\"TypeError: Unsupported value in secureTransport socket"
                  + " option: x\"]");
    }
  }

  @Test
  void aWorkerCanBeConnectedTo() {
    try (TestWorker worker = TestWorker.of(SCRIPT)) {
      assertThat(worker.get("/worker")).isEqualTo("200 \"somewhere:25 TO A WORKER\"");
    }
  }
}
