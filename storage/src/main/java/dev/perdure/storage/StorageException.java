package dev.perdure.storage;

import org.jspecify.annotations.Nullable;

/** The state on disk cannot be used as asked. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static StorageException folderInUse(Object folder, String owner) {
    return new StorageException(
        "The state folder '"
            + folder
            + "' is in use by process "
            + owner
            + ". Stop that process, or choose another folder.",
        null);
  }

  static StorageException folderUnusable(Object folder, Throwable cause) {
    return new StorageException(
        "The state folder '"
            + folder
            + "' cannot be used: "
            + reason(cause)
            + ". Check that it exists or can be made, and that it can be written.",
        cause);
  }

  static StorageException unreadable(Object file, String reason, Throwable cause) {
    return new StorageException(
        "The database '"
            + file
            + "' cannot be opened: "
            + reason
            + ". The file was left as it is; restore it from a copy, or move it away to start"
            + " with an empty object.",
        cause);
  }

  static StorageException damaged(Object file, String found) {
    return new StorageException(
        "The database '" + file + "' is damaged: " + found + ". Use another copy of it.", null);
  }

  static StorageException locked(Object file, Throwable cause) {
    return new StorageException(
        "The database '"
            + file
            + "' is open already, here or in another program such as 'wrangler dev'. Stop that"
            + " program, or choose another state folder.",
        cause);
  }

  static StorageException classInUse(String uniqueKey) {
    return new StorageException(
        "The class '" + uniqueKey + "' cannot be deleted while it is in use. Close it first.",
        null);
  }

  static StorageException discarded(Object file) {
    return new StorageException(
        "Writes to '" + file + "' were taken back before they were committed.", null);
  }

  static StorageException notDurable(Object file, Throwable cause) {
    return new StorageException(
        "Writes to '" + file + "' did not reach the disk: " + reason(cause) + ".", cause);
  }

  static StorageException notRestored(Object file, Throwable cause) {
    return new StorageException(
        "The database '"
            + file
            + "' was not restored to its bookmark: "
            + reason(cause)
            + ". The object stays as it was; start it again.",
        cause);
  }

  /** What the system says, or what kind of failure it is where that is nothing. */
  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
