package dev.perdure.workers;

/** A stub that answers requests too: another worker, or an object. */
public interface Fetcher extends Stub {
  /**
   * Sends a request and waits for the response; other events may run meanwhile.
   *
   * @throws RpcException for what the other side threw
   */
  Response fetch(Request request);

  /**
   * Opens a connection to the handler {@code connect} of the other side.
   *
   * @param host what the handler is told, as the port is
   */
  TcpSocket connect(String host, int port);

  /** Sends a GET request. */
  default Response fetch(String url) {
    return fetch(Request.get(url));
  }
}
