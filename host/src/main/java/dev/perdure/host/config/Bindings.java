package dev.perdure.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The capabilities that a worker's {@code env} holds, by kind.
 *
 * @param durableObjects namespaces of Durable Objects
 * @param services other workers, or entrypoints of them
 * @param kvNamespaces key-value namespaces
 * @param r2Buckets buckets
 * @param d1Databases databases
 * @param queueProducers queues that the worker sends to
 * @param queueConsumers queues that the worker receives from; these are not in {@code env}
 * @param rateLimits rate limiters
 * @param versionMetadata the name under which the worker's version is seen
 * @param analyticsDatasets the names of datasets of Analytics Engine
 * @param sendEmail the names of bindings that send e-mail
 * @param assets static files, served before or beside the worker
 */
public record Bindings(
    List<DurableObject> durableObjects,
    List<Service> services,
    List<KvNamespace> kvNamespaces,
    List<R2Bucket> r2Buckets,
    List<D1Database> d1Databases,
    List<QueueProducer> queueProducers,
    List<QueueConsumer> queueConsumers,
    List<RateLimit> rateLimits,
    Optional<String> versionMetadata,
    List<String> analyticsDatasets,
    List<String> sendEmail,
    Optional<Assets> assets) {

  /** Copies the lists. */
  public Bindings {
    durableObjects = List.copyOf(durableObjects);
    services = List.copyOf(services);
    kvNamespaces = List.copyOf(kvNamespaces);
    r2Buckets = List.copyOf(r2Buckets);
    d1Databases = List.copyOf(d1Databases);
    queueProducers = List.copyOf(queueProducers);
    queueConsumers = List.copyOf(queueConsumers);
    rateLimits = List.copyOf(rateLimits);
    analyticsDatasets = List.copyOf(analyticsDatasets);
    sendEmail = List.copyOf(sendEmail);
  }

  /**
   * A namespace of Durable Objects.
   *
   * @param scriptName the worker that exports the class, with {@code -ENVIRONMENT} appended when
   *     the binding names one; none for a class of this worker
   */
  public record DurableObject(String name, String className, Optional<String> scriptName) {}

  /**
   * Another worker, or one of its named entrypoints.
   *
   * @param service the worker's name, with {@code -ENVIRONMENT} appended when the binding names one
   * @param propsJson what the target sees as {@code ctx.props}, as JSON text
   */
  public record Service(
      String binding, String service, Optional<String> entrypoint, Optional<String> propsJson) {}

  /** A key-value namespace; {@code id} names its state and is the binding's name when missing. */
  public record KvNamespace(String binding, String id) {}

  /** A bucket; {@code bucketName} names its state and is the binding's name when missing. */
  public record R2Bucket(String binding, String bucketName) {}

  /** A database; {@code databaseId} names its state. */
  public record D1Database(
      String binding, String databaseId, Optional<String> databaseName, Path migrationsDir) {}

  /** A queue to send to. */
  public record QueueProducer(String binding, String queue, Optional<Integer> deliveryDelay) {}

  /** A queue to receive from. */
  public record QueueConsumer(
      String queue,
      Optional<Integer> maxBatchSize,
      Optional<Integer> maxBatchTimeout,
      Optional<Integer> maxRetries,
      Optional<String> deadLetterQueue,
      Optional<Integer> retryDelay,
      Optional<Integer> maxConcurrency) {}

  /** A rate limiter: {@code limit} calls in {@code periodSeconds}. */
  public record RateLimit(String name, String namespaceId, int limit, int periodSeconds) {}

  /**
   * Static files.
   *
   * @param directory the folder that is served
   * @param binding the name in {@code env}, when there is one
   * @param runWorkerFirst which requests the worker sees first: {@code *} for all, none by default
   */
  public record Assets(
      Optional<Path> directory,
      Optional<String> binding,
      String htmlHandling,
      String notFoundHandling,
      List<String> runWorkerFirst) {
    /** Copies the list. */
    public Assets {
      runWorkerFirst = List.copyOf(runWorkerFirst);
    }
  }
}
