package dev.perdure.host.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.http.Front;
import dev.perdure.host.http.HttpServer;
import dev.perdure.host.worker.TestWorker;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.ResponseMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Sockets from a client on the network through a worker to an object. */
class SocketsTest {
  private static final LocalDate OLD = LocalDate.of(2026, 1, 1);
  private static final LocalDate NEW = LocalDate.of(2026, 5, 1);
  private static final String SCRIPT =
      """
      import { DurableObject } from "cloudflare:workers";
      export class Room extends DurableObject {
        constructor(ctx, env) {
          super(ctx, env);
          this.messages = 0;
          this.atStart = ctx.getWebSockets().map((ws) => ws.deserializeAttachment());
        }
        async fetch(request) {
          const path = new URL(request.url).pathname;
          if (path === "/log") return Response.json((await this.ctx.storage.get("log")) ?? []);
          const [client, server] = Object.values(new WebSocketPair());
          if (path === "/standard") {
            server.accept();
            server.addEventListener("message", (e) => server.send("echo " + (typeof e.data === "string" ? e.data : e.data.byteLength)));
            server.addEventListener("close", (e) => server.close(4000, "you said " + e.code + e.reason));
          } else if (path === "/push") {
            server.accept();
            server.send("welcome");
            server.close(4001, "done");
          } else {
            const name = new URL(request.url).searchParams.get("as") ?? "nobody";
            this.ctx.acceptWebSocket(server, [name, "all"]);
            server.serializeAttachment({ name });
          }
          const protocol = request.headers.get("Sec-WebSocket-Protocol");
          return new Response(null, { status: 101, webSocket: client, headers: protocol === null ? {} : { "Sec-WebSocket-Protocol": protocol } });
        }
        async webSocketMessage(ws, message) {
          this.messages++;
          if (message === "auto") this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
          if (message === "hold") {
            ws.send("held");
            await new Promise((done) => { this.release = done; });
          }
          if (message === "release") this.release();
          if (message === "timer") setTimeout(() => {}, 1e8);
          if (message === "abort") this.ctx.abort("enough");
          if (message === "bye") ws.close(4002, "bye");
          else if (typeof message !== "string") ws.send(message);
          else if (message.startsWith("all ")) for (const each of this.ctx.getWebSockets()) each.send(message);
          else ws.send(JSON.stringify([message, this.messages, ws.deserializeAttachment()?.name, this.ctx.getTags(ws), this.ctx.getWebSockets("all").length, this.atStart.length]));
        }
        async webSocketClose(ws, code, reason, clean) {
          const log = (await this.ctx.storage.get("log")) ?? [];
          log.push([code, reason, clean, ws.readyState, ws.deserializeAttachment().name, this.ctx.getWebSockets().includes(ws)]);
          await this.ctx.storage.put("log", log);
          if (reason === "answer me") ws.close(4003, "answered");
        }
      }
      export default {
        async fetch(request, env) {
          const path = new URL(request.url).pathname;
          const port = new URL(request.url).searchParams.get("port");
          if (path === "/dial") {
            const ws = new WebSocket(`ws://127.0.0.1:${port}/standard`);
            const states = [ws.readyState];
            const heard = (type) => new Promise((done) => ws.addEventListener(type, done, { once: true }));
            await heard("open");
            states.push(ws.readyState);
            ws.send("hi");
            const text = (await heard("message")).data;
            ws.send(new Uint8Array(3));
            const binary = (await heard("message")).data;
            ws.close(4500, "off");
            const e = await heard("close");
            return Response.json([states, text, binary, [e.code, e.reason, e.wasClean], ws.protocol]);
          }
          if (path === "/dial-fetch") {
            const response = await fetch(`http://127.0.0.1:${port}/standard`, { headers: { Upgrade: "websocket" } });
            const ws = response.webSocket;
            ws.accept();
            ws.send("hi");
            return Response.json([response.status, (await new Promise((done) => { ws.onmessage = done; })).data]);
          }
          if (path === "/dial-plain") {
            const ws = new WebSocket(`ws://127.0.0.1:${port}/plain`);
            return Response.json([String((await new Promise((done) => { ws.onerror = done; })).error), ws.readyState]);
          }
          if (path === "/plain") return new Response("no socket", { status: 418 });
          return env.ROOM.getByName("room").fetch(request);
        },
      };
      """;

  private record Site(TestWorker worker, HttpServer server) implements AutoCloseable {
    static Site of(LocalDate date) throws IOException {
      TestWorker worker = TestWorker.dated(date, SCRIPT, "Room");
      Front front =
          new Front(
              worker::send,
              url -> url,
              (request, fault) ->
                  ResponseMessage.of(
                      500,
                      HeaderList.EMPTY,
                      new Body.Bytes(fault.toString().getBytes(StandardCharsets.UTF_8))),
              Optional.of(new SocketUpgrade()));
      return new Site(
          worker,
          HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), front));
    }

    RecordingClient connect(String path, String... protocols) throws Exception {
      return RecordingClient.connect(
          URI.create("ws://127.0.0.1:" + server.address().getPort() + path), protocols);
    }

    String get(String path) throws Exception {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }

    @Override
    public void close() {
      server.close(Duration.ZERO);
      worker.close();
    }
  }

  @Test
  void messagesOfAllSizesComeBack() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient client = site.connect("/standard");
      assertThat(client.ask("hello")).isEqualTo("echo hello");
      String large = "ü".repeat(100_000);
      assertThat(client.ask(large)).isEqualTo("echo " + large);
      client.socket().sendBinary(ByteBuffer.allocate(70_000), true);
      assertThat(client.next()).isEqualTo("echo 70000");
      client.socket().sendText("in ", false).join();
      client.socket().sendText("pieces", true).join();
      assertThat(client.next()).isEqualTo("echo in pieces");
      client.socket().sendPing(ByteBuffer.wrap(new byte[] {1, 2}));
      assertThat(client.next()).isEqualTo("pong 2");
      client.socket().sendClose(4711, "ciao");
      assertThat(client.next()).isEqualTo("close 4000 you said 4711ciao");
    }
  }

  @Test
  void whatTheObjectSendsAtOnceArrivesWithItsClose() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient client = site.connect("/push", "chat");
      assertThat(client.socket().getSubprotocol()).isEqualTo("chat");
      assertThat(client.next()).isEqualTo("welcome");
      assertThat(client.next()).isEqualTo("close 4001 done");
    }
  }

  @Test
  void anAnswerWithoutASocketReachesTheClientAsItIs() throws Exception {
    try (Site site = Site.of(OLD)) {
      Assertions.assertThatThrownBy(() -> site.connect("/plain"))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> assertThat(e.getResponse().statusCode()).isEqualTo(418));
      assertThat(site.get("/standard")).startsWith("500 Worker tried to return WebSocket");
    }
  }

  @Test
  void aHibernatedObjectWakesWithItsSockets() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient ann = site.connect("/?as=ann");
      RecordingClient bob = site.connect("/?as=bob");
      assertThat(ann.ask("a")).isEqualTo("[\"a\",1,\"ann\",[\"ann\",\"all\"],2,0]");
      assertThat(site.worker().hibernate()).isEqualTo(1);
      assertThat(site.worker().live()).isZero();
      assertThat(bob.ask("b")).isEqualTo("[\"b\",1,\"bob\",[\"bob\",\"all\"],2,2]");
      assertThat(ann.ask("c")).isEqualTo("[\"c\",2,\"ann\",[\"ann\",\"all\"],2,2]");
      assertThat(site.worker().hibernate()).isEqualTo(1);
      ann.send("all hi");
      assertThat(ann.next()).isEqualTo("all hi");
      assertThat(bob.next()).isEqualTo("all hi");
    }
  }

  @Test
  void anAutomaticAnswerDoesNotWakeTheObject() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient client = site.connect("/?as=ann");
      assertThat(client.ask("auto")).startsWith("[\"auto\",1");
      assertThat(site.worker().hibernate()).isEqualTo(1);
      assertThat(client.ask("ping")).isEqualTo("pong");
      assertThat(site.worker().live()).isZero();
      assertThat(client.ask("ping ")).startsWith("[\"ping \",1");
    }
  }

  @Test
  void whatMustPreventHibernationDoes() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient client = site.connect("/?as=ann");
      RecordingClient other = site.connect("/?as=bob");
      assertThat(client.ask("hold")).isEqualTo("held");
      assertThat(site.worker().hibernate()).isZero();
      assertThat(other.ask("release")).startsWith("[\"release\",2");
      assertThat(client.next()).startsWith("[\"hold\",2");
      RecordingClient standard = site.connect("/standard");
      assertThat(standard.ask("x")).isEqualTo("echo x");
      assertThat(site.worker().hibernate()).isZero();
      assertThat(client.ask("y")).startsWith("[\"y\",3");
    }
  }

  @Test
  void aTimerPreventsHibernation() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient client = site.connect("/?as=ann");
      assertThat(client.ask("timer")).startsWith("[\"timer\",1");
      assertThat(site.worker().hibernate()).isZero();
      assertThat(client.ask("y")).startsWith("[\"y\",2");
    }
  }

  @Test
  void aCloseWakesTheObjectAndIsAnsweredByDateOrByTheHandler() throws Exception {
    try (Site site = Site.of(NEW)) {
      RecordingClient ann = site.connect("/?as=ann");
      RecordingClient bob = site.connect("/?as=bob");
      assertThat(site.worker().hibernate()).isEqualTo(1);
      ann.socket().sendClose(4100, "ciao");
      assertThat(ann.next()).isEqualTo("close 4100 ciao");
      bob.socket().sendClose(4200, "answer me");
      assertThat(bob.next()).isEqualTo("close 4003 answered");
      assertThat(site.get("/log"))
          .isEqualTo(
              "200 [[4100,\"ciao\",true,3,\"ann\",true],[4200,\"answer me\",true,3,\"bob\",true]]");
    }
  }

  @Test
  void aLostConnectionIsAClose1006() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient ann = site.connect("/?as=ann");
      assertThat(ann.ask("a")).startsWith("[\"a\",1");
      ann.socket().abort();
      String log = site.get("/log");
      while (log.equals("200 []")) {
        Thread.onSpinWait();
        log = site.get("/log");
      }
      assertThat(log)
          .isEqualTo(
              "200 [[1006,\"WebSocket disconnected without sending Close"
                  + " frame.\",false,2,\"ann\",true]]");
    }
  }

  @Test
  void anAbortDropsTheSocketsOfTheObject() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient ann = site.connect("/?as=ann");
      RecordingClient bob = site.connect("/standard");
      assertThat(bob.ask("x")).isEqualTo("echo x");
      ann.send("abort");
      assertThat(ann.next()).startsWith("close 1006");
      assertThat(bob.next()).startsWith("close 1006");
      assertThat(site.get("/log")).isEqualTo("200 []");
    }
  }

  @Test
  void theObjectClosesFirst() throws Exception {
    try (Site site = Site.of(OLD)) {
      RecordingClient ann = site.connect("/?as=ann");
      ann.send("bye");
      assertThat(ann.next()).isEqualTo("close 4002 bye");
    }
  }

  @Test
  void aGuestOpensASocketToAServer() throws Exception {
    try (Site site = Site.of(OLD)) {
      String port = Integer.toString(site.server().address().getPort());
      assertThat(site.get("/dial?port=" + port))
          .isEqualTo("200 [[0,1],\"echo hi\",\"echo 3\",[4000,\"you said 4500off\",true],\"\"]");
      assertThat(site.get("/dial-fetch?port=" + port)).isEqualTo("200 [101,\"echo hi\"]");
      assertThat(site.get("/dial-plain?port=" + port))
          .isEqualTo(
              "200 [\"TypeError: Failed to establish the WebSocket connection: expected server to"
                  + " reply with HTTP status code 101 (switching protocols), but received 418"
                  + " instead.\",3]");
    }
  }
}
