package dev.perdure.js.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;

class RpcStreamsTest {
  private static final String SERVICE =
      """
      const enc = new TextEncoder();
      const write = async (stream) => {
        const writer = stream.getWriter();
        for (const text of ['foo, ', 'bar, ', 'baz!']) await writer.write(enc.encode(text));
        await writer.close();
      };
      return new (class {
        read(stream) { return new Response(stream).text(); }
        write(stream) { return write(stream); }
        async writeForEver(stream) {
          const writer = stream.getWriter();
          for (;;) await writer.write(enc.encode('foo, '));
        }
        abort(stream) { stream.getWriter().abort(new Error('boom')); }
        identity(value) { return value; }
        make() {
          const { readable, writable } = new TransformStream();
          write(writable);
          return { readable, more: [new Response('whole').body] };
        }
        endless() { return new ReadableStream({ type: 'bytes', pull(c) { c.enqueue(new Uint8Array(10)); }, cancel(reason) { globalThis.cancelled = String(reason); } }); }
        cancelled() { return globalThis.cancelled ?? null; }
      })();
      """;

  private static String run(String body) {
    try (TestWorker worker = TestWorker.instance(SERVICE);
        TestRealm realm = new TestRealm()) {
      realm
          .realm()
          .context()
          .getBindings("js")
          .putMember("svc", RpcSite.of(realm.realm()).serviceStub(worker));
      return realm.run("const enc = new TextEncoder(), dec = new TextDecoder();" + body);
    }
  }

  @Test
  void aReadableStreamIsReadOnTheOtherSide() {
    assertThat(
            run(
                """
                let controller;
                const promise = svc.read(new ReadableStream({ start(c) { controller = c; } }));
                for (const text of ['foo, ', 'bar']) controller.enqueue(enc.encode(text));
                controller.close();
                return promise;
                """))
        .isEqualTo("\"foo, bar\"");
  }

  @Test
  void streamsComeBack() {
    assertThat(
            run(
                """
                const { readable, more } = await svc.make();
                return [await new Response(readable).text(), await new Response(more[0]).text()];
                """))
        .isEqualTo("[\"foo, bar, baz!\",\"whole\"]");
  }

  @Test
  void aWritableStreamIsWrittenOnTheOtherSide() {
    assertThat(
            run(
                """
                let text = '', closed = false;
                await svc.write(new WritableStream({
                  write(chunk) { text += dec.decode(chunk); },
                  close() { closed = true; },
                }));
                return [text, closed];
                """))
        .isEqualTo("[\"foo, bar, baz!\",true]");
  }

  @Test
  void aFailedWriteIsHeardOnTheOtherSide() {
    assertThat(
            run(
                """
                let calls = 0;
                const stream = new WritableStream({ write() { calls++; throw new Error('boom'); } });
                return [await svc.writeForEver(stream).catch((e) => e.message), calls];
                """))
        .isEqualTo("[\"boom\",1]");
  }

  @Test
  void anAbortedStreamIsHeardOnTheOtherSide() {
    assertThat(
            run(
                """
                const { promise, resolve } = Promise.withResolvers();
                await svc.abort(new WritableStream({ abort: resolve }));
                return (await promise).message;
                """))
        .isEqualTo(
            "\"WritableStream received over RPC was disconnected because the remote execution"
                + " context has ended.\"");
  }

  @Test
  void aBrokenStreamEndsInAnError() {
    assertThat(
            run(
                """
                let controller;
                const promise = svc.read(new ReadableStream({ start(c) { controller = c; } }));
                controller.enqueue(enc.encode('foo'));
                controller.error(new Error('secret'));
                return promise.catch((e) => e.message);
                """))
        .isEqualTo("\"ReadableStream received over RPC disconnected prematurely.\"");
  }

  @Test
  void lockedStreamsStayWithTheirOwner() {
    assertThat(
            run(
                """
                const { readable, writable } = new TransformStream();
                readable.getReader();
                writable.getWriter();
                return [await svc.read(readable).catch((e) => e.message), await svc.write(writable).catch((e) => e.message)];
                """))
        .isEqualTo(
            "[\"The ReadableStream has been locked to a reader.\",\"The WritableStream has been"
                + " locked to a writer.\"]");
  }

  @Test
  void aStreamGoesThereAndBack() {
    assertThat(
            run(
                """
                let { readable, writable } = new TransformStream();
                readable = await svc.identity(readable);
                writable = await svc.identity(writable);
                const text = new Response(readable).text();
                const writer = writable.getWriter();
                await writer.write(enc.encode('foo'));
                await writer.close();
                return text;
                """))
        .isEqualTo("\"foo\"");
  }

  @Test
  void cancellingReachesTheOrigin() {
    assertThat(
            run(
                """
                const reader = (await svc.endless()).getReader();
                const { value } = await reader.read();
                await reader.cancel('enough');
                let heard = null;
                for (let i = 0; i < 50 && heard === null; i++) heard = await svc.cancelled();
                return [value.length > 0, typeof heard];
                """))
        .isEqualTo("[true,\"string\"]");
  }
}
