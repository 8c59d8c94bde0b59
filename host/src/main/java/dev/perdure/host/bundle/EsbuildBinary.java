package dev.perdure.host.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * An esbuild that can be started.
 *
 * <p>Looked for in this order: {@code ESBUILD_BINARY_PATH}; the project's {@code node_modules},
 * where wrangler brings it, upward; the one that comes with Perdure, unpacked into a cache folder.
 * One of the project that is older than what Perdure speaks is passed over.
 *
 * @param executable the program
 * @param version its exact version, which its protocol checks
 */
record EsbuildBinary(Path executable, String version) {
  private static final int OLDEST_MINOR = 25;
  private static final List<String> PLACES =
      List.of(
          "node_modules/wrangler/node_modules/@esbuild",
          "node_modules/@esbuild",
          "node_modules/.pnpm/node_modules/@esbuild");

  /** The platform as esbuild's packages name it, for example {@code linux-x64}. */
  static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "win32" : "linux";
    return system + "-" + (arch.equals("aarch64") ? "arm64" : "x64");
  }

  static EsbuildBinary locate(Path project, Path cache, Map<String, String> environment) {
    String platform = platform();
    String given = environment.get("ESBUILD_BINARY_PATH");
    if (given != null) {
      return new EsbuildBinary(Path.of(given), askVersion(Path.of(given)));
    }
    return inProject(project, platform)
        .or(() -> bundled(platform, cache))
        .orElseThrow(() ->
            BundleException.of(
                "There is no esbuild for the platform '%s'. Run 'npm install --save-dev wrangler'"
                        .formatted(platform)
                    + " in the project, or set ESBUILD_BINARY_PATH."));
  }

  private static Optional<EsbuildBinary> inProject(Path project, String platform) {
    for (Path folder = project; folder != null; folder = folder.getParent()) {
      for (String place : PLACES) {
        Path home = folder.resolve(place).resolve(platform);
        Path manifest = home.resolve("package.json");
        if (Files.isRegularFile(manifest)) {
          Optional<EsbuildBinary> found = fromPackage(home, manifest);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<EsbuildBinary> fromPackage(Path home, Path manifest) {
    try {
      String version = new ObjectMapper().readTree(manifest.toFile()).path("version").asText();
      Path program = home.resolve("bin/esbuild");
      Path executable = Files.exists(program) ? program : home.resolve("esbuild.exe");
      boolean usable = spoken(version) && Files.isExecutable(executable);
      return usable ? Optional.of(new EsbuildBinary(executable, version)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a version knows the target, the features and the messages that we use. */
  static boolean spoken(String version) {
    String[] parts = version.split("\\.");
    try {
      return parts.length >= 2
          && (Integer.parseInt(parts[0]) > 0 || Integer.parseInt(parts[1]) >= OLDEST_MINOR);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<EsbuildBinary> bundled(String platform, Path cache) {
    ClassLoader loader = EsbuildBinary.class.getClassLoader();
    String facts = "META-INF/maven/org.mvnpm.at.esbuild/%s/pom.properties".formatted(platform);
    try (InputStream in = loader.getResourceAsStream(facts)) {
      if (in == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(in);
      String version = properties.getProperty("version", "");
      String program = platform.startsWith("win32") ? "esbuild.exe" : "bin/esbuild";
      String resource = "META-INF/resources/_static/%s/%s/%s".formatted(platform, version, program);
      Path unpacked = cache.resolve("esbuild-" + platform + "-" + version).resolve("esbuild.exe");
      unpack(loader, resource, unpacked);
      return Optional.of(new EsbuildBinary(unpacked, version));
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          "esbuild cannot be unpacked into '%s': %s. Make the folder writable."
              .formatted(cache, e.getMessage()));
    }
  }

  private static void unpack(ClassLoader loader, String resource, Path target) throws IOException {
    if (Files.isExecutable(target)) {
      return;
    }
    try (InputStream in = loader.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("'%s' is missing from the installation".formatted(resource));
      }
      Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(folder, "esbuild", ".part");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      if (!fresh.toFile().setExecutable(true, true)) {
        throw new IOException("'%s' cannot be made executable".formatted(fresh));
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static String askVersion(Path executable) {
    try {
      Process process = new ProcessBuilder(executable.toString(), "--version").start();
      try (InputStream in = process.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          "ESBUILD_BINARY_PATH names '%s', which cannot be started: %s. Name an esbuild program."
              .formatted(executable, e.getMessage()));
    }
  }
}
