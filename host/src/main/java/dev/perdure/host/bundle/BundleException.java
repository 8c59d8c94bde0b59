package dev.perdure.host.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A worker cannot be bundled. */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<BundleMessage> errors;
  private final transient Set<Path> inputs;
  private final int exitCode;

  private BundleException(
      List<BundleMessage> errors, Set<Path> inputs, int exitCode, @Nullable Throwable cause) {
    super(errors.stream().map(BundleMessage::formatted).collect(Collectors.joining("\n\n")), cause);
    this.errors = List.copyOf(errors);
    this.inputs = Set.copyOf(inputs);
    this.exitCode = exitCode;
  }

  static BundleException of(String text) {
    return new BundleException(List.of(BundleMessage.of(text)), Set.of(), -1, null);
  }

  static BundleException causedBy(Throwable cause, String text) {
    return new BundleException(List.of(BundleMessage.of(text)), Set.of(), -1, cause);
  }

  static BundleException inSources(List<BundleMessage> errors, Set<Path> inputs) {
    return new BundleException(errors, inputs, -1, null);
  }

  static BundleException buildCommandFailed(String command, int exitCode) {
    String text =
        "Running custom build '%s' failed with exit code %d. There are likely more logs from your"
                .formatted(command, exitCode)
            + " build command above.";
    return new BundleException(List.of(BundleMessage.of(text)), Set.of(), exitCode, null);
  }

  /** Every error that was found. */
  public List<BundleMessage> errors() {
    return errors;
  }

  /** The files that the errors are in. */
  public Set<Path> inputs() {
    return inputs;
  }

  /** The exit code of the build command, when it was the one that failed. */
  public OptionalInt exitCode() {
    return exitCode < 0 ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }
}
