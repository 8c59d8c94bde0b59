package dev.perdure.workers.message;

/** Something live that travels by reference beside a copied value. */
public sealed interface Capability {
  /** An object or function of another isolate that can be called. */
  record Target(RemoteTarget target) implements Capability {}

  /** A stream of bytes. */
  record Bytes(ByteSource source) implements Capability {}

  /** A request with its body. */
  record Request(RequestMessage request) implements Capability {}

  /** A response with its body. */
  record Response(ResponseMessage response) implements Capability {}
}
