package dev.perdure.host.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;

/** Writes one event of the host's log: its level where that matters, the sentence, the stack. */
final class HostLayout extends LayoutBase<ILoggingEvent> {
  private final Ink ink;

  HostLayout(Ink ink) {
    this.ink = ink;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(120);
    Level level = event.getLevel();
    if (level.isGreaterOrEqual(Level.ERROR)) {
      line.append(ink.paint(Ink.RED, "error")).append(' ');
    } else if (level.isGreaterOrEqual(Level.WARN)) {
      line.append(ink.paint(Ink.YELLOW, "warn ")).append(' ');
    } else if (!level.isGreaterOrEqual(Level.INFO)) {
      line.append(ink.paint(Ink.DIM, "debug " + event.getLoggerName())).append(' ');
    }
    line.append(event.getFormattedMessage()).append(System.lineSeparator());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString();
  }
}
