package dev.perdure.host.config;

import static dev.perdure.host.config.ConfigKey.Scope.INHERITED;
import static dev.perdure.host.config.ConfigKey.Scope.OWN;
import static dev.perdure.host.config.ConfigKey.Scope.TOP;
import static dev.perdure.host.config.ConfigKey.Treatment.HARMLESS;
import static dev.perdure.host.config.ConfigKey.Treatment.READ;
import static dev.perdure.host.config.ConfigKey.Treatment.REMOVED;
import static dev.perdure.host.config.ConfigKey.Treatment.WITHOUT_EFFECT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A key that may stand at the top level of wrangler's configuration, except those of bindings. */
enum ConfigKey {
  NAME(INHERITED, READ),
  MAIN(INHERITED, READ),
  COMPATIBILITY_DATE(INHERITED, READ),
  COMPATIBILITY_FLAGS(INHERITED, READ),
  MIGRATIONS(INHERITED, READ),
  EXPORTS(INHERITED, READ),
  TRIGGERS(INHERITED, READ),
  LIMITS(INHERITED, READ),
  RULES(INHERITED, READ),
  BUILD(INHERITED, READ),
  TSCONFIG(INHERITED, READ),
  JSX_FACTORY(INHERITED, READ),
  JSX_FRAGMENT(INHERITED, READ),
  FIND_ADDITIONAL_MODULES(INHERITED, READ),
  PRESERVE_FILE_NAMES(INHERITED, READ),
  BASE_DIR(INHERITED, READ),
  NO_BUNDLE(INHERITED, READ),
  MINIFY(INHERITED, READ),
  KEEP_NAMES(INHERITED, READ),
  VARS(OWN, READ),
  DEFINE(OWN, READ),
  SECRETS(OWN, READ),
  JAVA(INHERITED, READ),
  ALIAS(TOP, READ),
  DEV(TOP, READ),
  ENV(TOP, READ),
  ACCOUNT_ID(INHERITED, HARMLESS),
  ACCESS(INHERITED, HARMLESS),
  ADDRESSES(TOP, HARMLESS),
  CACHE(INHERITED, HARMLESS),
  COMPLIANCE_REGION(INHERITED, HARMLESS),
  CLOUDCHAMBER(OWN, HARMLESS),
  DEPENDENCIES_INSTRUMENTATION(TOP, HARMLESS),
  FIRST_PARTY_WORKER(INHERITED, HARMLESS),
  KEEP_VARS(TOP, HARMLESS),
  LOGPUSH(INHERITED, HARMLESS),
  OBSERVABILITY(INHERITED, HARMLESS),
  PLACEMENT(INHERITED, HARMLESS),
  PREVIEW_URLS(INHERITED, HARMLESS),
  PREVIEWS(INHERITED, HARMLESS),
  PYTHON_MODULES(INHERITED, HARMLESS),
  ROUTE(INHERITED, HARMLESS),
  ROUTES(INHERITED, HARMLESS),
  SEND_METRICS(TOP, HARMLESS),
  UPLOAD_SOURCE_MAPS(INHERITED, HARMLESS),
  WORKERS_DEV(INHERITED, HARMLESS),
  CONFIG_PATH("configPath", HARMLESS),
  USER_CONFIG_PATH("userConfigPath", HARMLESS),
  TOP_LEVEL_NAME("topLevelName", HARMLESS),
  DEFINED_ENVIRONMENTS("definedEnvironments", HARMLESS),
  TARGET_ENVIRONMENT("targetEnvironment", HARMLESS),
  SCHEMA("$schema", HARMLESS),
  TAIL_CONSUMERS(OWN, WITHOUT_EFFECT),
  STREAMING_TAIL_CONSUMERS(OWN, WITHOUT_EFFECT),
  SITE(
      "Workers Sites are not served. Use \"assets\" with a \"directory\" instead:"
          + " https://developers.cloudflare.com/workers/static-assets/."),
  PAGES_BUILD_OUTPUT_DIR(
      "Pages projects are not served. Set \"main\" to a worker script, and \"assets.directory\" to"
          + " the folder with the static files."),
  WASM_MODULES("Import the file in the worker instead: import module from \"./file.wasm\"."),
  TEXT_BLOBS("Import the file in the worker instead: import text from \"./file.txt\"."),
  DATA_BLOBS("Import the file in the worker instead: import data from \"./file.bin\"."),
  NODE_COMPAT(
      "The \"node_compat\" field is no longer supported as of Wrangler v4. Instead, use the"
          + " nodejs_compat compatibility flag: compatibility_flags = [\"nodejs_compat\"]."),
  LEGACY_ENV(
      "The \"legacy_env\" field is no longer supported, so please remove it from your configuration"
          + " file. Each environment runs as its own worker named \"<name>-<environment>\"."),
  USAGE_MODEL("The \"usage_model\" field is no longer used. Remove it."),
  TYPE("The \"type\" field is no longer used; everything is built with esbuild. Remove it."),
  WEBPACK_CONFIG(
      "The \"webpack_config\" field is no longer used. Build with a [build] command and set"
          + " \"main\" to its output."),
  ZONE_ID("The \"zone_id\" field is no longer used. Remove it.");

  /** Where a key may stand, and how environments get it. */
  enum Scope {
    /** An environment has the value of the top level unless it sets its own. */
    INHERITED,
    /** An environment has only what it sets itself. */
    OWN,
    /** The key stands at the top level only. */
    TOP
  }

  /** What the host does with a key. */
  enum Treatment {
    /** The key is read. */
    READ,
    /** The key matters to deployments only. */
    HARMLESS,
    /** The key would change local behaviour, and does not do so here. */
    WITHOUT_EFFECT,
    /** The key is refused. */
    REMOVED
  }

  private final String key;
  private final Scope scope;
  private final Treatment treatment;
  private final String hint;

  ConfigKey(Scope scope, Treatment treatment) {
    this.key = name().toLowerCase(Locale.ROOT);
    this.scope = scope;
    this.treatment = treatment;
    this.hint = "";
  }

  ConfigKey(String key, Treatment treatment) {
    this.key = key;
    this.scope = TOP;
    this.treatment = treatment;
    this.hint = "";
  }

  ConfigKey(String hint) {
    this.key = name().toLowerCase(Locale.ROOT);
    this.scope = INHERITED;
    this.treatment = REMOVED;
    this.hint = hint;
  }

  String key() {
    return key;
  }

  Scope scope() {
    return scope;
  }

  Treatment treatment() {
    return treatment;
  }

  String hint() {
    return hint;
  }

  static Optional<ConfigKey> of(String key) {
    return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
  }

  /** Every key that may be written, with those of bindings. */
  static List<String> names() {
    List<String> names =
        new ArrayList<>(
            Arrays.stream(values())
                .filter(known -> known.treatment != REMOVED)
                .map(ConfigKey::key)
                .toList());
    for (BindingKind kind : BindingKind.values()) {
      names.add(kind.key());
    }
    return names;
  }
}
