package dev.perdure.host.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What environment variables say about a build, under the names that wrangler reads.
 *
 * @param nodeEnv what {@code process.env.NODE_ENV} is replaced by
 * @param conditions the conditions of package exports, separated by commas
 * @param platform esbuild's platform, when it is not the default one
 */
record BuildEnvironment(String nodeEnv, String conditions, Optional<String> platform) {
  private static final List<String> PLATFORMS = List.of("browser", "node", "neutral");

  static BuildEnvironment from(Map<String, String> variables, String nodeEnv) {
    Optional<String> platform = Optional.ofNullable(variables.get("WRANGLER_BUILD_PLATFORM"));
    if (platform.isPresent() && !PLATFORMS.contains(platform.get())) {
      throw BundleException.of(
          "Invalid esbuild platform '%s' in the WRANGLER_BUILD_PLATFORM environment variable. Valid"
                  .formatted(platform.get())
              + " platform values are: 'browser', 'node' and 'neutral'.");
    }
    return new BuildEnvironment(
        variables.getOrDefault("NODE_ENV", nodeEnv),
        variables.getOrDefault("WRANGLER_BUILD_CONDITIONS", "workerd,worker,browser"),
        platform);
  }
}
