package dev.perdure.host.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One module of a worker.
 *
 * @param name the name, a path with {@code /} relative to the root of all modules
 * @param type what it is to its importers
 * @param bytes its content; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // large, written once, compared by content below
public record BundledModule(String name, ModuleType type, byte[] bytes) {

  /** The content as UTF-8 text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BundledModule module
        && name.equals(module.name)
        && type == module.type
        && Arrays.equals(bytes, module.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "%s (%s, %d bytes)".formatted(name, type, bytes.length);
  }
}
