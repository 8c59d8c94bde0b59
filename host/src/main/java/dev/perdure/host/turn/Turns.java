package dev.perdure.host.turn;

import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.Isolate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one isolate: a queue of tasks that one thread at a time drains in batches. A batch
 * enters the isolate once, runs its tasks, leaves, and ends with {@link Hooks#endTurn}.
 *
 * <p>{@link #post} may be called on any thread; the rest on the thread that runs the turn.
 */
public final class Turns implements EventLoop {
  /** The most tasks in one turn: others want the thread too, and messages wait for the commit. */
  private static final int BATCH = 128;

  /** What happens around the tasks of a turn. Called on the thread that runs it. */
  public interface Hooks {
    /** The most processor time that may be used from one event to the next. */
    Duration cpuLimit();

    /** More was used. Called on another thread while the turn runs. */
    void overran();

    /** There was not enough memory for what a task wanted. */
    void outOfMemory();

    /** The tasks of the turn have run; the isolate has not been left yet. */
    default void leaving() {}

    /** The turn has ended and the isolate was left. */
    default void endTurn() {}

    /** A task of the host itself failed: a fault of ours, or the isolate was ended. */
    void failed(RuntimeException fault);
  }

  private final Executor threads;
  private final Timers timers;
  private final Supplier<Isolate> opener;
  private final Hooks hooks;
  private final Queue<Task> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Set<Waiting> pending = ConcurrentHashMap.newKeySet();
  private final Spent spent = new Spent();
  private final GateSection root = new GateSection(null);
  private GateSection current = root;
  private volatile @Nullable Isolate isolate;

  // Tasks that were held and may run now, before what stands in the inbox.
  private final Deque<Task> ready = new ArrayDeque<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;
  private volatile boolean forgotten;
  private volatile long allocated;
  private volatile long allocatedBefore;
  private volatile @Nullable Thread runner;
  // Whether the thread of the turn that runs is not waited for.
  private volatile boolean abandoned;
  private boolean active;
  private final AtomicReference<@Nullable Consumer<@Nullable Isolate>> last =
      new AtomicReference<>();

  /** Turns that run on {@code threads}; {@code opener} makes the isolate in the first of them. */
  public Turns(Executor threads, Timers timers, Supplier<Isolate> opener, Hooks hooks) {
    this.threads = threads;
    this.timers = timers;
    this.opener = opener;
    this.hooks = hooks;
  }

  /** The isolate; only within a turn. */
  public Isolate isolate() {
    Isolate known = isolate;
    if (known == null) {
      known = opener.get();
      isolate = known;
    }
    return known;
  }

  /**
   * Ends guest code that runs now, once closed. May be called on any thread but that of the turn,
   * where it may wait.
   */
  public void terminate(ErrorData reason) {
    Isolate known = isolate;
    if (known != null) {
      known.terminate(reason);
    }
    if (abandoned) {
      end();
    }
  }

  /** Queues something from outside, such as an event. */
  public void post(Runnable action) {
    add(new Task(root, action));
  }

  /** Queues something that no gate holds back. */
  public void postUngated(Runnable action) {
    add(new Task(null, action));
  }

  /**
   * Runs nothing more but {@code last}, once, after the turn that runs now; what is queued is
   * dropped. {@code last} is given the isolate, or null where there never was one. May be called on
   * any thread.
   */
  public void close(Consumer<@Nullable Isolate> last) {
    if (closing.getAndSet(true)) {
      return;
    }
    this.last.set(last);
    closed = true;
    if (!scheduled.getAndSet(true)) {
      threads.execute(this::turn);
    }
  }

  /**
   * Goes on without the thread of the turn that runs, which guest code keeps: {@link #terminate}
   * does what is left. Within that, at most once, before the thread leaves the guest's code.
   */
  public void abandon() {
    abandoned = true;
    GuestThreads.replace(runner);
  }

  /** Whether {@link #close} was called. */
  public boolean closed() {
    return closed;
  }

  Duration cpuLimit() {
    return hooks.cpuLimit();
  }

  void overran() {
    hooks.overran();
  }

  Spent spent() {
    return spent;
  }

  /** An event begins: it may use as much processor time as any. Within a turn. */
  public void renewCpu() {
    spent.renew();
  }

  void outOfMemory() {
    hooks.outOfMemory();
  }

  /** Bytes that the turn which runs has allocated so far. May be called on any thread. */
  long allocatedInTurn() {
    Thread running = runner;
    return running == null ? 0 : Allocations.of(running) - allocatedBefore;
  }

  /** Bytes that the isolate's turns have allocated so far. Within a turn. */
  public long allocated() {
    return allocated + Allocations.current() - allocatedBefore;
  }

  /** Whether the isolate waits for something. May be called on any thread. */
  public boolean waits() {
    return !pending.isEmpty();
  }

  /**
   * Whether something is waited for that is of one of the kinds {@code always}, or of {@code
   * lately} and was begun after {@code since}. May be called on any thread.
   */
  public boolean waits(Set<Kind> always, Set<Kind> lately, Instant since) {
    for (Waiting waiting : pending) {
      if (always.contains(waiting.kind)
          || (lately.contains(waiting.kind) && waiting.begun.isAfter(since))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the turn that runs or has just ended did more than what no gate holds back. */
  public boolean active() {
    return active;
  }

  /**
   * Whether nothing runs, waits to run or is waited for, apart from the task that asks. On the
   * thread that runs the turn.
   */
  public boolean quiet() {
    return pending.isEmpty() && resting();
  }

  /** Whether nothing runs or waits to run, apart from the task that asks. Within a turn. */
  public boolean resting() {
    return inbox.isEmpty() && ready.isEmpty() && root.child == null;
  }

  private void add(Task task) {
    if (closed) {
      return;
    }
    inbox.add(task);
    if (!scheduled.getAndSet(true)) {
      threads.execute(this::turn);
    }
  }

  /**
   * What was waited for may have been queued, run and only then forgotten: whoever looked at the
   * end of that turn at what is waited for looks again.
   */
  private void lookAgain() {
    forgotten = true;
    if (!closed && !scheduled.getAndSet(true)) {
      threads.execute(this::turn);
    }
  }

  private void turn() {
    if (!closed) {
      batch();
    }
    if (abandoned) {
      GuestThreads.comeBack();
      return;
    }
    if (closed) {
      end();
      return;
    }
    scheduled.set(false);
    if ((closed || forgotten || !inbox.isEmpty() || !ready.isEmpty())
        && !scheduled.getAndSet(true)) {
      threads.execute(this::turn);
    }
  }

  private void batch() {
    boolean inside = false;
    active = false;
    begin();
    try {
      Isolate entered = isolate();
      entered.enter();
      inside = true;
      for (int i = 0; i < BATCH && !closed; i++) {
        Task task = next();
        if (task == null) {
          break;
        }
        run(task);
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      if (!abandoned) {
        forgotten = false;
        if (inside) {
          leave(isolate());
        }
        finish();
        endTurn();
      }
    }
  }

  private void begin() {
    // Ending an isolate interrupts its thread, which may run another by now.
    boolean _ = Thread.interrupted();
    allocatedBefore = Allocations.current();
    runner = Thread.currentThread();
    GuestThreads.begin(this);
    spent.begin();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that runs the turn writes
  private void finish() {
    spent.end();
    GuestThreads.end();
    runner = null;
    allocated = allocated + Allocations.current() - allocatedBefore;
  }

  // `scheduled` stays set: no other turn begins.
  private void end() {
    inbox.clear();
    ready.clear();
    pending.clear();
    boolean _ = Thread.interrupted();
    Consumer<@Nullable Isolate> action = last.getAndSet(null);
    if (action != null) {
      action.accept(isolate);
    }
  }

  private void leave(Isolate entered) {
    try {
      if (!closed) {
        hooks.leaving();
      }
      entered.leave();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void endTurn() {
    try {
      hooks.endTurn();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /**
   * Whatever a turn throws ends in here: an isolate that is ended has the host code which it called
   * or that calls it throw errors too, and the turns must come to their end all the same.
   */
  private void failed(Throwable thrown) {
    switch (thrown) {
      case OutOfMemoryError _ -> hooks.outOfMemory();
      case RuntimeException fault -> hooks.failed(fault);
      default -> hooks.failed(new IllegalStateException("A task failed: " + thrown, thrown));
    }
  }

  private @Nullable Task next() {
    Task task = ready.poll();
    return task == null ? inbox.poll() : task;
  }

  private void run(Task task) {
    GateSection section = task.section() == null ? root : task.section().open();
    if (task.section() != null && section.child != null) {
      section.held.add(task);
      return;
    }
    current = section;
    active |= task.section() != null;
    try {
      task.action().run();
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      current = root;
    }
  }

  /** The critical section of the task that runs. */
  GateSection current() {
    return current;
  }

  /**
   * Begins a section inside {@code around}, now or once that has no other. From then on events
   * wait; {@code body} runs as the next task, after the microtasks of this one.
   */
  void startSection(GateSection around, Consumer<GateSection> body) {
    if (around.child != null) {
      around.held.add(new Task(around, () -> startSection(around.open(), body)));
      return;
    }
    GateSection section = new GateSection(around);
    around.child = section;
    ready.addFirst(new Task(section, () -> body.accept(section)));
  }

  /** Ends a section; what waited for it runs next, in order. */
  void endSection(GateSection section) {
    if (section.ended) {
      return;
    }
    section.ended = true;
    GateSection around = section.parent;
    if (around == null) {
      throw new IllegalStateException("The root section does not end.");
    }
    GateSection around1 = around.open();
    if (section.child != null) {
      // What was begun inside and still runs goes on to hold back what is outside.
      section.child.parent = around1;
      around1.child = section.child;
      moveHeld(section, around1);
      return;
    }
    around1.child = null;
    while (!around1.held.isEmpty()) {
      ready.addFirst(around1.held.pollLast());
    }
    while (!section.held.isEmpty()) {
      ready.addFirst(section.held.pollLast());
    }
  }

  private static void moveHeld(GateSection from, GateSection to) {
    while (!from.held.isEmpty()) {
      to.held.addFirst(from.held.pollLast());
    }
  }

  @Override
  public Pending begin(Kind kind) {
    return new Waiting(current, kind);
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    return timer(new Waiting(current, Kind.TIMER), delay, task);
  }

  /** Runs {@code task} after {@code delay}, past every gate. */
  Pending afterUngated(Duration delay, Runnable task) {
    return timer(new Waiting(null, Kind.LISTENER), delay, task);
  }

  private Pending timer(Waiting waiting, Duration delay, Runnable task) {
    waiting.timer = timers.after(delay, () -> waiting.resume(task));
    return waiting;
  }

  private final class Waiting implements Pending {
    private final @Nullable GateSection section;
    private final Kind kind;
    private final Instant begun = timers.clock().instant();
    private final AtomicBoolean ended = new AtomicBoolean();
    private Timers.@Nullable Timer timer;

    Waiting(@Nullable GateSection section, Kind kind) {
      this.section = section;
      this.kind = kind;
      if (kind != Kind.LISTENER) {
        pending.add(this);
      }
    }

    @Override
    public void resume(Runnable continuation) {
      if (!ended.getAndSet(true)) {
        // Counted until it is queued, so that the turns never look quiet in between.
        add(new Task(section, continuation));
        pending.remove(this);
        lookAgain();
      }
    }

    @Override
    public void cancel() {
      if (end() && timer != null) {
        timer.cancel();
      }
    }

    private boolean end() {
      if (ended.getAndSet(true)) {
        return false;
      }
      pending.remove(this);
      return true;
    }
  }
}
