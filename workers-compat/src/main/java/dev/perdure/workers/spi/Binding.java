package dev.perdure.workers.spi;

import dev.perdure.workers.binding.KeyValueNamespace;
import dev.perdure.workers.binding.MessageQueue;
import dev.perdure.workers.binding.ObjectBucket;
import dev.perdure.workers.binding.SqlDatabase;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A named capability of a worker. */
public sealed interface Binding {
  /** A string. */
  record Text(String value) implements Binding {
    public Text {
      Objects.requireNonNull(value);
    }
  }

  /** A JSON value. */
  record Json(String json) implements Binding {
    public Json {
      Objects.requireNonNull(json);
    }
  }

  /** Bytes. */
  record Data(byte[] bytes) implements Binding {}

  /**
   * The objects of one class.
   *
   * @param local whether they have names only, as those that keep nothing do at workerd
   * @param type the class itself, where the worker that exports it holds the binding
   */
  record Namespace(ActorNamespace namespace, boolean local, @Nullable ActorType type)
      implements Binding {
    /** Objects that another worker may reach too. */
    public Namespace(ActorNamespace namespace, boolean local) {
      this(namespace, local, null);
    }

    /** Objects with ids. */
    public Namespace(ActorNamespace namespace) {
      this(namespace, false);
    }
  }

  /**
   * A class for facets.
   *
   * @param exported whether the worker that exports it holds the binding and may give it props
   */
  record ObjectClass(ActorType type, boolean exported) implements Binding {
    public ObjectClass {
      Objects.requireNonNull(type);
    }
  }

  /** Another worker, or an entrypoint of this one. */
  record Service(Channel channel) implements Binding {}

  /**
   * An entrypoint of the worker that holds the binding.
   *
   * @param channels gives a channel for {@code ctx.props} in V8's serialization format, or for null
   */
  record Loopback(Function<byte @Nullable [], Channel> channels) implements Binding {}

  /** A rate limiter with its settings; scripts may ask for others. */
  record Limit(RateLimiter limiter, int limit, Duration period) implements Binding {
    public Limit {
      Objects.requireNonNull(limiter);
      Objects.requireNonNull(period);
    }
  }

  /** A namespace of Workers KV. */
  record KeyValue(KeyValueNamespace namespace) implements Binding {
    public KeyValue {
      Objects.requireNonNull(namespace);
    }
  }

  /** A D1 database. */
  record Sql(SqlDatabase database) implements Binding {
    public Sql {
      Objects.requireNonNull(database);
    }
  }

  /** An R2 bucket. */
  record Bucket(ObjectBucket bucket) implements Binding {
    public Bucket {
      Objects.requireNonNull(bucket);
    }
  }

  /** A queue to send to. */
  record Queue(MessageQueue queue) implements Binding {
    public Queue {
      Objects.requireNonNull(queue);
    }
  }

  /**
   * A binding of a service that the host does not have, but that workers can be started without.
   *
   * @param name its name in {@code env}
   */
  record Stand(Kind kind, String name) implements Binding {
    /** What it stands for. */
    public enum Kind {
      /** A dataset of Analytics Engine: takes data points and drops them. */
      ANALYTICS,
      /** Sending e-mail: refuses each message. */
      EMAIL
    }
  }
}
