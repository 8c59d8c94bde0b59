package dev.perdure.host.config;

import java.util.List;

/**
 * One step of the lifecycle of a worker's Durable Object classes.
 *
 * @param tag the step's unique name
 * @param newClasses classes created with key-value storage
 * @param newSqliteClasses classes created with SQLite storage
 * @param renamedClasses classes that got a new name
 * @param deletedClasses classes deleted with their objects
 * @param transferredClasses classes taken over from another worker
 */
public record Migration(
    String tag,
    List<String> newClasses,
    List<String> newSqliteClasses,
    List<Rename> renamedClasses,
    List<String> deletedClasses,
    List<Transfer> transferredClasses) {

  /** Copies the lists. */
  public Migration {
    newClasses = List.copyOf(newClasses);
    newSqliteClasses = List.copyOf(newSqliteClasses);
    renamedClasses = List.copyOf(renamedClasses);
    deletedClasses = List.copyOf(deletedClasses);
    transferredClasses = List.copyOf(transferredClasses);
  }

  /** A class that got a new name. */
  public record Rename(String from, String to) {}

  /** A class taken over from another worker. */
  public record Transfer(String from, String fromScript, String to) {}
}
