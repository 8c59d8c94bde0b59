package dev.perdure.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final Path HERE = Path.of("/users/ann/project");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<HostOptions> started = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private @Nullable HttpServer server;
  private HostStarter starter = this::start;
  private CompletableFuture<Void> stop = CompletableFuture.completedFuture(null);

  @Test
  void devTakesTheFolderAndWhatWranglerTakes() {
    run(
        "dev",
        "../other",
        "-c",
        "a.toml",
        "--config",
        "/b.jsonc",
        "--port",
        "0",
        "--ip",
        "::1",
        "--env",
        "staging",
        "--var",
        "URL:http://x:1",
        "--test-scheduled",
        "--log-level",
        "warn");

    HostOptions options = started.getFirst();
    assertThat(options.mode()).isEqualTo(HostOptions.Mode.DEV);
    assertThat(options.project()).contains(Path.of("/users/ann/other"));
    assertThat(options.configs())
        .containsExactly(Path.of("/users/ann/project/a.toml"), Path.of("/b.jsonc"));
    assertThat(options.port()).hasValue(0);
    assertThat(options.ip()).contains("::1");
    assertThat(options.environment()).contains("staging");
    assertThat(options.vars()).containsExactly("URL:http://x:1");
    assertThat(options.testScheduled()).isTrue();
    assertThat(options.watch()).isTrue();
    assertThat(options.logLevel()).isEqualTo(HostOptions.LogLevel.WARN);
  }

  @Test
  void completionTakesTheShellAsPeopleTypeIt() {
    String script = completion();

    assertThat(script).contains("complete -F _complete_perdure").contains("bashcompinit");
    assertThat(List.of(completion("bash"), completion("zsh"))).containsOnly(script);
    assertThat(run("completion", "csh")).isEqualTo(ExitCodes.USAGE);
  }

  private String completion(String... shell) {
    out.getBuffer().setLength(0);
    run(Stream.concat(Stream.of("completion"), Stream.of(shell)).toArray(String[]::new));
    return out.toString();
  }

  @Test
  void nothingIsAssumedOfWhatIsNotSaid() {
    run("dev");

    HostOptions options = started.getFirst();
    assertThat(options.project()).isEmpty();
    assertThat(options.port()).isEmpty();
    assertThat(options.state()).isEmpty();
    assertThat(options.workingDirectory()).isEqualTo(HERE);
  }

  @Test
  void persistToNamesTheFolderAboveV3AndStateTheFolderItself() {
    run("dev", "--persist-to", "data");
    run("dev", "--state", "data");

    assertThat(started.get(0).state()).contains(HERE.resolve("data/v3"));
    assertThat(started.get(1).state()).contains(HERE.resolve("data"));
  }

  @Test
  void serveNeverWatches() {
    run("serve");
    run("dev", "--no-watch");

    assertThat(started).extracting(HostOptions::watch).containsExactly(false, false);
    assertThat(started.getFirst().mode()).isEqualTo(HostOptions.Mode.SERVE);
  }

  @Test
  void aSignalStopsTheHostAndIsNoFailure() {
    assertThat(run("dev")).isEqualTo(ExitCodes.OK);
    assertThat(events).containsExactly("closed");
  }

  @Test
  void aMistypedOptionIsAnsweredWithTheNearOne() {
    assertThat(run("dev", "--prot", "80")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("'--prot' is no option of 'perdure dev'. Did you mean '--port'?")
        .contains("Try 'perdure dev --help'.");
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheNearOne() {
    assertThat(run("serv")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("'serv' is no command of perdure. Did you mean 'serve'?");
  }

  @Test
  void aScriptWithoutACommandIsTurnedToDev() {
    assertThat(run("worker.js")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("perdure dev 'worker.js'");
  }

  @Test
  void wranglersOtherOptionsAreRefusedByName() {
    assertThat(run("dev", "--remote")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("'--remote' is an option of wrangler");
  }

  @Test
  void valuesThatCannotBeAreNamed() {
    assertThat(run("dev", "--port", "99999")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("dev", "--var", "GREETING")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("dev", "--state", "a", "--persist-to", "b")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("dev", "--log-level", "loud")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("'--port 99999'")
        .contains("'--var GREETING'")
        .contains("'--state' and '--persist-to'")
        .contains("loud");
    assertThat(started).isEmpty();
  }

  @Test
  void helpShowsExamples() {
    assertThat(run("--help")).isEqualTo(ExitCodes.OK);
    assertThat(run("dev", "--help")).isEqualTo(ExitCodes.OK);
    assertThat(run("help", "serve")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString())
        .contains("perdure dev test-workers/samples/counter")
        .contains("perdure serve /srv/counter")
        .contains("Exit codes:");
  }

  @Test
  void whatTheUserCanMendIsSaidWithoutAStackTrace() {
    starter =
        options -> {
          throw CannotStartException.because("The folder is locked.", new RuntimeException());
        };

    assertThat(run("dev")).isEqualTo(ExitCodes.FAILURE);
    assertThat(err.toString()).isEqualTo("The folder is locked.%n".formatted());
  }

  @Test
  void trainingRunsASmallProjectAndAsksIt() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Set<String> objects = ConcurrentHashMap.newKeySet();
    server.createContext(
        "/count",
        exchange -> {
          objects.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
        });
    server.start();
    try {
      assertThat(run("train")).isEqualTo(ExitCodes.OK);
      assertThat(objects).hasSize(400);
    } finally {
      server.stop(0);
    }
    assertThat(started.getFirst().port()).hasValue(0);
    assertThat(started.getFirst().project()).get().matches(Files::notExists);
  }

  @Test
  void aFaultOfTheHostEndsItWithAStackTrace() {
    stop = new CompletableFuture<>();
    starter = options -> host(CompletableFuture.failedFuture(new IllegalStateException("broken")));

    assertThat(run("dev")).isEqualTo(ExitCodes.FAILURE);
    assertThat(err.toString()).contains("IllegalStateException: broken");
  }

  private int run(String... arguments) {
    Session session = new Session(HERE, starter, stop);
    return Commands.run(session, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private RunningHost start(HostOptions options) {
    started.add(options);
    return host(new CompletableFuture<>());
  }

  private RunningHost host(CompletableFuture<Void> ended) {
    return new RunningHost() {
      @Override
      public InetSocketAddress address() {
        return server == null ? new InetSocketAddress(0) : server.getAddress();
      }

      @Override
      public CompletableFuture<Void> ended() {
        return ended;
      }

      @Override
      public void close() {
        events.add("closed");
      }
    };
  }
}
