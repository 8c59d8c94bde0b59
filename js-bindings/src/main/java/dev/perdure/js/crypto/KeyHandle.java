package dev.perdure.js.crypto;

import java.security.PrivateKey;
import java.security.PublicKey;

/** Key material that a guest's {@code CryptoKey} holds without seeing it. */
public sealed interface KeyHandle {
  /** Bytes of a symmetric key or a password. */
  record Secret(byte[] bytes) implements KeyHandle {}

  /** The public half of a pair. */
  record Public(PublicKey key) implements KeyHandle {}

  /** The private half of a pair, which knows the public one. */
  record Private(PrivateKey key, PublicKey publicKey) implements KeyHandle {}
}
