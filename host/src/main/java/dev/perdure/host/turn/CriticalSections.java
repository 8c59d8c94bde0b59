package dev.perdure.host.turn;

import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.InputGate;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The input gate of one object: events wait while a critical section runs. Reproduces workerd's
 * {@code io/io-gate.h}. Confined to the thread that runs the turn.
 */
public final class CriticalSections implements InputGate {
  /** How long a section may last. */
  public static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int DEEPEST = 64;
  private static final String TOO_DEEP = "blockConcurrencyWhile() calls are nested too deeply.";
  private static final String TOO_LONG =
      "A call to blockConcurrencyWhile() in a Durable Object waited for too long. The call was"
          + " canceled and the Durable Object was reset.";

  private final Turns turns;
  private final Consumer<ErrorData> reset;
  private final Runnable before;

  /**
   * The gate of the isolate whose turns are given.
   *
   * @param reset ends the object
   * @param before is run before each section
   */
  public CriticalSections(Turns turns, Consumer<ErrorData> reset, Runnable before) {
    this.turns = turns;
    this.reset = reset;
    this.before = before;
  }

  @Override
  public void enter(Consumer<InputGate.Section> body) {
    GateSection around = turns.current();
    if (around.depth >= DEEPEST) {
      throw GuestException.error(TOO_DEEP);
    }
    turns.startSection(around, section -> run(section, body));
  }

  /**
   * Queues a section that holds back every event posted after it, such as the start of an object.
   */
  public void enterFromOutside(Consumer<InputGate.Section> body) {
    turns.post(() -> enter(body));
  }

  private void run(GateSection section, Consumer<InputGate.Section> body) {
    EventLoop.Pending timeout =
        turns.afterUngated(
            LONGEST,
            () -> {
              if (!section.ended) {
                reset.accept(
                    ErrorData.of("Error", TOO_LONG)
                        .with(ErrorData.Flag.OVERLOADED)
                        .with(ErrorData.Flag.DURABLE_OBJECT_RESET));
              }
            });
    before.run();
    body.accept(
        new InputGate.Section() {
          @Override
          public void leave() {
            timeout.cancel();
            turns.endSection(section);
          }

          @Override
          public void fail(ErrorData reason) {
            timeout.cancel();
            reset.accept(reason.with(ErrorData.Flag.DURABLE_OBJECT_RESET));
          }
        });
  }
}
