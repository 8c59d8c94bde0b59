package dev.perdure.host.session;

import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.Variable;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.host.queue.Queues;
import dev.perdure.host.ratelimit.WindowLimiter;
import dev.perdure.host.worker.Props;
import dev.perdure.storage.SqlDatabaseFile;
import dev.perdure.storage.StateFolder;
import dev.perdure.storage.kv.KvFile;
import dev.perdure.storage.r2.BucketFile;
import dev.perdure.workers.binding.KeyValueNamespace;
import dev.perdure.workers.binding.ObjectBucket;
import dev.perdure.workers.binding.SqlDatabase;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Makes what the {@code env} of workers holds. Thread-safe. */
final class Environments {
  /** The other workers, as bindings reach them. */
  interface Neighbours {
    /** The objects of a class of a worker. */
    ActorNamespace namespace(String worker, String className);

    /** An entrypoint of a worker; its assets are before the default one. */
    Channel service(String worker, Entrypoint entrypoint);

    /** What the assets of a worker answer by themselves. */
    Channel assets(String worker);
  }

  private final Neighbours neighbours;
  private final InstantSource clock;
  private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();
  private final Map<String, KeyValueNamespace> namespaces = new ConcurrentHashMap<>();
  private final Map<String, SqlDatabase> databases = new ConcurrentHashMap<>();
  private final Map<String, ObjectBucket> buckets = new ConcurrentHashMap<>();
  private final StateFolder state;
  private final Queues queues;

  Environments(Neighbours neighbours, StateFolder state, Queues queues, InstantSource clock) {
    this.neighbours = neighbours;
    this.state = state;
    this.queues = queues;
    this.clock = clock;
  }

  /** The members of {@code env}, values first, in the order of wrangler. */
  Map<String, Binding> of(WorkerConfig config) {
    Map<String, Binding> env = new LinkedHashMap<>();
    variables(config, env);
    Bindings bindings = config.bindings();
    for (Bindings.DurableObject binding : bindings.durableObjects()) {
      String owner = binding.scriptName().orElse(config.name());
      env.put(
          binding.name(), new Binding.Namespace(neighbours.namespace(owner, binding.className())));
    }
    for (Bindings.Service binding : bindings.services()) {
      env.put(binding.binding(), new Binding.Service(service(binding)));
    }
    for (Bindings.KvNamespace binding : bindings.kvNamespaces()) {
      env.put(
          binding.binding(),
          new Binding.KeyValue(
              namespaces.computeIfAbsent(binding.id(), id -> new KvFile(state, id, clock))));
    }
    for (Bindings.D1Database binding : bindings.d1Databases()) {
      env.put(
          binding.binding(),
          new Binding.Sql(
              databases.computeIfAbsent(
                  binding.databaseId(), id -> new SqlDatabaseFile(state, id, clock))));
    }
    for (Bindings.R2Bucket binding : bindings.r2Buckets()) {
      env.put(
          binding.binding(),
          new Binding.Bucket(
              buckets.computeIfAbsent(
                  binding.bucketName(), name -> new BucketFile(state, name, clock))));
    }
    for (Bindings.QueueProducer binding : bindings.queueProducers()) {
      OptionalInt delay =
          binding.deliveryDelay().map(OptionalInt::of).orElseGet(OptionalInt::empty);
      env.put(binding.binding(), new Binding.Queue(queues.producer(binding.queue(), delay)));
    }
    for (Bindings.RateLimit binding : bindings.rateLimits()) {
      env.put(
          binding.name(),
          new Binding.Limit(
              limiters.computeIfAbsent(binding.namespaceId(), any -> new WindowLimiter(clock)),
              binding.limit(),
              Duration.ofSeconds(binding.periodSeconds())));
    }
    bindings.versionMetadata().ifPresent(name -> env.put(name, version()));
    for (String name : bindings.analyticsDatasets()) {
      env.put(name, new Binding.Stand(Binding.Stand.Kind.ANALYTICS, name));
    }
    for (String name : bindings.sendEmail()) {
      env.put(name, new Binding.Stand(Binding.Stand.Kind.EMAIL, name));
    }
    bindings
        .assets()
        .flatMap(Bindings.Assets::binding)
        .ifPresent(name -> env.put(name, new Binding.Service(neighbours.assets(config.name()))));
    return env;
  }

  /** A version that is new with each start and each change of the code. */
  private Binding version() {
    return new Binding.Json(
        "{\"id\":\"%s\",\"tag\":\"\",\"timestamp\":\"%s\"}"
            .formatted(UUID.randomUUID(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
  }

  private static void variables(WorkerConfig config, Map<String, Binding> env) {
    config
        .vars()
        .forEach((name, variable) -> {
          if (variable instanceof Variable.Json json) {
            env.put(name, new Binding.Json(json.json()));
          }
        });
    config
        .vars()
        .forEach((name, variable) -> {
          switch (variable) {
            case Variable.Text text -> env.put(name, new Binding.Text(text.value()));
            case Variable.Secret secret -> env.put(name, new Binding.Text(secret.value()));
            case Variable.Json json -> {}
          }
        });
  }

  private Channel service(Bindings.Service binding) {
    return neighbours.service(
        binding.service(),
        new Entrypoint(
            binding.entrypoint().orElse("default"),
            binding.propsJson().map(Props::ofJson).orElse(null)));
  }
}
