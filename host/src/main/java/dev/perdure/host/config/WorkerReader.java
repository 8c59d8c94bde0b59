package dev.perdure.host.config;

import dev.perdure.host.cron.CronSchedule;
import dev.perdure.workers.compat.CompatFault;
import dev.perdure.workers.compat.CompatFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one worker from its configuration file, or from nothing but its script. */
final class WorkerReader {
  private static final String DEFAULT_NAME = "worker";
  private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]*");
  private static final int MOST_CPU_MS = 300_000;

  private final ConfigRequest request;
  private final Optional<String> environment;
  private final VariablesReader variables;
  private final Faults faults;

  WorkerReader(
      ConfigRequest request,
      Optional<String> environment,
      VariablesReader variables,
      Faults faults) {
    this.request = request;
    this.environment = environment;
    this.variables = variables;
    this.faults = faults;
  }

  WorkerConfig read(ConfigLookup.Found found) {
    return found.file().map(file -> fromFile(found, file)).orElseGet(() -> fromScript(found));
  }

  private WorkerConfig fromScript(ConfigLookup.Found found) {
    if (found.script().isEmpty()) {
      throw ConfigException.of(
          Fault.Place.of(found.directory()),
          "Missing entry-point to Worker script or to assets directory: there is no wrangler.json,"
              + " wrangler.jsonc or wrangler.toml here or above. Name a script, for example"
              + " 'src/index.ts', or add a wrangler.jsonc with \"name\" and \"main\".");
    }
    undated(Fault.Place.of(found.script().get()));
    return new WorkerConfig(
        environment.map(e -> DEFAULT_NAME + "-" + e).orElse(DEFAULT_NAME),
        environment,
        Optional.empty(),
        found.directory(),
        found.script(),
        CompatFlags.of(CompatFlags.NEWEST_DATE),
        variables.read(Optional.empty(), found.directory(), environment),
        new Bindings(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty()),
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        new DevSettings(Optional.empty(), Optional.empty()),
        BundleSettings.defaults());
  }

  private WorkerConfig fromFile(ConfigLookup.Found found, Path file) {
    ConfigSource source = ConfigSource.read(file);
    Path fileDirectory = file.getParent() == null ? found.directory() : file.getParent();
    Layers layers = Layers.of(source, environment, found.redirected(), faults);
    new KeyCheck(request.supported(), found.redirected()).check(layers);
    Optional<String> named = name(layers, found);
    Map<String, Variable> vars =
        variables.read(Optional.of(layers), found.directory(), environment);
    Bindings bindings = new BindingsReader(layers, found.directory()).read(vars.keySet());
    LifecycleReader lifecycle = new LifecycleReader(layers, request.strict());
    List<Migration> migrations = lifecycle.migrations();
    Map<String, ExportEntry> exports = lifecycle.exports();
    lifecycle.check(bindings.durableObjects(), migrations, exports);
    BundleSettings bundling = new BundleSettingsReader(layers, fileDirectory).read();
    return new WorkerConfig(
        named.orElse(DEFAULT_NAME),
        environment,
        Optional.of(file),
        found.directory(),
        main(layers, found, fileDirectory, bindings, bundling.java()),
        compat(layers),
        vars,
        bindings,
        migrations,
        exports,
        crons(layers),
        cpuLimit(layers),
        dev(layers),
        bundling);
  }

  private Optional<String> name(Layers layers, ConfigLookup.Found found) {
    Section section = layers.inherited("name");
    Optional<String> name = section.string("name").filter(text -> !text.isEmpty());
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      section.error(
          section.path("name"),
          "Expected \"name\" to be of type string, alphanumeric and lowercase with dashes only but"
              + " got '%s'. Write \"%s\".",
          name.get(),
          name.get().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-"));
    }
    boolean inherited = section == layers.top() && environment.isPresent();
    return inherited && !found.redirected()
        ? name.map(text -> text + "-" + environment.get())
        : name;
  }

  private Optional<Path> main(
      Layers layers,
      ConfigLookup.Found found,
      Path fileDirectory,
      Bindings bindings,
      JavaSettings java) {
    Section section = layers.inherited("main");
    Optional<Path> main =
        section.string("main").map(path -> fileDirectory.resolve(path).normalize());
    if (found.script().isPresent()) {
      return found.script();
    }
    if (main.isEmpty() && !section.has("main") && !java.isEmpty()) {
      return java.folders().stream().findFirst().or(() -> java.jars().stream().findFirst());
    }
    if (main.isEmpty() && !section.has("main") && bindings.assets().isEmpty()) {
      section.error(
          section.path(),
          "Missing entry-point to Worker script or to assets directory. Add %s.",
          section.source().toml() ? "main = \"src/index.ts\"" : "\"main\": \"src/index.ts\"");
    }
    return main;
  }

  private CompatFlags compat(Layers layers) {
    Section dated = layers.inherited("compatibility_date");
    Optional<String> text = dated.string("compatibility_date");
    if (!dated.has("compatibility_date")) {
      undated(Fault.Place.of(dated.source().file()));
    }
    Optional<LocalDate> parsed = text.flatMap(CompatFlags::parseDate);
    if (text.isPresent() && parsed.isEmpty()) {
      dated.error(
          dated.path("compatibility_date"),
          "%s",
          new CompatFault.MalformedDate(text.get()).message());
    }
    LocalDate date = parsed.orElse(CompatFlags.NEWEST_DATE);
    Section flagged = layers.inherited("compatibility_flags");
    List<String> flags = flagged.strings("compatibility_flags");
    List<String> good = new ArrayList<>(flags);
    for (CompatFault fault : CompatFlags.faults(date, flags, request.today())) {
      if (fault instanceof CompatFault.FutureDate) {
        dated.error(dated.path("compatibility_date"), "%s", fault.message());
      } else if (fault.fatal()) {
        String path =
            Positions.element(
                flagged.path("compatibility_flags"), flags.lastIndexOf(fault.value()));
        flagged.error(path, "%s", fault.message());
        good.removeIf(fault.value()::equals);
      }
    }
    return CompatFlags.of(date, good);
  }

  private void undated(Fault.Place place) {
    faults.warn(
        place,
        ("No compatibility_date was specified. Using the newest date that Perdure knows, '%s'. Add"
                + " compatibility_date = \"%s\" to keep today's behaviour.")
            .formatted(CompatFlags.NEWEST_DATE, CompatFlags.NEWEST_DATE));
  }

  private static List<String> crons(Layers layers) {
    Optional<Section> triggers = layers.inherited("triggers").object("triggers");
    List<String> crons = triggers.map(section -> section.strings("crons")).orElse(List.of());
    triggers.ifPresent(section -> {
      for (int i = 0; i < crons.size(); i++) {
        try {
          CronSchedule.parse(crons.get(i));
        } catch (IllegalArgumentException e) {
          section.error(
              Positions.element(section.path("crons"), i), "%s", String.valueOf(e.getMessage()));
        }
      }
      section.accept(List.of("events"));
      section.finish();
    });
    return crons;
  }

  private static Optional<Duration> cpuLimit(Layers layers) {
    Optional<Section> limits = layers.inherited("limits").object("limits");
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    Section section = limits.get();
    Optional<Integer> cpu = section.integer("cpu_ms");
    section.accept(List.of("subrequests"));
    section.finish();
    if (cpu.isPresent() && (cpu.get() < 1 || cpu.get() > MOST_CPU_MS)) {
      section.error(
          section.path("cpu_ms"),
          "\"%s\" must be between 1 and %d but got '%d'. Write the milliseconds that one event may"
              + " compute.",
          section.path("cpu_ms"),
          MOST_CPU_MS,
          cpu.get());
      return Optional.empty();
    }
    return cpu.map(Duration::ofMillis);
  }

  private static DevSettings dev(Layers layers) {
    Optional<Section> found = layers.top().object("dev");
    if (found.isEmpty()) {
      return new DevSettings(Optional.empty(), Optional.empty());
    }
    Section section = found.get();
    Optional<Integer> port = section.integer("port");
    if (port.isPresent() && (port.get() < 0 || port.get() > 65_535)) {
      section.error(
          section.path("port"),
          "\"%s\" must be between 0 and 65535 but got '%d'. Write 8787, or 0 for a free one.",
          section.path("port"),
          port.get());
    }
    section.accept(
        List.of(
            "inspector_port",
            "inspector_ip",
            "local_protocol",
            "upstream_protocol",
            "host",
            "enable_containers",
            "container_engine",
            "generate_types"));
    DevSettings settings = new DevSettings(section.string("ip"), port);
    section.finish();
    return settings;
  }
}
