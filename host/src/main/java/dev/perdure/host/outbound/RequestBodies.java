package dev.perdure.host.outbound;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Bodies as the JDK's client takes them. */
final class RequestBodies {
  private RequestBodies() {}

  static HttpRequest.BodyPublisher publisher(@Nullable Body body) {
    return switch (body) {
      case null -> HttpRequest.BodyPublishers.noBody();
      case Body.Bytes whole -> HttpRequest.BodyPublishers.ofByteArray(whole.bytes());
      case Body.Stream stream -> streaming(stream.source());
    };
  }

  private static HttpRequest.BodyPublisher streaming(ByteSource source) {
    Flow.Publisher<ByteBuffer> publisher =
        subscriber -> subscriber.onSubscribe(new Reading(source, subscriber));
    return source.length().isPresent() && source.length().getAsLong() > 0
        ? HttpRequest.BodyPublishers.fromPublisher(publisher, source.length().getAsLong())
        : HttpRequest.BodyPublishers.fromPublisher(publisher);
  }

  /** Reads a chunk for each that is asked for. */
  private static final class Reading implements Flow.Subscription {
    private final ByteSource source;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    Reading(ByteSource source, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.source = source;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (wanted.getAndUpdate(
              before -> Math.addExact(Math.min(before, 1L << 40), Math.min(count, 1L << 40)))
          == 0) {
        next();
      }
    }

    private void next() {
      source
          .read()
          .whenComplete((chunk, thrown) -> {
            if (ended.get()) {
              return;
            }
            if (thrown != null) {
              ended.set(true);
              subscriber.onError(thrown);
            } else if (chunk == null) {
              ended.set(true);
              subscriber.onComplete();
            } else {
              subscriber.onNext(chunk);
              if (wanted.decrementAndGet() > 0) {
                next();
              }
            }
          });
    }

    @Override
    public void cancel() {
      if (!ended.getAndSet(true)) {
        source.cancel(null);
      }
    }
  }
}
