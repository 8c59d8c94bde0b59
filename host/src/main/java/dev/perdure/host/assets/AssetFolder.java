package dev.perdure.host.assets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder whose files are served. It is looked at for every request, so a changed file counts at
 * once. Nothing outside of it, and nothing that {@code .assetsignore} names, is found. Thread-safe.
 */
final class AssetFolder {
  private static final String IGNORE = ".assetsignore";
  private static final int TAG_BYTES = 16;

  private final Path root;

  AssetFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The file at a decoded path, or null. */
  @Nullable Asset find(String path) {
    if (!path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0) {
      return null;
    }
    try {
      Path file = root.resolve(path.substring(1)).normalize();
      // A path that is not its own normal form, such as one with "..", names no asset.
      if (!file.startsWith(root) || !path.substring(1).equals(relative(file))) {
        return null;
      }
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile() || ignored(relative(file))) {
        return null;
      }
      return new Asset(
          path,
          file,
          attributes.size(),
          tag(path, attributes),
          ContentTypes.of(file.getFileName().toString()));
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** The text of a file of rules in the folder; absent where there is none. */
  Optional<String> text(String name) {
    try {
      return Optional.of(
          new String(Files.readAllBytes(root.resolve(name)), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The file '" + root.resolve(name) + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean ignored(String path) {
    List<String> own = List.of("/" + IGNORE, "/_redirects", "/_headers");
    List<String> rules =
        text(IGNORE)
            .map(text ->
                java.util.stream.Stream.concat(own.stream(), Arrays.stream(text.split("\n")))
                    .toList())
            .orElse(own);
    return IgnoreRules.of(rules).ignore(path);
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static String tag(String path, BasicFileAttributes attributes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(path.getBytes(StandardCharsets.UTF_8));
      digest.update(
          ByteBuffer.allocate(16)
              .putLong(attributes.size())
              .putLong(attributes.lastModifiedTime().toMillis())
              .flip());
      return HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
