package dev.perdure.testworkers.harness;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.perdure.host.cli.HostOptions;
import dev.perdure.host.log.Ink;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.HostSettings;
import dev.perdure.host.session.PerdureHost;
import dev.perdure.host.session.Starter;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.spi.Console;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Perdure in this JVM. */
final class PerdureServer implements Server {
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  private static final String FAULT = "A fault of Perdure itself";

  private final PerdureHost host;
  private final List<String> logs;
  private final AppenderBase<ILoggingEvent> appender;

  private PerdureServer(PerdureHost host, List<String> logs, AppenderBase<ILoggingEvent> appender) {
    this.host = host;
    this.logs = logs;
    this.appender = appender;
  }

  static PerdureServer start(HostOptions options, HostSettings settings) {
    List<String> logs = new CopyOnWriteArrayList<>();
    Starter starter =
        new Starter(
            line -> logs.addAll(line.lines().toList()),
            new WorkerLog(new Lines(logs), Ink.NONE, Console.Level.DEBUG),
            settings);
    AppenderBase<ILoggingEvent> appender = appender(logs);
    return new PerdureServer(starter.start(options), logs, appender);
  }

  /** Keeps what hosts log; with several at a time each sees the lines of all. */
  private static AppenderBase<ILoggingEvent> appender(List<String> logs) {
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            logs.add(event.getFormattedMessage());
          }
        };
    appender.start();
    ROOT.addAppender(appender);
    return appender;
  }

  <R> CompletableFuture<R> deliver(Event<R> event) {
    return host.send(event);
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + host.address().getPort());
  }

  @Override
  public List<String> logs() {
    return List.copyOf(logs);
  }

  @Override
  public void close() {
    int before = logs.size();
    host.close();
    ROOT.detachAppender(appender);
    List<String> faults = logs.stream().skip(before).filter(PerdureServer::isFault).toList();
    if (!faults.isEmpty()) {
      throw new IllegalStateException("The host did not end as it should: " + faults);
    }
  }

  /** Whether it tells of a fault of the host, or of its closing as of the worker's error. */
  private static boolean isFault(String line) {
    return line.startsWith(FAULT)
        || (line.contains("Uncaught")
            && line.contains("this Durable Object instance is no longer"));
  }

  /** Keeps what is written as lines; every write ends with the end of a line. */
  private static final class Lines extends OutputStream {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(int character) {
      throw new UnsupportedOperationException("Messages are written as a whole.");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      lines.addAll(new String(bytes, offset, length, StandardCharsets.UTF_8).lines().toList());
    }
  }
}
