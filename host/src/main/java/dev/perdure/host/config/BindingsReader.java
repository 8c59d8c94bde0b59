package dev.perdure.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the bindings of one worker. */
final class BindingsReader {
  private final Layers layers;
  private final Path directory;
  private final Map<String, List<String>> kindsByName = new LinkedHashMap<>();

  BindingsReader(Layers layers, Path directory) {
    this.layers = layers;
    this.directory = directory;
  }

  Bindings read(Set<String> variables) {
    variables.forEach(name -> bound(name, "Environment Variable"));
    Section queues = layers.own("queues");
    Optional<Section> queueSection = queues.object("queues");
    Bindings bindings =
        new Bindings(
            durableObjects(),
            list("services", this::service),
            list("kv_namespaces", this::kvNamespace),
            list("r2_buckets", this::r2Bucket),
            list("d1_databases", this::d1Database),
            queueSection.map(q -> each(q, "producers", this::producer)).orElse(List.of()),
            queueSection.map(q -> each(q, "consumers", this::consumer)).orElse(List.of()),
            rateLimits(),
            versionMetadata(),
            list("analytics_engine_datasets", this::dataset),
            list("send_email", this::sendEmail),
            assets());
    queueSection.ifPresent(Section::finish);
    reportDuplicates();
    return bindings;
  }

  private interface ElementReader<T> {
    T read(Section section);
  }

  private <T> List<T> list(String key, ElementReader<T> reader) {
    return each(layers.own(key), key, reader);
  }

  private <T> List<T> each(Section parent, String key, ElementReader<T> reader) {
    List<T> elements = new ArrayList<>();
    for (Section section : parent.objects(key)) {
      elements.add(reader.read(section));
      section.finish();
    }
    return elements;
  }

  private List<Bindings.DurableObject> durableObjects() {
    Section parent = layers.own("durable_objects");
    Optional<Section> container = parent.object("durable_objects");
    if (container.isPresent() && !container.get().has("bindings")) {
      container
          .get()
          .error(
              container.get().path(),
              "The field \"%s\" is missing the required \"bindings\" property. Write bindings ="
                  + " [{ name = \"COUNTER\", class_name = \"Counter\" }].",
              container.get().path());
    }
    List<Bindings.DurableObject> objects =
        container.map(c -> each(c, "bindings", this::durableObject)).orElse(List.of());
    container.ifPresent(Section::finish);
    return objects;
  }

  private Bindings.DurableObject durableObject(Section section) {
    String name = section.required("name", "binding should have a string \"name\" field.");
    String className =
        section.required("class_name", "binding should have a string \"class_name\" field.");
    Optional<String> script = section.string("script_name");
    Optional<String> environment = section.string("environment");
    if (environment.isPresent() && !section.has("script_name")) {
      section.error(
          section.path("environment"),
          "binding should have a \"script_name\" field if \"environment\" is present. Add it, or"
              + " remove \"environment\" '%s'.",
          environment.get());
    }
    if (section.bool("remote").orElse(false)) {
      section.error(
          section.path("remote"),
          "Durable Object bindings cannot be remote here, but \"remote\" is 'true'. Remove it.");
    }
    bound(name, "Durable Object");
    return new Bindings.DurableObject(
        name, className, script.map(s -> environment.map(e -> s + "-" + e).orElse(s)));
  }

  private Bindings.Service service(Section section) {
    String binding = required(section, "binding", "Service");
    String service = field(section, "service");
    Optional<String> environment = section.string("environment");
    section.accept(List.of("remote", "dev", "cross_account_grant"));
    return new Bindings.Service(
        binding,
        environment.map(e -> service + "-" + e).orElse(service),
        section.string("entrypoint"),
        section.raw("props").map(JsonNode::toString));
  }

  private Bindings.KvNamespace kvNamespace(Section section) {
    String binding = required(section, "binding", "KV Namespace");
    Optional<String> id = section.string("id");
    section.accept(List.of("remote", "name"));
    return new Bindings.KvNamespace(
        binding, section.string("preview_id").or(() -> id).orElse(binding));
  }

  private Bindings.R2Bucket r2Bucket(Section section) {
    String binding = required(section, "binding", "R2 Bucket");
    Optional<String> bucket = section.string("bucket_name");
    section.accept(List.of("remote", "jurisdiction", "local_dev"));
    return new Bindings.R2Bucket(
        binding, section.string("preview_bucket_name").or(() -> bucket).orElse(binding));
  }

  private Bindings.D1Database d1Database(Section section) {
    String binding = required(section, "binding", "D1 Database");
    Optional<String> id = section.string("database_id");
    section.accept(
        List.of("remote", "migrations_table", "migrations_pattern", "database_internal_env"));
    return new Bindings.D1Database(
        binding,
        section.string("preview_database_id").or(() -> id).orElse(binding),
        section.string("database_name"),
        directory.resolve(section.string("migrations_dir").orElse("migrations")).normalize());
  }

  private Bindings.QueueProducer producer(Section section) {
    String binding = required(section, "binding", "Queue");
    section.accept(List.of("remote"));
    return new Bindings.QueueProducer(
        binding,
        section.string("queue").orElse(binding),
        between(section, "delivery_delay", 0, 86_400));
  }

  private Bindings.QueueConsumer consumer(Section section) {
    String queue =
        section.required(
            "queue", "\"%s\" should have a string \"queue\" field.".formatted(section.path()));
    section.oneOf("type", "worker");
    section.accept(List.of("visibility_timeout_ms"));
    Optional<String> deadLetters = section.string("dead_letter_queue");
    if (deadLetters.equals(Optional.of(queue))) {
      section.error(
          section.path("dead_letter_queue"),
          "The dead letter queue of '%s' cannot be itself. Name another queue.",
          queue);
    }
    return new Bindings.QueueConsumer(
        queue,
        between(section, "max_batch_size", 1, 100),
        between(section, "max_batch_timeout", 0, 60),
        between(section, "max_retries", 0, 100),
        deadLetters,
        between(section, "retry_delay", 0, 86_400),
        between(section, "max_concurrency", 1, 250));
  }

  private static Optional<Integer> between(Section section, String key, int least, int most) {
    Optional<Integer> value = section.integer(key);
    if (value.filter(number -> number < least || number > most).isPresent()) {
      section.error(
          section.path(key),
          "\"%s\" must be between %s and %s but got '%s'.",
          section.path(key),
          least,
          most,
          value.get());
      return Optional.empty();
    }
    return value;
  }

  /** Those of {@code ratelimits}, and those written as unsafe bindings, as it was done before. */
  private List<Bindings.RateLimit> rateLimits() {
    List<Bindings.RateLimit> limits = new ArrayList<>(list("ratelimits", this::rateLimit));
    Optional<Section> unsafe = layers.own("unsafe").object("unsafe");
    unsafe.ifPresent(section -> {
      for (Section each : section.objects("bindings")) {
        Optional<String> type = each.string("type");
        if (type.equals(Optional.of("ratelimit"))) {
          limits.add(rateLimit(each));
          each.finish();
        } else {
          each.error(
              each.path(),
              "Perdure does not provide unsafe bindings of type '%s'. Remove the binding, or bind a"
                  + " worker of your own as a service in its place.",
              type.orElse(""));
        }
      }
      section.accept(List.of("metadata", "capnp"));
      section.finish();
    });
    return limits;
  }

  private Optional<String> versionMetadata() {
    Optional<Section> found = layers.own("version_metadata").object("version_metadata");
    Optional<String> name =
        found.map(section -> required(section, "binding", "Worker Version Metadata"));
    found.ifPresent(Section::finish);
    return name;
  }

  private String dataset(Section section) {
    section.accept(List.of("dataset"));
    return required(section, "binding", "Analytics Engine Dataset");
  }

  private String sendEmail(Section section) {
    section.accept(
        List.of(
            "remote",
            "destination_address",
            "allowed_destination_addresses",
            "allowed_sender_addresses"));
    return required(section, "name", "Send Email");
  }

  private Bindings.RateLimit rateLimit(Section section) {
    String name = field(section, "name");
    bound(name, "Rate Limit");
    String namespace = field(section, "namespace_id");
    Optional<Section> simple = section.object("simple");
    if (!section.has("simple")) {
      section.error(
          section.path(),
          "\"%s\" bindings must have a \"simple\" configuration object. Add simple = { limit ="
              + " 100, period = 60 }.",
          section.path());
    }
    int limit = simple.map(s -> positive(s, "limit")).orElse(1);
    int period = simple.map(s -> positive(s, "period")).orElse(60);
    if (simple.isPresent() && period != 10 && period != 60) {
      section.error(
          simple.get().path("period"),
          "\"%s\" bindings \"simple.period\" must be either 10 or 60 but got '%s'.",
          section.path(),
          period);
    }
    simple.ifPresent(Section::finish);
    return new Bindings.RateLimit(name, namespace, limit, period);
  }

  private static int positive(Section section, String key) {
    Optional<Integer> value = section.integer(key);
    if (!section.has(key)) {
      section.error(
          section.path(),
          "\"%s\" is required and must be a number. Add %s = 60.",
          section.path(key),
          key);
    }
    return value.orElse(60);
  }

  private Optional<Bindings.Assets> assets() {
    Optional<Section> found = layers.inherited("assets").object("assets");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Section section = found.get();
    Optional<String> binding = section.string("binding");
    binding.ifPresent(name -> bound(name, "Assets"));
    Optional<JsonNode> first = section.raw("run_worker_first");
    List<String> runFirst =
        first.isPresent() && first.get().isArray()
            ? section.strings("run_worker_first")
            : section.bool("run_worker_first").orElse(false) ? List.of("*") : List.of();
    Bindings.Assets assets =
        new Bindings.Assets(
            section.string("directory").map(path -> fileDirectory().resolve(path).normalize()),
            binding,
            section
                .oneOf(
                    "html_handling",
                    "auto-trailing-slash",
                    "force-trailing-slash",
                    "drop-trailing-slash",
                    "none")
                .orElse("auto-trailing-slash"),
            section
                .oneOf("not_found_handling", "single-page-application", "404-page", "none")
                .orElse("none"),
            runFirst);
    section.finish();
    return Optional.of(assets);
  }

  private Path fileDirectory() {
    Path parent = layers.top().source().file().getParent();
    return parent == null ? directory : parent;
  }

  private String required(Section section, String key, String kind) {
    String name = field(section, key);
    bound(name, kind);
    return name;
  }

  private static String field(Section section, String key) {
    return section.required(
        key, "\"%s\" bindings should have a string \"%s\" field.".formatted(section.path(), key));
  }

  private void bound(String name, String kind) {
    if (!name.isEmpty()) {
      kindsByName.computeIfAbsent(name, any -> new ArrayList<>()).add(kind);
    }
  }

  private void reportDuplicates() {
    kindsByName.forEach((name, kinds) -> {
      Set<String> distinct = new LinkedHashSet<>(kinds);
      if (kinds.size() > 1) {
        layers
            .faults()
            .error(
                Fault.Place.of(layers.top().source().file()),
                ("'%s' assigned to %s bindings. Bindings must have unique names, so that they can"
                        + " all be referenced in the worker: change one of them.")
                    .formatted(
                        name,
                        distinct.size() > 1
                            ? String.join(" and ", distinct)
                            : "multiple " + kinds.getFirst()));
      }
    });
  }
}
