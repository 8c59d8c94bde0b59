package dev.perdure.workers.message;

import dev.perdure.workers.spi.Channel;

/** Something live that travels by reference beside a copied value. */
public sealed interface Capability {
  /** Gives it back where nobody will use it. */
  default void discard() {}

  /** An object or function of another isolate that can be called; the receiver disposes of it. */
  record Target(RemoteTarget target) implements Capability {
    @Override
    public void discard() {
      target.dispose();
    }
  }

  /** A worker, an entrypoint or a Durable Object. */
  record Service(Channel channel) implements Capability {}

  /** A stream of bytes. */
  record Bytes(ByteSource source) implements Capability {
    @Override
    public void discard() {
      source.cancel(null);
    }
  }

  /** Headers. */
  record Headers(HeaderList headers) implements Capability {}

  /** A copy of a value that something else needs, such as why a signal was aborted. */
  record Copied(Payload payload) implements Capability {
    @Override
    public void discard() {
      payload.discard();
    }
  }

  /** A request with its body. */
  record Request(RequestMessage request) implements Capability {}

  /** A response with its body. */
  record Response(ResponseMessage response) implements Capability {}
}
