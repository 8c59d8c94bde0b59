package dev.perdure.js.scope;

import dev.perdure.js.actor.ActorHost;
import dev.perdure.js.actor.BindingsHost;
import dev.perdure.js.actor.FacetsHost;
import dev.perdure.js.actor.NamespaceHost;
import dev.perdure.js.actor.SqlHost;
import dev.perdure.js.actor.StorageHost;
import dev.perdure.js.actor.UnsafeHost;
import dev.perdure.js.cache.CacheHost;
import dev.perdure.js.compression.CompressionHost;
import dev.perdure.js.connect.ConnectHost;
import dev.perdure.js.console.ConsoleHost;
import dev.perdure.js.console.InspectHost;
import dev.perdure.js.crypto.CryptoHost;
import dev.perdure.js.d1.D1Host;
import dev.perdure.js.encoding.EncodingHost;
import dev.perdure.js.fetch.BodyHost;
import dev.perdure.js.fetch.FetchHost;
import dev.perdure.js.fetch.HeadersHost;
import dev.perdure.js.form.FormHost;
import dev.perdure.js.globals.GlobalsHost;
import dev.perdure.js.html.RewriterHost;
import dev.perdure.js.isolate.IsolateScriptHost;
import dev.perdure.js.kv.KvHost;
import dev.perdure.js.node.NodeParts;
import dev.perdure.js.privacy.SharedNamesProvider;
import dev.perdure.js.queue.QueueHost;
import dev.perdure.js.queue.TriggerHost;
import dev.perdure.js.r2.R2Host;
import dev.perdure.js.ratelimit.RateLimitHost;
import dev.perdure.js.rpc.RpcHost;
import dev.perdure.js.socket.SocketHost;
import dev.perdure.js.stream.StreamHost;
import dev.perdure.js.url.UrlHost;
import dev.perdure.js.urlpattern.PatternHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.Source;

/** All parts of the global scope, one line each. */
final class Parts {
  static final List<Part> ALL =
      List.of(
          Part.script("dom-exception", "DOMException"),
          Part.script("webidl"),
          Part.of("encoding", EncodingHost::new, "TextEncoder", "TextDecoder", "atob", "btoa"),
          Part.script("blob", "Blob", "File"),
          Part.of("form-data", FormHost::new, "FormData"),
          Part.of("url-pattern", realm -> new PatternHost(), "URLPattern"),
          Part.script(
              "performance",
              "performance",
              "Performance",
              "PerformanceEntry",
              "PerformanceMark",
              "PerformanceMeasure"),
          Part.of(
              "globals",
              GlobalsHost::new,
              "queueMicrotask",
              "reportError",
              "navigator",
              "Navigator",
              "WorkerGlobalScope",
              "ServiceWorkerGlobalScope",
              "Cloudflare",
              "origin"),
          Part.of("html-rewriter", RewriterHost::new, "HTMLRewriter"),
          Part.of("url", realm -> new UrlHost(), "URL", "URLSearchParams"),
          Part.script(
              "events",
              "Event",
              "ExtendableEvent",
              "CustomEvent",
              "ErrorEvent",
              "MessageEvent",
              "CloseEvent",
              "PromiseRejectionEvent",
              "EventTarget",
              "AbortSignal",
              "AbortController",
              "addEventListener",
              "removeEventListener",
              "dispatchEvent"),
          Part.script("stream-parts", "ByteLengthQueuingStrategy", "CountQueuingStrategy"),
          Part.script(
              "readable",
              "ReadableStream",
              "ReadableStreamDefaultReader",
              "ReadableStreamDefaultController"),
          Part.script(
              "byte-stream",
              "ReadableStreamBYOBReader",
              "ReadableStreamBYOBRequest",
              "ReadableByteStreamController"),
          Part.script("stream-iterator"),
          Part.script(
              "writable",
              "WritableStream",
              "WritableStreamDefaultWriter",
              "WritableStreamDefaultController"),
          Part.script("pipe"),
          Part.script("tee"),
          Part.script("transform", "TransformStream", "TransformStreamDefaultController"),
          Part.script("identity-stream", "IdentityTransformStream", "FixedLengthStream"),
          Part.script("message-channel", "MessageChannel", "MessagePort"),
          Part.script("event-source", "EventSource"),
          Part.of("caches", CacheHost::new, "caches", "CacheStorage", "Cache"),
          Part.script("text-streams", "TextEncoderStream", "TextDecoderStream"),
          Part.of("compression", CompressionHost::new, "CompressionStream", "DecompressionStream"),
          Part.of("streams", StreamHost::new),
          Part.script("clone"),
          Part.script("structured-clone", "structuredClone"),
          Part.script("rpc-types"),
          Part.script("wasm", "WebAssembly"),
          Part.script("module-urls"),
          Part.of("sockets", ConnectHost::new),
          Part.script("event-scope"),
          Part.script("fetcher-methods"),
          Part.of("rpc", RpcHost::new),
          NodeParts.GLOBALS,
          Part.of("console", ConsoleHost::new, "console"),
          Part.of("inspect", InspectHost::new),
          Part.of("crypto", CryptoHost::new, "crypto", "Crypto"),
          Part.of("subtle", CryptoHost::new, "SubtleCrypto", "CryptoKey"),
          Part.of(
              "timers",
              TimerHost::new,
              "setTimeout",
              "setInterval",
              "clearTimeout",
              "clearInterval",
              "scheduler"),
          Part.of("headers", HeadersHost::new, "Headers"),
          Part.of("body", BodyHost::new),
          Part.of("fetch", FetchHost::new, "Request", "Response", "fetch"),
          Part.of(
              "websocket",
              SocketHost::new,
              "WebSocket",
              "WebSocketPair",
              "WebSocketRequestResponsePair"),
          Part.of("isolate", IsolateScriptHost::new, "ExecutionContext"),
          Part.of("bindings", BindingsHost::new),
          Part.of("facets", FacetsHost::new),
          Part.of("unsafe", UnsafeHost::new),
          Part.of("rate-limit", realm -> new RateLimitHost()),
          Part.of("kv", KvHost::new),
          Part.of("d1", D1Host::new),
          Part.of("queue", QueueHost::new),
          Part.script("stands"),
          Part.of("triggers", TriggerHost::new),
          Part.of("r2", R2Host::new),
          Part.of(
              "namespace",
              NamespaceHost::new,
              "DurableObjectId",
              "DurableObjectNamespace",
              "Fetcher"),
          Part.script("workers"),
          Part.script("email"),
          Part.of("actor", ActorHost::new, "DurableObjectState"),
          Part.of("storage", StorageHost::new),
          Part.script("storage-range"),
          Part.of("sync-kv", StorageHost::new),
          Part.of("sql", SqlHost::new));

  private static final Map<String, Part> BY_NAME = new HashMap<>();
  private static final Map<String, Source> SOURCES = new ConcurrentHashMap<>();

  // By which of the parts with a condition are there.
  private static final Map<List<Boolean>, Source> GLOBALS = new ConcurrentHashMap<>();

  static {
    for (Part part : ALL) {
      BY_NAME.put(part.name(), part);
    }
  }

  private Parts() {}

  static Part named(String name) {
    Part part = BY_NAME.get(name);
    if (part != null) {
      return part;
    }
    if (name.startsWith("node/")) {
      return NodeParts.named(name);
    }
    throw new IllegalArgumentException("There is no part '" + name + "' of the global scope.");
  }

  /** The script of a part, read when it is first asked for. */
  static Source source(String name) {
    return SOURCES.computeIfAbsent(name, LibSource::read);
  }

  /**
   * A script whose value is the names of the globals and of the parts they come from, in turn. It
   * is a script because contexts share its strings, of which each would have a copy of its own.
   */
  static Source globals(Predicate<Part> present) {
    List<Boolean> conditions =
        ALL.stream().filter(part -> part.flag() != null).map(present::test).toList();
    return GLOBALS.computeIfAbsent(conditions, key -> listed(ALL.stream().filter(present)));
  }

  private static Source listed(Stream<Part> parts) {
    String names =
        parts
            .flatMap(part ->
                part.globals().stream().map(name -> "'%s','%s'".formatted(name, part.name())))
            .collect(Collectors.joining(",", "[", "]"));
    return Source.newBuilder("js", names, SharedNamesProvider.SCRIPTS + "names")
        .internal(true)
        .buildLiteral();
  }
}
