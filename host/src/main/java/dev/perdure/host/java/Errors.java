package dev.perdure.host.java;

import dev.perdure.workers.RpcException;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.value.References;
import dev.perdure.workers.value.ValueReader;
import dev.perdure.workers.value.ValueWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns errors of the host and of other isolates into Java's and back. Stateless. */
final class Errors {
  private static final String DOM = "DOMException:";
  private static final Set<String> BUILTIN =
      Set.of(
          "Error",
          "TypeError",
          "RangeError",
          "SyntaxError",
          "ReferenceError",
          "EvalError",
          "URIError",
          "AggregateError");

  private Errors() {}

  /** What guest code catches for an error that came to it. */
  static WorkerException toGuest(ErrorData error) {
    String name = error.name();
    String message = error.message();
    if (name.startsWith(DOM)) {
      name = name.substring(DOM.length());
    } else if (thrownValue(error) instanceof WorkerException thrown) {
      name = thrown.name();
      message = thrown.message();
    }
    if (error.flags().isEmpty()) {
      return new WorkerException(name, message);
    }
    Set<RpcException.Flag> flags = EnumSet.noneOf(RpcException.Flag.class);
    error.flags().forEach(flag -> flags.add(RpcException.Flag.valueOf(flag.name())));
    return new RpcException(name, message, flags);
  }

  private static @Nullable Object thrownValue(ErrorData error) {
    byte[] value = error.value();
    if (value == null) {
      return null;
    }
    try {
      return ValueReader.read(value, References.NONE);
    } catch (WorkerException e) {
      // What Java cannot rebuild is told by name and message.
      return null;
    }
  }

  /** The value of a future that has completed, or what guest code catches. */
  static <T extends @Nullable Object> T value(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      Throwable cause = GuestException.unwrapped(e);
      if (cause instanceof Thrown && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw switch (cause) {
        case GuestException guest -> toGuest(guest.error());
        case RuntimeException runtime -> runtime;
        case Error error -> throw error;
        default ->
            new WorkerException(
                ValueWriter.errorName(cause), ValueWriter.errorMessage(cause), cause);
      };
    }
  }

  /** What guest code threw, as it leaves the isolate. */
  @SuppressWarnings("NullAway") // takes the nullable array of a record in a class file for another
  static ErrorData toData(Throwable thrown) {
    if (thrown instanceof GuestException guest) {
      return guest.error();
    }
    if (thrown instanceof Thrown known) {
      return known.data();
    }
    if (thrown instanceof StackOverflowError) {
      return ErrorData.thrown("RangeError", "Maximum call stack size exceeded", stack(thrown));
    }
    String name = ValueWriter.errorName(thrown);
    String message = ValueWriter.errorMessage(thrown);
    boolean builtin = BUILTIN.contains(name);
    ErrorData error =
        new ErrorData(
            builtin ? name : "Error",
            builtin ? message : message.isEmpty() ? name : name + ": " + message,
            stack(thrown),
            Set.of(),
            copy(thrown),
            null);
    return thrown instanceof RpcException rpc ? flagged(error, rpc) : error;
  }

  // As in JavaScript, the flags of an error that is passed on go with it.
  private static ErrorData flagged(ErrorData error, RpcException rpc) {
    ErrorData flagged = error;
    if (rpc.overloaded()) {
      flagged = flagged.with(ErrorData.Flag.OVERLOADED);
    } else if (rpc.retryable()) {
      flagged = flagged.with(ErrorData.Flag.RETRYABLE);
    }
    return rpc.durableObjectReset() ? flagged.with(ErrorData.Flag.DURABLE_OBJECT_RESET) : flagged;
  }

  private static byte @Nullable [] copy(Throwable thrown) {
    try {
      return ValueWriter.bytes(thrown, References.NONE);
    } catch (WorkerException e) {
      return null;
    }
  }

  /** The stack trace as people read it beside JavaScript's, without the host's part of it. */
  private static String stack(Throwable thrown) {
    String name = ValueWriter.errorName(thrown);
    String message = ValueWriter.errorMessage(thrown);
    String first = message.isEmpty() ? name : name + ": " + message;
    String frames =
        java.util.Arrays.stream(thrown.getStackTrace())
            .filter(frame -> !frame.getClassName().startsWith("dev.perdure.host."))
            .filter(frame -> !frame.getClassName().startsWith("jdk.internal."))
            .filter(frame -> !frame.getClassName().startsWith("java.lang.ScopedValue"))
            .filter(frame -> !frame.getClassName().equals("java.lang.VirtualThread"))
            .limit(20)
            .map(Errors::frame)
            .collect(Collectors.joining());
    Throwable cause = thrown.getCause();
    return first + frames + (cause == null ? "" : "\n  caused by " + stack(cause));
  }

  private static String frame(StackTraceElement frame) {
    String type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
    String file = frame.getFileName() == null ? "unknown" : frame.getFileName();
    return "\n    at %s.%s (%s:%d)"
        .formatted(type, frame.getMethodName(), file, frame.getLineNumber());
  }
}
