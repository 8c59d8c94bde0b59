package dev.perdure.js.clone;

import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Makes a guest {@code Map} of stored pairs; many of them cross the boundary in one call. Confined
 * to the isolate's thread.
 */
public final class PairReader {
  /** Bytes after which a call is made: a string that the guest keeps keeps those beside it. */
  private static final int ENOUGH = 1 << 16;

  private final Cloner cloner;
  private final Value reader;
  private OpsWriter ops = new OpsWriter();
  private int waiting;
  private @Nullable Value map;

  PairReader(Cloner cloner, Value reader) {
    this.cloner = cloner;
    this.reader = reader;
  }

  /** Adds a pair; {@code bytes} are a value in V8's format. */
  public void add(String key, byte[] bytes) {
    ops.key(key);
    cloner.collect(bytes, ops);
    waiting += key.length() + bytes.length;
    if (waiting > ENOUGH) {
      flush();
    }
  }

  /** The {@code Map} with all pairs. */
  public Value map() {
    return map == null || waiting > 0 ? flush() : map;
  }

  private Value flush() {
    map = cloner.addPairs(reader, ops, map);
    ops = new OpsWriter();
    waiting = 0;
    return map;
  }
}
