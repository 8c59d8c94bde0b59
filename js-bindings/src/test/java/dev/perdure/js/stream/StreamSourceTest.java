package dev.perdure.js.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.js.fetch.Gathered;
import dev.perdure.js.scope.TestRealm;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.GuestException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamSourceTest {
  /** Gives its chunks when asked, at once or from another thread, and counts how often it was. */
  private static final class Chunks implements ByteSource {
    private final Queue<String> left;
    private final boolean later;
    private int reads;
    private @Nullable Throwable cancelled;

    Chunks(boolean later, String... chunks) {
      this.later = later;
      this.left = new ArrayDeque<>(List.of(chunks));
    }

    @Override
    public CompletableFuture<@Nullable ByteBuffer> read() {
      reads++;
      String chunk = left.poll();
      ByteBuffer bytes =
          chunk == null ? null : ByteBuffer.wrap(chunk.getBytes(StandardCharsets.UTF_8));
      return later
          ? CompletableFuture.supplyAsync(() -> bytes)
          : CompletableFuture.completedFuture(bytes);
    }

    @Override
    public void cancel(@Nullable Throwable reason) {
      cancelled = reason;
    }
  }

  private static Value streamOver(TestRealm realm, ByteSource source) {
    Value stream = realm.realm().lib("streams").invokeMember("fromSource", source);
    realm.realm().context().getBindings("js").putMember("stream", stream);
    return stream;
  }

  private static ByteSource sourceOf(TestRealm realm, String stream) {
    Value made = realm.realm().context().eval("js", stream);
    return realm.realm().lib("streams").invokeMember("toSource", made).asHostObject();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void chunksAreReadOnlyOnDemand() {
    Chunks chunks = new Chunks(true, "ab", "cd", "ef");
    try (TestRealm realm = new TestRealm()) {
      streamOver(realm, chunks);
      assertThat(
              realm.run(
                  "const r = stream.getReader(); return [...(await r.read()).value, stream.locked];"))
          .isEqualTo("[97,98,true]");
      assertThat(chunks.reads).isEqualTo(1);
    }
  }

  @Test
  void aStreamOverJavaIsAByteStream() {
    try (TestRealm realm = new TestRealm()) {
      streamOver(realm, new Chunks(false, "abc", "de"));
      assertThat(
              realm.run(
                  """
                  const reader = stream.getReader({ mode: 'byob' }), seen = [];
                  for (;;) {
                    const { value, done } = await reader.read(new Uint8Array(2));
                    if (done) return seen.join();
                    seen.push(new Uint8Array(value).join('-'));
                  }
                  """))
          .isEqualTo("\"97-98,99,100-101\"");
    }
  }

  @Test
  void aSourceThatBreaksFailsTheStream() {
    ByteSource broken =
        new ByteSource() {
          @Override
          public CompletableFuture<@Nullable ByteBuffer> read() {
            return CompletableFuture.failedFuture(GuestException.typeError("gone"));
          }

          @Override
          public void cancel(@Nullable Throwable reason) {}
        };
    try (TestRealm realm = new TestRealm()) {
      streamOver(realm, broken);
      assertThat(
              realm.run(
                  "return stream.getReader().read().catch((e) => [e instanceof TypeError, e.message]);"))
          .isEqualTo("[true,\"gone\"]");
    }
  }

  @Test
  void cancellingReachesTheSource() {
    Chunks chunks = new Chunks(false, "ab");
    try (TestRealm realm = new TestRealm()) {
      streamOver(realm, chunks);
      realm.run("await stream.cancel(new RangeError('enough'));");
      assertThat(chunks.cancelled)
          .isInstanceOfSatisfying(
              GuestException.class, e -> assertThat(e.error().message()).isEqualTo("enough"));
    }
  }

  @Test
  void anUntouchedStreamGivesItsSourceBack() {
    Chunks chunks = new Chunks(false, "ab");
    try (TestRealm realm = new TestRealm()) {
      Value stream = streamOver(realm, chunks);
      Value streams = realm.realm().lib("streams");
      ByteSource taken = streams.invokeMember("toSource", stream).asHostObject();
      assertThat(taken).isSameAs(chunks);
      assertThat(streams.invokeMember("isDisturbed", stream).asBoolean()).isTrue();
      assertThat(chunks.reads).isZero();
    }
  }

  @Test
  void aStreamThatWasReadIsNotTaken() {
    try (TestRealm realm = new TestRealm()) {
      Value stream = streamOver(realm, new Chunks(false, "ab", "cd"));
      realm.run("const r = stream.getReader(); await r.read(); r.releaseLock();");
      assertThat(realm.realm().lib("streams").invokeMember("takeSource", stream).isNull()).isTrue();
    }
  }

  @Test
  void aBranchOfATeeHasAllBytes() {
    try (TestRealm realm = new TestRealm()) {
      streamOver(realm, new Chunks(true, "ab", "cd"));
      assertThat(
              realm.run(
                  """
                  const [one, two] = stream.tee(), seen = [];
                  for await (const chunk of one) seen.push(...chunk);
                  for await (const chunk of two) seen.push(...chunk);
                  return seen;
                  """))
          .isEqualTo("[97,98,99,100,97,98,99,100]");
    }
  }

  @Test
  void javaReadsAStreamFromAnotherThread() {
    try (TestRealm realm = new TestRealm()) {
      ByteSource source =
          sourceOf(
              realm,
              """
              new ReadableStream({ n: 0, async pull(c) {
                await scheduler.wait(1);
                if (this.n++ === 3) c.close(); else c.enqueue(new Uint8Array([64 + this.n]));
              } }, { highWaterMark: 0 })
              """);
      CompletableFuture<byte[]> all =
          CompletableFuture.supplyAsync(() -> new Gathered(source).result())
              .thenCompose(result -> result);
      realm.runUntil(all);
      assertThat(text(all.join())).isEqualTo("ABC");
    }
  }

  @Test
  void chunksAtHandComeInOneTurn() {
    try (TestRealm realm = new TestRealm()) {
      ByteSource source =
          sourceOf(
              realm,
              """
              new ReadableStream({ start(c) {
                for (let i = 0; i < 100; i++) c.enqueue(new Uint8Array([i]));
                c.close();
              } })
              """);
      CompletableFuture<byte[]> all = new Gathered(source).result();
      int turns = realm.runUntil(all);
      assertThat(all.join()).hasSize(100);
      assertThat(turns).isEqualTo(2);
    }
  }

  @Test
  void aChunkThatIsNoBytesFailsTheSource() {
    try (TestRealm realm = new TestRealm()) {
      ByteSource source = sourceOf(realm, "ReadableStream.from(['text'])");
      CompletableFuture<byte[]> all = new Gathered(source).result();
      realm.runUntil(all);
      assertThatThrownBy(all::join)
          .isInstanceOf(CompletionException.class)
          .hasRootCauseInstanceOf(GuestException.class)
          .hasMessageContaining("This ReadableStream did not return bytes.");
    }
  }

  @Test
  void anErrorOfTheStreamReachesTheReader() {
    try (TestRealm realm = new TestRealm()) {
      ByteSource source =
          sourceOf(realm, "new ReadableStream({ pull() { throw new RangeError('no more') } })");
      CompletableFuture<byte[]> all = new Gathered(source).result();
      realm.runUntil(all);
      assertThatThrownBy(all::join).hasMessageContaining("no more");
    }
  }

  @Test
  void aReaderThatGoesAwayCancelsTheStream() {
    try (TestRealm realm = new TestRealm()) {
      ByteSource source =
          sourceOf(
              realm,
              "globalThis.seen = []; new ReadableStream({ cancel(reason) { seen.push('gone', reason) } })");
      CompletableFuture<@Nullable ByteBuffer> asked = source.read();
      source.cancel(null);
      assertThat(asked).isCompletedWithValue(null);
      assertThat(realm.run("await scheduler.wait(1); return seen;")).isEqualTo("[\"gone\",null]");
    }
  }

  @Test
  void allBytesOfAStreamAreGathered() {
    try (TestRealm realm = new TestRealm()) {
      streamOver(realm, new Chunks(true, "ab", "cd"));
      Value all = realm.realm().lib("streams").invokeMember("readAll", stream(realm));
      realm.realm().context().getBindings("js").putMember("all", all);
      assertThat(realm.run("return [...(await all)];")).isEqualTo("[97,98,99,100]");
    }
  }

  private static Value stream(TestRealm realm) {
    return realm.realm().context().getBindings("js").getMember("stream");
  }
}
