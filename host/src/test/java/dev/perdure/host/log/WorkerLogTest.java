package dev.perdure.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.spi.Console;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerLogTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aMessageSaysItsLevelAndItsWorker() {
    log(Ink.NONE).of("counter").write(Console.Level.LOG, "caf\u00e9");

    assertThat(printed()).isEqualTo("log   counter caf\u00e9\n");
  }

  @Test
  void anObjectIsCalledByItsNameOrTheBeginningOfItsId() {
    log(Ink.NONE).of("w", "Counter", "a name").write(Console.Level.WARN, "x");
    log(Ink.NONE).of("w", "Counter", "01234567".repeat(8)).write(Console.Level.ERROR, "x");

    assertThat(printed()).isEqualTo("warn  w Counter(a name) x\nerror w Counter(01234567) x\n");
  }

  @Test
  void aNameCannotFakeALine() {
    log(Ink.NONE).of("w", "C", "x\nerror w").write(Console.Level.LOG, "y");

    assertThat(printed()).isEqualTo("log   w C(x?error w) y\n");
  }

  @Test
  void furtherLinesAreIndented() {
    log(Ink.NONE).of("w").write(Console.Level.ERROR, "Error: x\n    at f\n");

    assertThat(printed()).isEqualTo("error w Error: x\n      at f\n");
  }

  @Test
  void lessImportantMessagesAreLeftOut() {
    WorkerLog log = log(Ink.NONE);
    log.of("w").write(Console.Level.DEBUG, "hidden");
    log.silence();
    log.of("w").write(Console.Level.ERROR, "hidden");
    log.least(Console.Level.DEBUG);
    log.of("w").write(Console.Level.DEBUG, "shown");

    assertThat(printed()).isEqualTo("debug w shown\n");
  }

  @Test
  void coloursAreForTerminalsThatAllowThem() {
    assertThat(Ink.of(true, Map.of())).isEqualTo(Ink.ANSI);
    assertThat(Ink.of(true, Map.of("NO_COLOR", ""))).isEqualTo(Ink.ANSI);
    assertThat(Ink.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Ink.NONE);
    assertThat(Ink.of(false, Map.of())).isEqualTo(Ink.NONE);
    log(Ink.ANSI).of("w").write(Console.Level.ERROR, "x");
    assertThat(printed()).isEqualTo("\u001b[31merror\u001b[0m \u001b[2mw\u001b[0m x\n");
  }

  private WorkerLog log(Ink ink) {
    return new WorkerLog(out, ink, Console.Level.LOG);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
