package dev.perdure.workers;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What can be done with keys and values. Nothing here waits: values are there at once, and messages
 * that are sent afterwards leave only when the writes before them are durable.
 *
 * <p>Values are kept in the format of JavaScript's structured clone, so that the class of an object
 * may be written in either language. Types are records, boxed numbers, strings, lists and so on, as
 * the documentation's table says; {@code Object.class} gives what was stored in Java's terms.
 */
public interface StorageOperations {
  /** The value of a key. */
  <T> Optional<T> get(String key, Class<T> type);

  /** The value of a key whose type has parameters, as in {@code new TypeRef<List<Entry>>() {}}. */
  <T> Optional<T> get(String key, TypeRef<T> type);

  /** The values of those keys that exist, in the order of the keys. */
  <T> Map<String, T> get(Collection<String> keys, Class<T> type);

  /** The pairs in a range, in the order of their keys. */
  <T> Map<String, T> list(ListOptions options, Class<T> type);

  /** All pairs, in the order of their keys. */
  default <T> Map<String, T> list(Class<T> type) {
    return list(ListOptions.ALL, type);
  }

  /** Stores a value. */
  void put(String key, Object value);

  /** Stores all of the pairs, or none where one of them cannot be stored. */
  void put(Map<String, ?> pairs);

  /** Removes a key and tells whether it was there. */
  boolean delete(String key);

  /** Removes keys and tells how many were there. */
  int delete(Collection<String> keys);

  /** When the alarm is due. */
  Optional<Instant> getAlarm();

  /** Sets the one alarm of the object; the past stands for now. */
  void setAlarm(Instant time);

  /** Sets the one alarm of the object. */
  void setAlarm(Duration fromNow);

  /** Takes the alarm back. */
  void deleteAlarm();
}
