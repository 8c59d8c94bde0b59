package dev.perdure.host.worker;

import dev.perdure.host.actor.ActorCode;
import dev.perdure.host.actor.ActorServices;
import dev.perdure.host.actor.CodeIsolateHost;
import dev.perdure.host.turn.CriticalSections;
import dev.perdure.host.turn.Turns;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.InputGate;
import dev.perdure.workers.spi.Isolate;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One isolate of a worker's stateless entrypoints. Events may be sent on any thread. */
final class EntryIsolate {
  private static final String CPU_EXCEEDED = "Worker exceeded CPU time limit.";
  private static final String MEMORY_EXCEEDED = "Worker has exceeded memory limit.";

  private static final String HUNG =
      "The Workers runtime canceled this request because it detected that your Worker's code had"
          + " hung and would never generate a response. Refer to:"
          + " https://developers.cloudflare.com/workers/observability/errors/";

  private final ActorCode code;
  private final ActorServices services;
  private final TurnHooks hooks = new TurnHooks();
  private final Turns turns;
  private final CompletableFuture<List<Export>> started = new CompletableFuture<>();
  private final Set<CompletableFuture<?>> callers = ConcurrentHashMap.newKeySet();
  // Delivered and not answered. On the isolate's thread.
  private final Set<Delivered> unanswered = new LinkedHashSet<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  EntryIsolate(ActorCode code, ActorServices services) {
    this.code = code;
    this.services = services;
    this.turns = new Turns(services.threads(), services.timers(), this::open, hooks);
    new CriticalSections(turns, this::end, () -> {}).enterFromOutside(this::start);
  }

  private Isolate open() {
    return code.worker()
        .isolate(
            new CodeIsolateHost(
                code,
                turns,
                Runnable::run,
                services.timers().clock(),
                code.consoles().entry(),
                null,
                hooks::outOfMemory));
  }

  private void start(InputGate.Section section) {
    turns
        .isolate()
        .start()
        .whenComplete((nothing, thrown) -> {
          if (thrown == null) {
            section.leave();
            List<Export> exports = turns.isolate().exports();
            turns.renewCpu();
            started.complete(exports);
          } else {
            started.completeExceptionally(thrown);
            section.fail(GuestException.dataOf(thrown));
          }
        });
  }

  /** What the worker exports, once its main module has run; fails with what that threw. */
  CompletableFuture<List<Export>> started() {
    return started;
  }

  boolean alive() {
    return !ended.get();
  }

  /** Sends an event; null where the isolate has ended and another must take it. */
  <R> @Nullable CompletableFuture<R> send(Entrypoint entrypoint, Event<R> event) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    callers.add(answer);
    if (ended.get()) {
      callers.remove(answer);
      return null;
    }
    answer.whenComplete((value, thrown) -> callers.remove(answer));
    turns.post(() -> deliver(entrypoint, event, answer));
    return answer;
  }

  private <R> void deliver(Entrypoint entrypoint, Event<R> event, CompletableFuture<R> answer) {
    turns.renewCpu();
    CompletableFuture<R> guest = turns.isolate().deliver(entrypoint, event);
    Delivered delivered = new Delivered(answer, guest);
    unanswered.add(delivered);
    guest.whenComplete((value, thrown) -> {
      unanswered.remove(delivered);
      if (thrown == null) {
        answer.complete(value);
      } else {
        answer.completeExceptionally(thrown);
      }
    });
  }

  /**
   * An event that the guest has.
   *
   * @param answer what the sender waits for
   * @param guest what the guest gave for it
   */
  private record Delivered(CompletableFuture<?> answer, CompletableFuture<?> guest) {}

  /**
   * Fails events that wait for nothing once the isolate rests, as workerd does ({@code
   * IoContext::abortFromHang}).
   */
  private void failHung() {
    if (unanswered.isEmpty() || !turns.resting()) {
      return;
    }
    for (Delivered each : List.copyOf(unanswered)) {
      if (turns.isolate().abandon(each.guest())) {
        unanswered.remove(each);
        each.answer().completeExceptionally(new GuestException(ErrorData.of("Error", HUNG)));
      }
    }
  }

  /** Ends the isolate; its callers get {@code reason}. */
  void end(ErrorData reason) {
    if (ended.getAndSet(true)) {
      return;
    }
    turns.close(isolate -> {
      if (isolate != null) {
        isolate.close();
      }
    });
    started.completeExceptionally(new GuestException(reason));
    for (CompletableFuture<?> caller : callers) {
      caller.completeExceptionally(new GuestException(reason));
    }
    services.terminator().execute(() -> turns.terminate(reason));
  }

  private final class TurnHooks implements Turns.Hooks {
    @Override
    public Duration cpuLimit() {
      return started.isDone() || code.cpuLimit().compareTo(ActorCode.STARTUP_CPU_LIMIT) > 0
          ? code.cpuLimit()
          : ActorCode.STARTUP_CPU_LIMIT;
    }

    @Override
    public void overran() {
      end(ErrorData.of("Error", CPU_EXCEEDED).with(ErrorData.Flag.OVERLOADED));
    }

    @Override
    public void outOfMemory() {
      end(ErrorData.of("Error", MEMORY_EXCEEDED).with(ErrorData.Flag.OVERLOADED));
    }

    @Override
    public void leaving() {
      failHung();
    }

    @Override
    public void failed(RuntimeException fault) {
      if (!ended.get()) {
        services.faults().accept("entrypoint", fault);
        end(ErrorData.of("Error", "internal error: " + fault));
      }
    }
  }
}
