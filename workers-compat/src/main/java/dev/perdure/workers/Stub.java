package dev.perdure.workers;

import org.jspecify.annotations.Nullable;

/**
 * A handle to something that can be called: an object, a worker, or an object or function of
 * another isolate. Arguments and results are copied, as the documentation's table says; what is an
 * {@link RpcTarget}, a lambda or a stub goes by reference.
 *
 * @see <a href="https://developers.cloudflare.com/workers/runtime-apis/rpc/">RPC</a>
 */
public interface Stub extends AutoCloseable {
  /**
   * Calls a method and waits for its result; other events may run meanwhile. The empty name calls a
   * function.
   *
   * @throws RpcException for what the other side threw
   */
  @Nullable Object call(String method, @Nullable Object... arguments);

  /** The same; the result is turned into a record, an interface or another type. */
  <T> T call(Class<T> type, String method, @Nullable Object... arguments);

  /** Reads a property and waits for its value. */
  <T> T get(Class<T> type, String property);

  /** The same handle as a Java interface, whose methods are calls. */
  <T> T as(Class<T> type);

  /** Another handle to the same, to be closed on its own: for use after the event that got it. */
  Stub dup();

  /** Gives the handle back. */
  @Override
  void close();

  /**
   * The handle behind an interface or lambda that came from the other side.
   *
   * @throws IllegalArgumentException if it did not
   */
  static Stub of(Object proxy) {
    if (proxy instanceof Stub stub) {
      return stub;
    }
    if (java.lang.reflect.Proxy.isProxyClass(proxy.getClass())
        && java.lang.reflect.Proxy.getInvocationHandler(proxy) instanceof Holder holder) {
      return holder.stub();
    }
    throw new IllegalArgumentException(
        "'%s' is no stub: it did not come from another isolate.".formatted(proxy));
  }

  /** What stands behind an interface; of the host. */
  interface Holder {
    /** The stub. */
    Stub stub();
  }
}
