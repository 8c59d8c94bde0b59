package dev.perdure.host.config;

import java.util.HashMap;
import java.util.Map;

/**
 * The places of the keys and values of one file, by path such as {@code migrations[0].tag}.
 *
 * <p>Confined to the load that fills it.
 */
final class Positions {
  private final String source;
  private final Map<String, Fault.Place> keys = new HashMap<>();
  private final Map<String, Fault.Place> values = new HashMap<>();

  Positions(String source) {
    this.source = source;
  }

  static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String element(String path, int index) {
    return path + "[" + index + "]";
  }

  void key(String path, int line, int column) {
    keys.putIfAbsent(path, new Fault.Place(source, line, column));
  }

  void value(String path, int line, int column) {
    values.putIfAbsent(path, new Fault.Place(source, line, column));
  }

  /** Where the value stands, or else the nearest thing that encloses it. */
  Fault.Place ofValue(String path) {
    return near(path, values, keys);
  }

  /** Where the key stands, or else the nearest thing that encloses it. */
  Fault.Place ofKey(String path) {
    return near(path, keys, values);
  }

  private Fault.Place near(
      String path, Map<String, Fault.Place> first, Map<String, Fault.Place> second) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      Fault.Place place = first.getOrDefault(at, second.get(at));
      if (place != null) {
        return place;
      }
    }
    return new Fault.Place(source, 0, 0);
  }

  private static String parent(String path) {
    int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut < 0 ? "" : path.substring(0, cut);
  }
}
