package dev.perdure.migrations;

import org.jspecify.annotations.Nullable;

/** The classes of a state folder cannot be read, or cannot be changed as asked. */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private MigrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static MigrationException unreadable(Object file, String reason, @Nullable Throwable cause) {
    return new MigrationException(
        "The registry of classes '"
            + file
            + "' cannot be read: "
            + reason
            + ". Bring it back from a copy; or move it away, and the folder is taken over as one of"
            + " wrangler's, by the names of its folders.",
        cause);
  }

  static MigrationException newer(Object file, int version) {
    return new MigrationException(
        "The registry of classes '"
            + file
            + "' was written by a newer Perdure (its version is '"
            + version
            + "', this one knows up to '"
            + RegistryFile.VERSION
            + "'). Use that one, or another state folder.",
        null);
  }

  static MigrationException notWritten(Object file, Throwable cause) {
    return new MigrationException(
        "'" + file + "' could not be written: " + cause.getMessage() + ". Nothing was changed.",
        cause);
  }

  static MigrationException notMoved(Object from, Object to, Throwable cause) {
    return new MigrationException(
        "The folder '"
            + from
            + "' could not be moved to '"
            + to
            + "': "
            + cause.getMessage()
            + ". Mend that; the next start tries again.",
        cause);
  }

  static MigrationException unreadableFolder(Object folder, Throwable cause) {
    return new MigrationException(
        "The folder '" + folder + "' cannot be read: " + cause.getMessage() + ".", cause);
  }
}
