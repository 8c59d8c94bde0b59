package dev.perdure.host.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Sets up the host's own log. Logback finds it as a service before the first line is logged, in
 * tests too, and looks for no file.
 */
public final class HostLog extends ContextAwareBase implements Configurator {
  private static final String OURS = "dev.perdure";

  /** For Logback. */
  public HostLog() {}

  /**
   * Shows the host's lines of {@code level} and above, and those of libraries that are warnings.
   */
  public static void least(Level level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(OURS).setLevel(level);
      context
          .getLogger(Logger.ROOT_LOGGER_NAME)
          .setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    HostLayout layout = new HostLayout(Ink.ofError());
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setEncoder(encoder);
    appender.setOutputStream(System.err);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
