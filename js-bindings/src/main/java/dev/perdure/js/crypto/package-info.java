/**
 * Web Crypto on the JDK's JCA: hashes, ciphers, signatures, key agreement and key formats. Start at
 * {@link dev.perdure.js.crypto.CryptoHost}; names, checks and error texts are in {@code
 * lib/crypto.js}. Everything works on byte arrays and holds no state of a context; objects are
 * confined to the isolate's thread unless they are immutable, as keys are.
 */
@NullMarked
package dev.perdure.js.crypto;

import org.jspecify.annotations.NullMarked;
