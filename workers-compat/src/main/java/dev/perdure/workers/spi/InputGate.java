package dev.perdure.workers.spi;

import dev.perdure.workers.message.ErrorData;
import java.util.function.Consumer;

/**
 * Holds back events that arrive while a critical section runs. Whatever is begun inside a section
 * comes back into it. Confined to the isolate's thread.
 */
public interface InputGate {
  /**
   * Begins a critical section inside the one that runs now. {@code body} runs once no other section
   * is before it, and must end the section it is given, in this task or a later one. A section that
   * lasts longer than 30 s resets the object.
   *
   * @throws dev.perdure.workers.message.GuestException if sections are nested too deeply
   */
  void enter(Consumer<Section> body);

  /** A critical section that runs. */
  interface Section {
    /** Ends the section; held events are delivered in the order of their arrival. */
    void leave();

    /** Ends the section by resetting the object. */
    void fail(ErrorData reason);
  }
}
