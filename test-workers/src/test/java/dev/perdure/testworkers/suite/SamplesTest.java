package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.life.LifeListener;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Answer;
import dev.perdure.testworkers.harness.RawSocket;
import dev.perdure.testworkers.harness.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Every folder of {@code samples} runs as its README says. */
class SamplesTest {
  @Test
  void counterCountsEachPathAndGoesOnAfterARestart() {
    try (TestHost host = TestHost.sample("counter").start()) {
      assertThat(host.fetch("/apples").body()).isEqualTo("apples: 1\n");
      assertThat(host.fetch("/apples").body()).isEqualTo("apples: 2\n");
      assertThat(host.fetch("/").body()).isEqualTo("default: 1\n");
      host.restart();
      assertThat(host.fetch("/apples").body()).isEqualTo("apples: 3\n");
    }
  }

  @Test
  @Behaviour("CFG-009")
  void counterTsCountsUpAndDown() {
    try (TestHost host = TestHost.sample("counter-ts").start()) {
      assertThat(host.fetch("/increment?name=a").body()).isEqualTo("{\"value\":1}");
      assertThat(host.fetch("/increment?name=a").body()).isEqualTo("{\"value\":2}");
      assertThat(host.fetch("/decrement?name=a").body()).isEqualTo("{\"value\":1}");
      host.restart();
      assertThat(host.fetch("/?name=a").body()).isEqualTo("{\"value\":1}");
      assertThat(host.fetch("/elsewhere").status()).isEqualTo(404);
    }
  }

  @Test
  void alarmsFireWhatIsDueAndKeepWhatIsNot() {
    try (TestHost host = TestHost.sample("alarms").start()) {
      assertThat(host.fetch(post(host, "/home?in=600000", "later")).status()).isEqualTo(201);
      assertThat(host.fetch(post(host, "/home?in=0", "milk")).status()).isEqualTo(201);
      Map<?, ?> state;
      do {
        state = (Map<?, ?>) host.fetch("/home").json();
      } while (List.of().equals(state.get("fired")));
      assertThat(state.get("name")).isEqualTo("home");
      assertThat(state.get("fired")).isEqualTo(List.of("milk"));
      assertThat(state.get("waiting")).isEqualTo(List.of("later"));
      assertThat(state.get("alarm")).isInstanceOf(Long.class);
    }
  }

  @Test
  void notesAreFoundMergedAndRemoved() {
    try (TestHost host = TestHost.sample("sql-notes").start()) {
      Map<String, Object> milk = Map.of("id", 1, "title", "milk", "text", "two");
      assertThat(add(host, "{\"title\":\"milk\",\"text\":\"two\"}").json()).isEqualTo(milk);
      assertThat(add(host, "{\"title\":\"bread\",\"text\":\"one\"}").status()).isEqualTo(201);
      assertThat(add(host, "{}").status()).isEqualTo(400);
      assertThat(host.fetch("/home?find=tw").json()).isEqualTo(List.of(milk));
      assertThat(host.fetch(post(host, "/home/1?from=2", "")).json())
          .isEqualTo(Map.of("id", 1, "title", "milk", "text", "twoone"));
      assertThat(host.fetch(post(host, "/home/1?from=2", "")).json())
          .isEqualTo(Map.of("error", "no notes 2 and 1"));
      assertThat(host.fetch(host.request("/home/1").DELETE()).status()).isEqualTo(204);
      assertThat(host.fetch("/home").json()).isEqualTo(List.of());
    }
  }

  @Test
  void streamsFlow() throws IOException {
    try (TestHost host = TestHost.sample("streaming").start()) {
      assertThat(host.fetch("/?lines=3").body()).isEqualTo("line 1\nline 2\nline 3\n");
      assertThat(host.fetch(post(host, "/shout", "quiet")).body()).isEqualTo("QUIET");
      assertThat(host.fetch(post(host, "/echo", "echo")).body()).isEqualTo("echo");
      try (InputStream zipped =
          host.send(post(host, "/gzip", "zipped"), HttpResponse.BodyHandlers.ofInputStream())
              .body()) {
        assertThat(new GZIPInputStream(zipped)).hasContent("zipped");
      }
    }
  }

  @Test
  @Behaviour({"CFG-007", "CFG-004"})
  void theLegacyClassLimitsByEnvironment() {
    TestHost.Settings strict = TestHost.Settings.DEV.in("strict");
    try (TestHost host = TestHost.at(Path.of("samples/legacy-class"), strict).start()) {
      assertThat(host.fetch("/").status()).isEqualTo(400);
      assertThat(host.fetch(asCaller(host)).body()).isEqualTo("0 left\n");
      assertThat(host.fetch(asCaller(host)).status()).isEqualTo(429);
      assertThat(host.fetch(asCaller(host).DELETE()).status()).isEqualTo(204);
      assertThat(host.fetch(asCaller(host)).body()).isEqualTo("0 left\n");
    }
  }

  @Test
  @Behaviour({"WRK-041", "CFG-016"})
  void textModulesAreImported() {
    try (TestHost host = TestHost.sample("text-modules").start()) {
      assertThat(host.fetch("/?name=Ada").body())
          .contains(
              "<title>Visitors</title>",
              "<style>li { font-style: italic }</style>",
              "<ul><li style=\"color: red\">Ada</li></ul>");
      assertThat(host.fetch("/?name=%3CB%3E").body())
          .asInstanceOf(InstanceOfAssertFactories.STRING)
          .contains("<li style=\"color: blue\">&#60;B&#62;</li>");
    }
  }

  @Test
  void chatGoesOnHoweverOftenTheRoomFallsAsleep() {
    AtomicInteger live = new AtomicInteger();
    LifeListener counting =
        event ->
            live.addAndGet(
                switch (event.kind()) {
                  case CREATED, WOKEN -> 1;
                  case HIBERNATED, EVICTED, RESET -> -1;
                });
    TestHost sample = TestHost.sample("chat").timed().listening(counting);
    Runnable sleep =
        () -> {
          while (live.get() > 0) {
            sample.pass(Duration.ofSeconds(11));
            Thread.yield();
          }
        };
    try (TestHost host = sample.start();
        RawSocket ann = RawSocket.open(host, "/lobby?name=ann")) {
      assertThat(ann.next()).isEqualTo("ann joins");
      sleep.run();
      assertThat(ann.ask("hello?")).isEqualTo("ann: hello?");
      sleep.run();
      try (RawSocket bob = RawSocket.open(host, "/lobby?name=bob")) {
        assertThat(bob.next()).isEqualTo("ann: hello?");
        assertThat(List.of(ann.next(), bob.next())).containsOnly("bob joins");
        sleep.run();
        assertThat(ann.ask("ping")).isEqualTo("pong");
        assertThat(live).hasValue(0);
        assertThat(bob.ask("hello!")).isEqualTo("bob: hello!");
        assertThat(ann.next()).isEqualTo("bob: hello!");
        sleep.run();
        assertThat(bob.sendClose(1000, "").next()).isEqualTo("close 1000 see you");
      }
      assertThat(ann.next()).isEqualTo("bob leaves");
      sleep.run();
      assertThat(host.fetch("/lobby").json())
          .isEqualTo(
              Map.of("present", List.of("ann"), "said", List.of("ann: hello?", "bob: hello!")));
    }
  }

  private static HttpRequest.Builder asCaller(TestHost host) {
    return host.request("/").header("X-Caller", "me");
  }

  private static HttpRequest.Builder post(TestHost host, String path, String body) {
    return host.request(path).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static Answer add(TestHost host, String note) {
    return host.fetch(post(host, "/home", note));
  }
}
