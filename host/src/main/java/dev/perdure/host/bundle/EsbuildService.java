package dev.perdure.host.bundle;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running esbuild that is spoken to over its standard streams.
 *
 * <p>Thread-safe: requests of many threads share the process. One thread reads, one writes, and
 * each callback of a build runs on a virtual thread of its own, so that it may send requests.
 */
final class EsbuildService implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final Process process;
  private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
  private final Map<Integer, CompletableFuture<Fields>> waiting = new ConcurrentHashMap<>();
  private final Map<Integer, BuildCallbacks> builds = new ConcurrentHashMap<>();
  private volatile boolean ended;
  private final AtomicInteger nextId = new AtomicInteger();
  private final AtomicInteger nextBuild = new AtomicInteger();

  /** What a build asks of its plugin. */
  interface BuildCallbacks {
    /** Decides where an import leads; an empty answer leaves it to esbuild. */
    Fields resolve(Fields request);

    /** Gives the content of a module; an empty answer leaves it to esbuild. */
    Fields load(Fields request);
  }

  private EsbuildService(Process process) {
    this.process = process;
  }

  /** Starts esbuild; it ends with {@link #close()} or when this process ends. */
  static EsbuildService start(EsbuildBinary binary, Path directory) {
    try {
      Process process =
          new ProcessBuilder(binary.executable().toString(), "--service=" + binary.version())
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      EsbuildService service = new EsbuildService(process);
      DataInputStream in = new DataInputStream(process.getInputStream());
      String version = new String(frame(in), StandardCharsets.UTF_8);
      if (!version.equals(binary.version())) {
        process.destroy();
        throw BundleException.of(
            "esbuild at '%s' says it is version '%s', but its package says '%s'. Run 'npm install'"
                    .formatted(binary.executable(), version, binary.version())
                + " in the project again.");
      }
      // Reads and writes of pipes hold their carriers: a third process would find none to run on.
      Thread.ofPlatform().daemon().name("esbuild-reader").start(() -> service.read(in));
      Thread.ofPlatform().daemon().name("esbuild-writer").start(service::write);
      return service;
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          "esbuild at '%s' cannot be started: %s. Set ESBUILD_BINARY_PATH to one that runs here."
              .formatted(binary.executable(), e.getMessage()));
    }
  }

  boolean alive() {
    return !ended && process.isAlive();
  }

  /** A number for a build of this process. */
  int newBuild() {
    return nextBuild.incrementAndGet();
  }

  /** Runs the build with a number; {@code callbacks} decides about its imports. */
  Fields build(int key, Fields request, BuildCallbacks callbacks) {
    builds.put(key, callbacks);
    try {
      return send(request.with("command", "build").with("key", key));
    } finally {
      builds.remove(key);
    }
  }

  /** Sends a request and waits for its answer. */
  Fields send(Fields request) {
    int id = nextId.getAndIncrement();
    CompletableFuture<Fields> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    if (ended) {
      gone();
    }
    outgoing.add(new Packet(id, true, request.map()).encode());
    Fields fields;
    try {
      fields = answer.join();
    } catch (CompletionException e) {
      throw BundleException.causedBy(
          e, "esbuild ended while it was working. Try again; if it happens again, report it.");
    }
    if (fields.map().get("error") instanceof String error) {
      throw BundleException.of("esbuild refuses the request: %s".formatted(error));
    }
    return fields;
  }

  private void read(DataInputStream in) {
    try {
      while (true) {
        Packet packet = Packet.decode(frame(in));
        if (packet.request()) {
          Thread.ofVirtual().name("esbuild-callback").start(() -> answer(packet));
        } else {
          CompletableFuture<Fields> answer = waiting.remove(packet.id());
          if (answer != null) {
            answer.complete(Fields.from(packet.value()));
          }
        }
      }
    } catch (IOException e) {
      gone();
    }
  }

  private void gone() {
    ended = true;
    for (Integer id : List.copyOf(waiting.keySet())) {
      CompletableFuture<Fields> answer = waiting.remove(id);
      if (answer != null) {
        answer.completeExceptionally(new EOFException("esbuild has ended"));
      }
    }
  }

  private void answer(Packet packet) {
    Fields request = Fields.from(packet.value());
    BuildCallbacks build = builds.get(request.number("key"));
    Fields response = Fields.empty();
    if (build != null) {
      try {
        response =
            switch (request.text("command")) {
              case "on-resolve" -> build.resolve(request);
              case "on-load" -> build.load(request);
              default -> Fields.of("errors", List.of()).with("warnings", List.of());
            };
      } catch (RuntimeException e) {
        response =
            Fields.of("id", request.list("ids").getFirst())
                .with("errors", List.of(EsbuildMessages.error(String.valueOf(e.getMessage()))));
      }
    }
    outgoing.add(new Packet(packet.id(), false, response.map()).encode());
  }

  private void write() {
    try (OutputStream out = process.getOutputStream()) {
      while (true) {
        byte[] next = outgoing.take();
        if (next.length == 0) {
          return;
        }
        out.write(next);
        out.flush();
      }
    } catch (IOException e) {
      gone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] frame(DataInputStream in) throws IOException {
    byte[] frame = new byte[Integer.reverseBytes(in.readInt())];
    in.readFully(frame);
    return frame;
  }

  /** Ends the process. */
  @Override
  public void close() {
    outgoing.add(new byte[0]);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
