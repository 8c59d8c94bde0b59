package dev.perdure.host.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/**
 * Where the host of a state folder is asked: a Unix domain socket in a folder that only its user
 * may enter. It is in the state folder, or in that for temporary files where the path would be
 * longer than sockets may have.
 */
final class ControlSocket {
  /** Of the 104 to 108 bytes that systems allow, with the end of the string. */
  private static final int LONGEST = 100;

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private ControlSocket() {}

  static Path path(Path root) {
    Path own = root.toAbsolutePath().normalize().resolve("perdure.control").resolve("socket");
    if (own.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return own;
    }
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("perdure-" + System.getProperty("user.name") + "-" + hash(root))
        .resolve("socket");
  }

  static UnixDomainSocketAddress address(Path root) {
    return UnixDomainSocketAddress.of(path(root));
  }

  private static String hash(Path root) {
    try {
      byte[] name = root.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name), 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK lacks SHA-256.", e);
    }
  }

  /** Whether there is a socket, in a folder of the one whose state it is. */
  static boolean isOurs(Path root) throws IOException {
    Path socket = path(root);
    return Files.exists(socket) && Files.getOwner(folder(socket)).equals(Files.getOwner(root));
  }

  /** Makes the folder, which must be this user's and closed to others. */
  static void prepare(Path socket) throws IOException {
    Path folder = folder(socket);
    boolean posix = Files.getFileStore(folder(folder)).supportsFileAttributeView("posix");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      if (posix) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
      } else {
        Files.createDirectory(folder);
      }
    }
    if (posix) {
      // Fails where the folder is another user's.
      Files.setPosixFilePermissions(folder, OWNER);
    }
    Files.deleteIfExists(socket);
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  static void closeToOthers(Path socket) throws IOException {
    if (Files.getFileStore(socket).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
