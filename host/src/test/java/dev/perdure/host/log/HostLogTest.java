package dev.perdure.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HostLogTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @Test
  void librariesAreSilentBelowWarnings() {
    assertThat(LoggerFactory.getLogger("io.undertow").isInfoEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("org.xnio").isWarnEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger("dev.perdure.host").isInfoEnabled()).isTrue();
  }

  @Test
  void informationIsASentenceAndMoreSaysItsLevel() {
    assertThat(laidOut(Level.INFO, "Ready.")).isEqualTo("Ready.%n".formatted());
    assertThat(laidOut(Level.WARN, "Odd.")).isEqualTo("warn  Odd.%n".formatted());
  }

  private String laidOut(Level level, String message) {
    return new HostLayout(Ink.NONE)
        .doLayout(
            new LoggingEvent(
                "", context.getLogger("dev.perdure.x"), level, message, null, new Object[0]));
  }
}
