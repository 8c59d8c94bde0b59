package dev.perdure.workers.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order in which they stand on the wire. Names compare without regard to case
 * and keep the case they came with; repeated names stay apart. Immutable.
 */
public final class HeaderList {
  /** No header at all. */
  public static final HeaderList EMPTY = new HeaderList(new String[0]);

  private final String[] pairs;

  private HeaderList(String[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Takes names and values in turn. The array is not copied: the caller gives it away.
   *
   * @throws IllegalArgumentException if a value is missing
   */
  public static HeaderList ofPairs(String... pairs) {
    if (pairs.length % 2 != 0) {
      throw new IllegalArgumentException("Header '" + pairs[pairs.length - 1] + "' has no value.");
    }
    return pairs.length == 0 ? EMPTY : new HeaderList(pairs);
  }

  /** How many fields there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** The name of the field at {@code index}, counted from 0. */
  public String name(int index) {
    return pairs[2 * index];
  }

  /** The value of the field at {@code index}, counted from 0. */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The value of the first field called {@code name}, or null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The values of all fields called {@code name}, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) {
        values.add(pairs[i + 1]);
      }
    }
    return values;
  }

  /** This list with one more field at its end. */
  public HeaderList with(String name, String value) {
    String[] more = new String[pairs.length + 2];
    System.arraycopy(pairs, 0, more, 0, pairs.length);
    more[pairs.length] = name;
    more[pairs.length + 1] = value;
    return new HeaderList(more);
  }

  /** This list without the fields called {@code name}. */
  public HeaderList without(String name) {
    List<String> kept = new ArrayList<>(pairs.length);
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i].equalsIgnoreCase(name)) {
        kept.add(pairs[i]);
        kept.add(pairs[i + 1]);
      }
    }
    return kept.size() == pairs.length ? this : ofPairs(kept.toArray(String[]::new));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size(); i++) {
      text.append(name(i)).append(": ").append(value(i)).append('\n');
    }
    return text.toString();
  }
}
