package dev.perdure.host.bundle;

import java.util.Set;

/** The names of Node.js's built-in modules. */
final class NodeBuiltins {
  private static final Set<String> NAMES =
      Set.of(
          "_http_agent",
          "_http_client",
          "_http_common",
          "_http_incoming",
          "_http_outgoing",
          "_http_server",
          "_stream_duplex",
          "_stream_passthrough",
          "_stream_readable",
          "_stream_transform",
          "_stream_wrap",
          "_stream_writable",
          "_tls_common",
          "_tls_wrap",
          "assert",
          "assert/strict",
          "async_hooks",
          "buffer",
          "child_process",
          "cluster",
          "console",
          "constants",
          "crypto",
          "dgram",
          "diagnostics_channel",
          "dns",
          "dns/promises",
          "domain",
          "events",
          "fs",
          "fs/promises",
          "http",
          "http2",
          "https",
          "inspector",
          "inspector/promises",
          "module",
          "net",
          "os",
          "path",
          "path/posix",
          "path/win32",
          "perf_hooks",
          "process",
          "punycode",
          "querystring",
          "readline",
          "readline/promises",
          "repl",
          "stream",
          "stream/consumers",
          "stream/promises",
          "stream/web",
          "string_decoder",
          "sys",
          "timers",
          "timers/promises",
          "tls",
          "trace_events",
          "tty",
          "url",
          "util",
          "util/types",
          "v8",
          "vm",
          "wasi",
          "worker_threads",
          "zlib");

  /** Matches what {@link #is} accepts, in the syntax of Go. */
  static final String FILTER =
      "^(?:node:.+|" + String.join("|", NAMES.stream().sorted().toList()) + ")$";

  private NodeBuiltins() {}

  static boolean is(String specifier) {
    return specifier.startsWith("node:") || NAMES.contains(specifier);
  }

  /** The name with {@code node:} before it. */
  static String prefixed(String specifier) {
    return specifier.startsWith("node:") ? specifier : "node:" + specifier;
  }
}
