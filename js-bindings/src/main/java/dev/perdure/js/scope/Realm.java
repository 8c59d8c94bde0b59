package dev.perdure.js.scope;

import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.IsolateHost;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * One context with its global scope, and what the Java side of every part needs: the host, promises
 * made of futures, errors and bytes in both directions. Confined to the isolate's thread.
 */
public final class Realm {
  private static final Source BOOTSTRAP = LibSource.read("bootstrap");

  private final Context context;
  private final IsolateHost host;
  private final CompatFlags flags;
  private final GuestLoop loop;
  private final Value lib;
  private final Value makeError;
  private final Value throwValue;
  private final Value describeError;
  private final Value wrapBuffer;
  private final Value toBytes;
  private final Value hide;
  private final Value undefined;
  private final Set<Consumer<ErrorData>> endings = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ErrorData ended;
  private long turnBegan;

  /** Installs the global scope in {@code context}, which must be entered. */
  public Realm(Context context, IsolateHost host, CompatFlags flags) {
    this.context = context;
    this.host = host;
    this.flags = flags;
    this.loop = new GuestLoop(host, thrown -> toData(thrown));
    Value services = context.eval(BOOTSTRAP).execute(new RealmHost(this));
    this.lib = services.getMember("lib");
    this.makeError = services.getMember("makeError");
    this.throwValue = services.getMember("throwValue");
    this.describeError = services.getMember("describeError");
    this.wrapBuffer = services.getMember("wrapBuffer");
    this.toBytes = services.getMember("toBytes");
    this.hide = services.getMember("hide");
    this.undefined = services.getMember("undefined");
  }

  /**
   * Has {@code ending} hear that the isolate ends, and why, on any thread; not under a lock. It may
   * hear more than once, and at once where the isolate has ended already. What is returned takes it
   * back, on any thread.
   */
  public Runnable whenEnded(Consumer<ErrorData> ending) {
    endings.add(ending);
    ErrorData reason = ended;
    if (reason != null) {
      ending.accept(reason);
    }
    return () -> endings.remove(ending);
  }

  /** Says that the isolate ends. May be called on any thread, repeatedly. */
  public void end(ErrorData reason) {
    ended = reason;
    endings.forEach(ending -> ending.accept(reason));
  }

  /** The polyglot context. */
  public Context context() {
    return context;
  }

  /** What the host gives this isolate. */
  public IsolateHost host() {
    return host;
  }

  /** Where work that guests have begun comes back; what their callbacks throw is only reported. */
  public EventLoop loop() {
    return loop;
  }

  /**
   * Has what events wait for counted from now on.
   *
   * @param current a function that gives the {@link EventWaits} of the event that runs, or null
   */
  public void countWaits(Value current) {
    loop.countBy(current);
  }

  /** Whether nothing that is known of can bring an event on. */
  public boolean idle(EventWaits event) {
    return loop.idle(event);
  }

  /** Says which thread is inside the isolate from now on; null for none. */
  public void inside(@Nullable Thread thread) {
    loop.inside(thread);
    if (thread != null) {
      turnBegan = System.currentTimeMillis();
    }
  }

  /** When the task began that runs, by {@link System#nanoTime}. */
  public long taskBegan() {
    return loop.taskBegan();
  }

  /** When the isolate was last entered, by the clock that guests see. */
  public long turnBegan() {
    return turnBegan;
  }

  /** The compatibility date and flags of the worker. */
  public CompatFlags flags() {
    return flags;
  }

  /** The exports of the part called {@code name}, which loads if it has not yet. */
  public Value lib(String name) {
    return lib.execute(name);
  }

  /** The guest's {@code undefined}. */
  public Value undefined() {
    return undefined;
  }

  /**
   * Puts {@code value} into the global scope under a registered symbol, out of the way of names.
   */
  public void hide(String symbol, Object value) {
    hide.executeVoid(symbol, value);
  }

  /** An error object of the guest for {@code error}. */
  public Value toGuest(ErrorData error) {
    return makeError.execute(
        error.name(),
        error.message(),
        error.stack(),
        error.flags().stream().map(ErrorData.Flag::property).toArray(String[]::new));
  }

  /**
   * An error object of the guest for what Java code threw; its own faults become internal errors.
   */
  public Value toGuest(Throwable thrown) {
    Throwable cause = GuestException.unwrapped(thrown);
    return switch (cause) {
      case GuestException e -> toGuest(e.error());
      case PolyglotException e when e.getGuestObject() != null -> e.getGuestObject();
      default -> toGuest(ErrorData.of("Error", "internal error: " + cause));
    };
  }

  /**
   * What a Java method called by a guest throws so that the guest sees {@code error}: {@code throw
   * realm.raise(...)}.
   */
  public RuntimeException raise(ErrorData error) {
    return raise(toGuest(error));
  }

  /** Like {@link #raise(ErrorData)}, for an exception that Java code threw. */
  public RuntimeException raise(Throwable thrown) {
    return raise(toGuest(thrown));
  }

  /** Raises a {@code TypeError}. */
  public RuntimeException typeError(String message) {
    return raise(ErrorData.of("TypeError", message));
  }

  /** Raises a {@code DOMException} of the given name. */
  public RuntimeException domError(String name, String message) {
    return raise(ErrorData.of("DOMException:" + name, message));
  }

  /** Like {@link #raise(ErrorData)}, for an error object of the guest. */
  public RuntimeException raise(Value error) {
    try {
      throwValue.executeVoid(error);
      return new IllegalStateException("A guest error was not thrown.");
    } catch (PolyglotException e) {
      return e;
    }
  }

  /** What is left of a value that guest code threw or rejected a promise with. */
  public ErrorData toData(Value thrown) {
    Value parts = describeError.execute(thrown);
    Value stack = parts.getArrayElement(2);
    ErrorData data =
        ErrorData.thrown(
            parts.getArrayElement(0).asString(),
            parts.getArrayElement(1).asString(),
            stack.isNull() ? null : stack.asString());
    Value properties = parts.getArrayElement(3);
    for (ErrorData.Flag flag : ErrorData.Flag.values()) {
      for (long i = 0; i < properties.getArraySize(); i++) {
        if (flag.property().equals(properties.getArrayElement(i).asString())) {
          data = data.with(flag);
        }
      }
    }
    return data;
  }

  /** What is left of an exception that came out of guest code. */
  public ErrorData toData(Throwable thrown) {
    return switch (thrown) {
      case GuestException e -> e.error();
      case PolyglotException e when e.getGuestObject() != null -> toData(e.getGuestObject());
      case PolyglotException e when e.isResourceExhausted() -> {
        host.outOfMemory();
        yield ErrorData.of("Error", "Out of memory.");
      }
      case PolyglotException e ->
          ErrorData.of(e.isSyntaxError() ? "SyntaxError" : "Error", String.valueOf(e.getMessage()));
      default -> ErrorData.of("Error", "internal error: " + thrown);
    };
  }

  /** An {@code ArrayBuffer} of the guest's own with a copy of the bytes. */
  public Value arrayBuffer(ByteBuffer bytes) {
    return wrapBuffer.execute(bytes.slice());
  }

  /** An {@code ArrayBuffer} of the guest's own with a copy of the bytes. */
  public Value arrayBuffer(byte[] bytes) {
    return wrapBuffer.execute(ByteBuffer.wrap(bytes));
  }

  /**
   * A copy of the bytes of an {@code ArrayBuffer}, {@code SharedArrayBuffer}, typed array or {@code
   * DataView}; null where {@code value} is none.
   */
  public byte @Nullable [] bytes(Value value) {
    if (value.hasBufferElements()) {
      byte[] copy = new byte[Math.toIntExact(value.getBufferSize())];
      value.readBuffer(0, copy, 0, copy.length);
      return copy;
    }
    Value view = toBytes.execute(value);
    if (view.isNull()) {
      return null;
    }
    byte[] copy = new byte[view.getArrayElement(2).asInt()];
    view.getArrayElement(0).readBuffer(view.getArrayElement(1).asLong(), copy, 0, copy.length);
    return copy;
  }

  /**
   * Settles a promise with what {@code future} gives, in a turn of its own unless the future is
   * done already. Strings, numbers, booleans and guest values arrive as they are, {@code byte[]}
   * and {@link ByteBuffer} as an {@code ArrayBuffer}, other Java objects as opaque ones.
   */
  void settle(CompletableFuture<?> future, Value resolve, Value reject) {
    if (future.isDone() && !future.isCompletedExceptionally()) {
      resolve.executeVoid(toGuestValue(future.join()));
      return;
    }
    EventLoop.Pending pending = loop.begin(EventLoop.Kind.ANSWER);
    future.whenComplete((value, thrown) ->
        pending.resume(() -> {
          if (thrown == null) {
            resolve.executeVoid(toGuestValue(value));
          } else {
            reject.executeVoid(toGuest(thrown));
          }
        }));
  }

  private @Nullable Object toGuestValue(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> arrayBuffer(bytes);
      case ByteBuffer bytes -> arrayBuffer(bytes);
      case null -> null;
      default -> value;
    };
  }
}
