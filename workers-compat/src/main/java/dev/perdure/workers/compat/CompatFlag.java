package dev.perdure.workers.compat;

import static dev.perdure.workers.compat.CompatFlag.Support.BOTH;
import static dev.perdure.workers.compat.CompatFlag.Support.IRRELEVANT;
import static dev.perdure.workers.compat.CompatFlag.Support.NONE;
import static dev.perdure.workers.compat.CompatFlag.Support.ON;
import static dev.perdure.workers.compat.CompatFlag.Support.PART;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * One change of the platform's behaviour that a worker chooses by its compatibility date or by
 * name.
 *
 * <p>The file is long because it is the whole table, in the order of workerd's {@code
 * compatibility-date.capnp}. A row reads: the name that turns the change off (empty when there is
 * none), when it is on, what this host does with it, what it changes. The name that turns it on is
 * the constant's name in lower case, unless it is given first. <i>When</i> is a list of: a date
 * from which the change is on; another flag and the date from which that flag brings this one;
 * {@code always}; {@code experimental}.
 */
public enum CompatFlag {
  FORMDATA_PARSER_SUPPORTS_FILES(
      "formdata_parser_converts_files_to_strings",
      "2021-11-03",
      BOTH,
      "formData() gives files as File objects instead of strings"),
  FETCH_REFUSES_UNKNOWN_PROTOCOLS(
      "fetch_treats_unknown_protocols_as_http",
      "2021-11-10",
      ON,
      "fetch() refuses URLs whose scheme is neither http nor https"),
  HTML_REWRITER_TREATS_ESI_INCLUDE_AS_VOID_TAG(
      "", "", NONE, "HTMLRewriter treats esi:include as a void element"),
  DURABLE_OBJECT_FETCH_REQUIRES_FULL_URL(
      "durable_object_fetch_allows_relative_url",
      "2021-11-10",
      BOTH,
      "fetch() on an object's stub needs a URL with scheme and host"),
  STREAMS_BYOB_READER_DETACHES_BUFFER(
      "streams_byob_reader_does_not_detach_buffer",
      "2021-11-10",
      BOTH,
      "read(view) of a BYOB reader detaches the buffer it was given"),
  STREAMS_ENABLE_CONSTRUCTORS(
      "streams_disable_constructors",
      "2022-11-30",
      ON,
      "new ReadableStream() and new WritableStream() take JavaScript sources and sinks"),
  WORKERS_API_GETTERS_SETTERS_ON_PROTOTYPE(
      "workers_api_getters_setters_on_instance",
      "2022-01-31",
      ON,
      "accessors of the platform's classes sit on the prototype, so subclasses can override them"),
  MINIMAL_SUBREQUESTS(
      "no_minimal_subrequests",
      "2022-04-05",
      IRRELEVANT,
      "Cloudflare's network leaves out CDN features on subrequests"),
  NO_COTS_ON_EXTERNAL_FETCH(
      "cots_on_external_fetch",
      "2022-03-08",
      IRRELEVANT,
      "Cloudflare's network does not use the custom origin trust store on external fetches"),
  URL_STANDARD("url_original", "2022-10-31", ON, "URL parses as the WHATWG URL standard says"),
  GLOBAL_NAVIGATOR("no_global_navigator", "2022-03-21", BOTH, "globalThis.navigator exists"),
  CAPTURE_ASYNC_API_THROWS(
      "do_not_capture_async_api_throws",
      "2022-10-31",
      ON,
      "functions that return promises reject instead of throwing"),
  R2_PUBLIC_BETA_BINDINGS(
      "r2_internal_beta_bindings", "always", ON, "R2 bindings have the public API"),
  DURABLE_OBJECT_ALARMS("", "", ON, "alarms are available; this has no effect"),
  DONT_SUBSTITUTE_NULL_ON_TYPE_ERROR(
      "substitute_null_on_type_error",
      "2022-06-01",
      ON,
      "null is refused where a type does not allow it"),
  TRANSFORMSTREAM_ENABLE_STANDARD_CONSTRUCTOR(
      "transformstream_disable_standard_constructor",
      "2022-11-30",
      ON,
      "new TransformStream() follows the streams standard"),
  R2_LIST_HONOR_INCLUDE("", "2022-08-04", NONE, "R2 list() honours its include option"),
  EXPORT_COMMONJS_DEFAULT(
      "export_commonjs_namespace",
      "2022-10-31",
      NONE,
      "importing a CommonJS module gives module.exports as the default export"),
  DURABLE_OBJECT_RENAME("", "experimental", IRRELEVANT, "no effect"),
  WEB_SOCKET_COMPRESSION(
      "no_web_socket_compression", "2023-08-15", BOTH, "WebSockets negotiate permessage-deflate"),
  NODEJS_COMPAT("no_nodejs_compat", "2026-08-04", BOTH, "node: modules can be imported"),
  TCP_SOCKETS_SUPPORT("", "", IRRELEVANT, "no effect: TCP sockets are available to everyone"),
  RESPONSE_REDIRECT_URL_STANDARD(
      "response_redirect_url_original",
      "2023-03-14",
      ON,
      "Response.redirect() parses its URL as the standard says"),
  EXPERIMENTAL(
      "", "experimental", BOTH, "opens what is still being developed in the peer's runtime"),
  DURABLE_OBJECT_GET_EXISTING(
      "", "experimental", NONE, "a stub can demand that its object exists already"),
  HTTP_HEADERS_GETSETCOOKIE(
      "no_http_headers_getsetcookie",
      "2023-03-01",
      ON,
      "Headers has getSetCookie(), and iteration keeps Set-Cookie headers apart"),
  DYNAMIC_DISPATCH_TUNNEL_EXCEPTIONS(
      "dynamic_dispatch_treat_exceptions_as_500",
      "2023-03-01",
      NONE,
      "an uncaught error of a dispatched worker reaches its caller instead of becoming a 500"),
  SERVICE_BINDING_EXTRA_HANDLERS(
      "",
      "experimental",
      BOTH,
      "service bindings can call more handlers of the target, such as queue()"),
  NO_CF_BOTMANAGEMENT_DEFAULT(
      "cf_botmanagement_default",
      "2023-08-01",
      NONE,
      "request.cf carries no bot management data unless it was sent"),
  URLSEARCHPARAMS_DELETE_HAS_VALUE_ARG(
      "no_urlsearchparams_delete_has_value_arg",
      "2023-07-01",
      BOTH,
      "URLSearchParams delete() and has() take a value as second argument"),
  STRICT_COMPRESSION_CHECKS(
      "no_strict_compression_checks",
      "2023-08-01",
      BOTH,
      "DecompressionStream refuses trailing data and truncated input"),
  BROTLI_CONTENT_ENCODING(
      "no_brotli_content_encoding",
      "2024-04-29",
      NONE,
      "fetch and Response know the br content encoding"),
  STRICT_CRYPTO_CHECKS(
      "no_strict_crypto_checks",
      "2023-08-01",
      BOTH,
      "crypto.subtle checks parameters strictly and refuses unsafe key parameters"),
  RTTI_API("", "experimental", NONE, "workerd:rtti can be imported"),
  WEBGPU("", "experimental", IRRELEVANT, "no effect: WebGPU was removed"),
  CRYPTO_PRESERVE_PUBLIC_EXPONENT(
      "no_crypto_preserve_public_exponent",
      "2023-12-01",
      NONE,
      "publicExponent of an RSA key's algorithm is a Uint8Array"),
  VECTORIZE_QUERY_METADATA_OPTIONAL(
      "vectorize_query_original",
      "2023-11-08",
      IRRELEVANT,
      "Vectorize queries return metadata only when asked"),
  UNSAFE_MODULE("", "experimental", BOTH, "workerd:unsafe can be imported"),
  JS_RPC(
      "",
      "experimental",
      BOTH,
      "methods of objects that do not extend DurableObject can be called by RPC"),
  NO_GLOBAL_IMPORTSCRIPTS(
      "global_importscripts", "2024-03-04", ON, "importScripts() is not in the global scope"),
  NODEJS_ALS(
      "no_nodejs_als",
      "nodejs_compat always",
      BOTH,
      "AsyncLocalStorage can be imported from node:async_hooks"),
  QUEUES_JSON_MESSAGES(
      "no_queues_json_messages",
      "2024-03-18",
      BOTH,
      "queue messages are serialized as JSON by default"),
  PYTHON_WORKERS(
      "", "python_workers_development 2000-01-01", IRRELEVANT, "Python modules can be run"),
  FETCHER_NO_GET_PUT_DELETE(
      "fetcher_has_get_put_delete",
      "2024-03-26",
      BOTH,
      "stubs and service bindings have no get(), put() and delete() of their own"),
  UNWRAP_CUSTOM_THENABLES(
      "no_unwrap_custom_thenables",
      "2024-04-01",
      NONE,
      "an object with a then method that is returned by RPC is awaited"),
  RPC("no_rpc", "2024-04-03", BOTH, "stubs and service bindings offer every name as an RPC method"),
  INTERNAL_STREAM_BYOB_RETURN_VIEW(
      "internal_stream_byob_return_undefined",
      "2024-05-13",
      NONE,
      "a BYOB read at the end of a runtime stream gives an empty view instead of undefined"),
  BLOB_STANDARD_MIME_TYPE(
      "blob_legacy_mime_type",
      "2024-06-03",
      BOTH,
      "blob() normalizes the type of a body as the MIME standard says"),
  FETCH_STANDARD_URL(
      "fetch_legacy_url",
      "2024-06-03",
      BOTH,
      "fetch() parses its URL as the WHATWG URL standard says"),
  NODEJS_COMPAT_V2(
      "no_nodejs_compat_v2",
      "2026-08-04, nodejs_compat 2024-09-23",
      BOTH,
      "node: modules work without the prefix, and Buffer and process are globals"),
  GLOBAL_FETCH_STRICTLY_PUBLIC(
      "global_fetch_private_origin",
      "",
      IRRELEVANT,
      "fetch() of the own zone goes through the public front door"),
  NEW_MODULE_REGISTRY(
      "legacy_module_registry",
      "",
      PART,
      "modules are resolved as URLs, with import.meta.resolve and import attributes"),
  CACHE_OPTION_ENABLED(
      "cache_option_disabled", "2024-11-11", BOTH, "requests take cache: no-store"),
  KV_DIRECT_BINDING(
      "", "experimental", IRRELEVANT, "KV bindings of Cloudflare's network take a shorter way"),
  ALLOW_CUSTOM_PORTS(
      "ignore_custom_ports", "2024-09-02", ON, "fetch() honours the port of its URL"),
  INCREASE_WEBSOCKET_MESSAGE_SIZE(
      "", "experimental", NONE, "a WebSocket message may have up to 128 MB"),
  INTERNAL_WRITABLE_STREAM_ABORT_CLEARS_QUEUE(
      "internal_writable_stream_abort_does_not_clear_queue",
      "2024-09-02",
      NONE,
      "abort() of a runtime WritableStream drops the queued writes at once"),
  PYTHON_WORKERS_DEVELOPMENT(
      "", "experimental", IRRELEVANT, "Python Workers use the development bundle"),
  NODEJS_ZLIB(
      "no_nodejs_zlib",
      "nodejs_compat 2024-09-23, nodejs_compat_v2 2024-09-23",
      ON,
      "node:zlib can be imported"),
  REPLICA_ROUTING("", "experimental", IRRELEVANT, "requests may be routed to replicas"),
  ENABLE_D1_WITH_SESSIONS_API(
      "", "experimental", IRRELEVANT, "no effect: D1 sessions are available to everyone"),
  HANDLE_CROSS_REQUEST_PROMISE_RESOLUTION(
      "no_handle_cross_request_promise_resolution",
      "2024-10-14",
      NONE,
      "a promise resolved from another request continues in the request that awaits it"),
  SET_TOSTRING_TAG(
      "do_not_set_tostring_tag",
      "2024-09-26",
      ON,
      "classes of the platform have Symbol.toStringTag"),
  UPPER_CASE_ALL_HTTP_METHODS(
      "no_upper_case_all_http_methods",
      "2024-10-14",
      BOTH,
      "get, post, put, delete, head, options and patch are turned into upper case"),
  PYTHON_EXTERNAL_PACKAGES("", "", IRRELEVANT, "no effect"),
  DISABLE_TOP_LEVEL_AWAIT_IN_REQUIRE(
      "enable_top_level_await_in_require",
      "2024-12-02",
      NONE,
      "require() refuses modules with top-level await"),
  FIXUP_TRANSFORM_STREAM_BACKPRESSURE(
      "fixup-transform-stream-backpressure",
      "original-transform-stream-backpressure",
      "2024-12-16",
      NONE,
      "TransformStream applies backpressure"),
  TAIL_WORKER_USER_SPANS("", "experimental", IRRELEVANT, "no effect"),
  CACHE_NO_CACHE_ENABLED(
      "cache_no_cache_disabled",
      "cache_option_enabled 2025-08-07",
      NONE,
      "requests take cache: no-cache"),
  PYTHON_WORKERS_20250116(
      "no_python_workers_20250116",
      "python_workers 2025-09-29",
      IRRELEVANT,
      "Python Workers use the bundle of 2025-01-16"),
  REQUEST_CF_OVERRIDES_CACHE_RULES(
      "no_request_cf_overrides_cache_rules",
      "2025-04-02",
      IRRELEVANT,
      "cf of a request overrides Cloudflare's cache rules"),
  MEMORY_CACHE_DELETE("", "experimental", NONE, "the memory cache has delete()"),
  UNIQUE_CTX_PER_INVOCATION(
      "", "2025-03-10", ON, "every invocation has a ctx of its own; this has no effect"),
  QUEUE_CONSUMER_NO_WAIT_FOR_WAIT_UNTIL(
      "queue_consumer_wait_for_wait_until",
      "",
      BOTH,
      "a queue batch is reported when the handler returns, without waiting for waitUntil"),
  NODEJS_COMPAT_POPULATE_PROCESS_ENV(
      "nodejs_compat_do_not_populate_process_env",
      "nodejs_compat 2025-04-01",
      BOTH,
      "process.env holds the text bindings"),
  CACHE_API_REQUEST_CF_OVERRIDES_CACHE_RULES(
      "no_cache_api_request_cf_overrides_cache_rules",
      "2025-05-19",
      IRRELEVANT,
      "cf of a cache API request overrides Cloudflare's cache rules"),
  DISALLOW_IMPORTABLE_ENV(
      "allow_importable_env",
      "",
      BOTH,
      "env and exports cannot be imported from cloudflare:workers"),
  ASSETS_NAVIGATION_PREFERS_ASSET_SERVING(
      "assets_navigation_has_no_effect",
      "2025-04-01",
      BOTH,
      "navigation requests are answered by assets before the worker is asked"),
  CACHE_API_COMPAT_FLAGS(
      "no_cache_api_compat_flags",
      "2025-04-19",
      IRRELEVANT,
      "cache API requests carry the compatibility flags"),
  PYTHON_WORKERS_DURABLE_OBJECTS("", "experimental", IRRELEVANT, "no effect"),
  STREAMING_TAIL_WORKER("", "experimental", IRRELEVANT, "no effect"),
  URLPATTERN_STANDARD(
      "urlpattern_original", "2025-05-01", ON, "URLPattern follows the WHATWG URLPattern standard"),
  ENABLE_WEAK_REF("disable_weak_ref", "2025-05-05", NONE, "WeakRef and FinalizationRegistry exist"),
  REQUEST_SIGNAL_PASSTHROUGH(
      "no_request_signal_passthrough",
      "",
      BOTH,
      "the signal of an incoming request is not passed on to subrequests"),
  ENABLE_NAVIGATOR_LANGUAGE(
      "disable_navigator_language", "2025-05-19", BOTH, "navigator.language exists"),
  ENABLE_WEB_FILE_SYSTEM("", "experimental", NONE, "the Web File System API exists"),
  ENABLE_ABORTSIGNAL_RPC("", "experimental", BOTH, "an AbortSignal can be passed over RPC"),
  ALLOW_EVAL_DURING_STARTUP(
      "disallow_eval_during_startup",
      "2025-06-01",
      NONE,
      "eval() and new Function() work while the worker starts"),
  ENABLE_REQUEST_SIGNAL(
      "disable_request_signal",
      "",
      BOTH,
      "request.signal of an incoming request fires when the client goes away"),
  CONNECT_PASS_THROUGH(
      "", "experimental", NONE, "connect events are passed to the global outbound"),
  NONCLASS_ENTRYPOINT_REUSES_CTX_ACROSS_INVOCATIONS(
      "", "", NONE, "handlers of an object literal share one ctx over all events"),
  BIND_ASYNCLOCALSTORAGE_SNAPSHOT_TO_REQUEST(
      "do_not_bind_asynclocalstorage_snapshot_to-request",
      "2025-06-16",
      BOTH,
      "AsyncLocalStorage snapshots belong to the request they were taken in"),
  THROW_ON_UNRECOGNIZED_IMPORT_ASSERTION(
      "ignore_unrecognized_import_assertion",
      "2025-06-16",
      NONE,
      "unknown import attributes are refused"),
  PYTHON_WORKFLOWS(
      "disable_python_workflows",
      "python_workers 2025-09-20",
      IRRELEVANT,
      "Python Workers can define workflows"),
  UNSUPPORTED_PROCESS_ACTUAL_PLATFORM(
      "", "experimental", IRRELEVANT, "process.platform names the host's platform"),
  ENABLE_NODEJS_PROCESS_V2(
      "disable_nodejs_process_v2",
      "nodejs_compat 2025-09-15",
      NONE,
      "process has all properties that Node.js gives it"),
  SET_EVENT_TARGET_THIS(
      "no_set_event_target_this",
      "2025-08-01",
      BOTH,
      "event listeners are called with the target as this"),
  SET_FORWARDABLE_EMAIL_FULL_HEADERS(
      "set_forwardable_email_single_headers",
      "2025-08-01",
      IRRELEVANT,
      "forwardable e-mails carry all values of repeated headers"),
  ENABLE_NODEJS_HTTP_MODULES(
      "disable_nodejs_http_modules",
      "nodejs_compat 2025-08-15",
      ON,
      "node:http and node:https can be imported"),
  PEDANTIC_WPT(
      "non_pedantic_wpt",
      "",
      BOTH,
      "details that only the Web Platform Tests see follow the standards"),
  EXPOSE_GLOBAL_MESSAGE_CHANNEL(
      "no_expose_global_message_channel",
      "2025-08-15",
      NONE,
      "MessageChannel and MessagePort are globals"),
  ENABLE_NODEJS_HTTP_SERVER_MODULES(
      "disable_nodejs_http_server_modules",
      "enable_nodejs_http_modules 2025-09-01",
      ON,
      "node:http has servers"),
  PYTHON_NO_GLOBAL_HANDLERS(
      "disable_python_no_global_handlers",
      "2025-08-14",
      IRRELEVANT,
      "Python handlers are methods of entrypoint classes"),
  ENABLE_NODEJS_FS_MODULE(
      "disable_nodejs_fs_module", "nodejs_compat 2025-09-15", ON, "node:fs can be imported"),
  ENABLE_NODEJS_OS_MODULE(
      "disable_nodejs_os_module", "nodejs_compat 2025-09-15", ON, "node:os can be imported"),
  PYTHON_WORKERS_FORCE_NEW_VENDOR_PATH(
      "", "2025-08-11", IRRELEVANT, "Python modules are vendored in python_modules"),
  REMOVE_NODEJS_COMPAT_EOL(
      "add_nodejs_compat_eol",
      "nodejs_compat 2025-09-01",
      NONE,
      "parts of Node.js that have reached their end of life are removed"),
  ENABLE_VALIDATE_WORKFLOW_ENTRYPOINT(
      "disable_validate_workflow_entrypoint",
      "2025-09-20",
      IRRELEVANT,
      "workflow classes are checked at upload"),
  PYTHON_DEDICATED_SNAPSHOT(
      "disable_python_dedicated_snapshot",
      "python_workers_20250116 2025-10-16",
      IRRELEVANT,
      "Python snapshots are made per worker"),
  TYPESCRIPT_STRIP_TYPES(
      "", "experimental", NONE, "types are stripped from TypeScript modules when they are loaded"),
  ENABLE_NODEJS_HTTP2_MODULE(
      "disable_nodejs_http2_module", "nodejs_compat 2025-09-01", ON, "node:http2 can be imported"),
  ALLOW_INSECURE_INEFFICIENT_LOGGED_EVAL(
      "", "experimental", NONE, "eval() and new Function() work in handlers"),
  STRIP_AUTHORIZATION_ON_CROSS_ORIGIN_REDIRECT(
      "retain_authorization_on_cross_origin_redirect",
      "2025-09-01",
      BOTH,
      "a redirect to another origin drops the Authorization header"),
  ENHANCED_ERROR_SERIALIZATION(
      "legacy_error_serialization",
      "2026-04-21",
      BOTH,
      "errors keep their type and own properties when they are serialized"),
  ENABLE_EMAIL_SENDING_QUEUING(
      "disable_email_sending_queuing",
      "",
      IRRELEVANT,
      "e-mail sending is queued on temporary errors"),
  REMOVE_NODEJS_COMPAT_EOL_V22(
      "add_nodejs_compat_eol_v22",
      "remove_nodejs_compat_eol 2027-04-30",
      NONE,
      "parts that reached their end of life in Node.js 22 are removed"),
  REMOVE_NODEJS_COMPAT_EOL_V23(
      "add_nodejs_compat_eol_v23",
      "remove_nodejs_compat_eol_v24 2025-09-01",
      NONE,
      "parts that reached their end of life in Node.js 23 are removed"),
  REMOVE_NODEJS_COMPAT_EOL_V24(
      "add_nodejs_compat_eol_v24",
      "remove_nodejs_compat_eol 2028-04-30",
      NONE,
      "parts that reached their end of life in Node.js 24 are removed"),
  ENABLE_NODEJS_CONSOLE_MODULE(
      "disable_nodejs_console_module",
      "nodejs_compat 2025-09-21",
      ON,
      "node:console can be imported"),
  ENABLE_NODEJS_VM_MODULE(
      "disable_nodejs_vm_module", "nodejs_compat 2025-10-01", ON, "node:vm can be imported"),
  ENABLE_NODEJS_PERF_HOOKS_MODULE(
      "disable_nodejs_perf_hooks_module",
      "nodejs_compat 2026-03-17",
      BOTH,
      "node:perf_hooks can be imported"),
  ENABLE_GLOBAL_PERFORMANCE_CLASSES(
      "disable_global_performance_classes",
      "nodejs_compat 2026-03-17",
      BOTH,
      "PerformanceEntry and its relatives are globals"),
  ENABLE_NODEJS_DOMAIN_MODULE(
      "disable_nodejs_domain_module",
      "nodejs_compat 2025-12-04",
      ON,
      "node:domain can be imported"),
  ENABLE_NODEJS_V8_MODULE(
      "disable_nodejs_v8_module", "nodejs_compat 2026-03-17", ON, "node:v8 can be imported"),
  ENABLE_NODEJS_TTY_MODULE(
      "disable_nodejs_tty_module", "nodejs_compat 2026-03-17", ON, "node:tty can be imported"),
  ENABLE_NODEJS_PUNYCODE_MODULE(
      "disable_nodejs_punycode_module",
      "nodejs_compat 2025-12-04",
      ON,
      "node:punycode can be imported"),
  ENABLE_NODEJS_CLUSTER_MODULE(
      "disable_nodejs_cluster_module",
      "nodejs_compat 2025-12-04",
      ON,
      "node:cluster can be imported"),
  ENABLE_NODEJS_CHILD_PROCESS_MODULE(
      "disable_nodejs_child_process_module",
      "nodejs_compat 2026-03-17",
      ON,
      "node:child_process can be imported"),
  ENABLE_NODEJS_WORKER_THREADS_MODULE(
      "disable_nodejs_worker_threads_module",
      "nodejs_compat 2026-03-17",
      ON,
      "node:worker_threads can be imported"),
  ENABLE_NODEJS_STREAM_WRAP_MODULE(
      "disable_nodejs_stream_wrap_module",
      "nodejs_compat 2026-01-29",
      ON,
      "node:_stream_wrap can be imported"),
  ENABLE_NODEJS_WASI_MODULE(
      "disable_nodejs_wasi_module", "nodejs_compat 2025-12-04", ON, "node:wasi can be imported"),
  ENABLE_NODEJS_DGRAM_MODULE(
      "disable_nodejs_dgram_module", "nodejs_compat 2026-01-29", ON, "node:dgram can be imported"),
  ENABLE_NODEJS_INSPECTOR_MODULE(
      "disable_nodejs_inspector_module",
      "nodejs_compat 2026-01-29",
      ON,
      "node:inspector can be imported"),
  ENABLE_NODEJS_TRACE_EVENTS_MODULE(
      "disable_nodejs_trace_events_module",
      "nodejs_compat 2025-12-04",
      ON,
      "node:trace_events can be imported"),
  ENABLE_NODEJS_READLINE_MODULE(
      "disable_nodejs_readline_module",
      "nodejs_compat 2026-03-17",
      ON,
      "node:readline can be imported"),
  ENABLE_NODEJS_REPL_MODULE(
      "disable_nodejs_repl_module", "nodejs_compat 2026-03-17", ON, "node:repl can be imported"),
  ENABLE_NODEJS_SQLITE_MODULE(
      "disable_nodejs_sqlite_module",
      "nodejs_compat 2026-01-29",
      ON,
      "node:sqlite can be imported"),
  ENABLE_CTX_EXPORTS(
      "disable_ctx_exports",
      "2025-11-17",
      BOTH,
      "ctx.exports holds the worker's own entrypoints and object classes"),
  ENABLE_PYTHON_EXTERNAL_SDK(
      "disable_python_external_sdk",
      "2026-04-21",
      IRRELEVANT,
      "Python Workers bring their own SDK"),
  ENABLE_FAST_JSG_STRUCT(
      "disable_fast_jsg_struct",
      "2025-12-03",
      NONE,
      "optional fields of returned records are undefined instead of missing"),
  CACHE_RELOAD_ENABLED(
      "cache_reload_disabled", "experimental", NONE, "requests take cache: reload"),
  ENABLE_STREAMS_NODEJS_V24_COMPAT(
      "disable_streams_nodejs_v24_compat", "", NONE, "node:stream behaves as in Node.js 24"),
  PYTHON_CHECK_RNG_STATE(
      "disable_python_check_rng_state",
      "python_workers 2025-12-16",
      IRRELEVANT,
      "Python Workers check the state of random numbers"),
  IMMUTABLE_API_PROTOTYPES(
      "mutable_api_prototypes", "", NONE, "prototypes of the platform's classes are immutable"),
  FETCH_ITERABLE_TYPE_SUPPORT(
      "no_fetch_iterable_type_support",
      "2026-02-19",
      BOTH,
      "iterables and async iterables can be the body of a Request or Response"),
  ENV_MODULE_NULLABLE_SUPPORT(
      "no_env_module_nullable_support",
      "",
      BOTH,
      "env and exports of cloudflare:workers can be overridden with null and undefined"),
  PRECISE_TIMERS("no_precise_timers", "experimental", NONE, "clocks have a granularity of 3 ms"),
  FETCH_ITERABLE_TYPE_SUPPORT_OVERRIDE_ADJUSTMENT(
      "no_fetch_iterable_type_support_override_adjustment",
      "fetch_iterable_type_support 2026-01-15",
      BOTH,
      "an iterable body with its own toString stays a string"),
  STRIP_BOM_IN_READ_ALL_TEXT(
      "do_not_strip_bom_in_read_all_text",
      "2026-01-13, pedantic_wpt 2026-01-13",
      NONE,
      "text() and json() strip a byte order mark"),
  ALLOW_IRREVOCABLE_STUB_STORAGE("", "", NONE, "stubs can be put into an object's storage"),
  RPC_PARAMS_DUP_STUBS(
      "rpc_params_transfer_stubs",
      "2026-01-20",
      BOTH,
      "stubs in RPC parameters are duplicated, and the caller keeps its own"),
  ENABLE_NODEJS_GLOBAL_TIMERS(
      "no_nodejs_global_timers",
      "nodejs_compat 2026-02-10",
      NONE,
      "setTimeout and setInterval return Timeout objects as in Node.js"),
  STREAMS_NO_DEFAULT_AUTO_ALLOCATE_CHUNK_SIZE(
      "streams_auto_allocate_chunk_size_default",
      "experimental",
      BOTH,
      "byte streams allocate chunks only when asked to"),
  PYTHON_WORKFLOWS_IMPLICIT_DEPENDENCIES(
      "no_python_workflows_implicit_dependencies",
      "python_workers 2026-02-25",
      IRRELEVANT,
      "Python workflow steps depend on each other by parameters"),
  REQUIRE_RETURNS_DEFAULT_EXPORT(
      "require_returns_namespace",
      "2026-01-22",
      BOTH,
      "require() of an ES module gives its default export"),
  PYTHON_REQUEST_HEADERS_PRESERVE_COMMAS(
      "disable_python_request_headers_preserve_commas",
      "2026-02-17",
      IRRELEVANT,
      "Python request headers keep their commas"),
  QUEUE_EXPOSE_ERROR_CODES(
      "no_queue_expose_error_codes",
      "2026-03-12",
      BOTH,
      "errors of queue operations carry code and cause"),
  TEXT_DECODER_REPLACE_SURROGATES(
      "disable_text_decoder_replace_surrogates",
      "2026-02-24, pedantic_wpt 2026-02-24",
      BOTH,
      "a UTF-16 TextDecoder replaces lone surrogates"),
  CONTAINERS_PID_NAMESPACE(
      "no_containers_pid_namespace",
      "2026-04-01",
      IRRELEVANT,
      "containers have a process namespace of their own"),
  DELETE_ALL_DELETES_ALARM(
      "delete_all_preserves_alarm",
      "2026-02-24",
      BOTH,
      "storage.deleteAll() deletes the alarm too"),
  UNHANDLED_REJECTION_AFTER_MICROTASK_CHECKPOINT(
      "no_unhandled_rejection_after_microtask_checkpoint",
      "2026-03-03",
      NONE,
      "unhandledrejection fires after all microtasks have run"),
  TEXT_DECODER_CJK_DECODER(
      "disable_text_decoder_cjk_decoder",
      "2026-03-03",
      ON,
      "TextDecoder decodes Big5 and its relatives as the standard says"),
  WEBSOCKET_CLOSE_REASON_BYTE_LIMIT(
      "no_websocket_close_reason_byte_limit",
      "2026-03-03",
      BOTH,
      "close() of a WebSocket refuses a reason of more than 123 bytes"),
  ENABLE_VERSION_API("", "experimental", NONE, "ctx.version exists"),
  WEBSOCKET_STANDARD_BINARY_TYPE(
      "no_websocket_standard_binary_type",
      "2026-03-17",
      BOTH,
      "binary WebSocket messages arrive as Blob unless binaryType says otherwise"),
  WRITABLE_STREAM_SPEC_COMPLIANT_WRITER(
      "no_writable_stream_spec_compliant_writer",
      "2026-03-24",
      NONE,
      "writers of a WritableStream lock and release as the standard says"),
  ENCODER_STREAM_SPEC_COMPLIANT_BACKPRESSURE(
      "no_encoder_stream_spec_compliant_backpressure",
      "2026-03-24",
      NONE,
      "TextEncoderStream and TextDecoderStream apply backpressure as the standard says"),
  SPEC_COMPLIANT_PROPERTY_ATTRIBUTES(
      "no_spec_compliant_property_attributes",
      "experimental",
      NONE,
      "attributes and lengths of the platform's properties follow Web IDL"),
  WORKFLOWS_PRESERVE_NON_RETRYABLE_ERROR_MESSAGE(
      "workflows_replace_non_retryable_error_message",
      "2026-05-14",
      IRRELEVANT,
      "a workflow keeps the message of a NonRetryableError"),
  WEB_SOCKET_AUTO_REPLY_TO_CLOSE(
      "web_socket_manual_reply_to_close",
      "2026-04-07",
      BOTH,
      "a received Close frame is answered by the runtime, and readyState is CLOSED in the handler"),
  ENABLE_CTX_VERSION_METADATA("", "experimental", NONE, "ctx.version.metadata exists"),
  NO_RESIZABLE_ARRAY_BUFFER_IN_BLOB(
      "resizable_array_buffer_in_blob", "", BOTH, "new Blob() refuses resizable array buffers"),
  DIAGNOSTICS_CHANNEL_HAS_SUBSCRIBERS_GETTER(
      "no_diagnostics_channel_has_subscribers_getter",
      "2026-05-19",
      BOTH,
      "hasSubscribers of a diagnostics channel is a getter"),
  WORKFLOWS_STEP_ROLLBACK("", "experimental", IRRELEVANT, "workflow steps can be rolled back"),
  PYTHON_PROCESS_PTH_FILES(
      "disable_python_process_pth_files",
      "2026-05-26",
      IRRELEVANT,
      "Python Workers read .pth files"),
  THROW_ON_NOT_IMPLEMENTED_TLS_OPTIONS(
      "no_throw_on_not_implemented_tls_options",
      "2026-06-16",
      NONE,
      "tls.connect() refuses options that are not implemented"),
  AUTO_GRPC_CONVERT("", "experimental", IRRELEVANT, "outgoing gRPC-web is converted to gRPC"),
  PYTHON_WORKERS_20260610(
      "no_python_workers_20260610", "", IRRELEVANT, "Python Workers use the bundle of 2026-06-10"),
  ENABLE_NODEJS_INSPECTOR_LOCAL_DEV(
      "", "experimental", NONE, "node:inspector is backed by the real inspector"),
  D1_BINDING_JSRPC("", "experimental", IRRELEVANT, "D1 bindings use RPC"),
  WORKFLOWS_BINDINGS_RPC("", "experimental", IRRELEVANT, "no effect"),
  TYPESCRIPT_IMPLEMENTED_STREAMS(
      "", "experimental", NONE, "streams are implemented in TypeScript by the peer's runtime"),
  EXPOSE_DRAINING_READER("", "experimental", NONE, "ReadableStreamDrainingReader is a global"),
  WORKFLOWS_ENABLE_FAST_ENGINE_CREATION(
      "workflows_disable_fast_engine_creation",
      "2026-08-11",
      IRRELEVANT,
      "workflow instances are made faster"),
  WASM_MEMORY_DISCARD("", "experimental", NONE, "WebAssembly.Memory has discard()"),
  PYTHON_WORKERS_20260817(
      "no_python_workers_20260817",
      "experimental",
      IRRELEVANT,
      "Python Workers use the bundle of 2026-08-17"),
  DURABLE_OBJECT_IO_TASKS_PREVENT_EVICTION(
      "",
      "2026-10-01",
      BOTH,
      "timers, waitUntil() and calls to other Workers keep an object without callers in memory, for"
          + " up to 15 minutes each");

  /** What this host does with a flag. */
  public enum Support {
    /** Neither side is promised yet. */
    NONE,
    /** The host always behaves as if the flag were on. */
    ON,
    /** The host behaves differently with the flag on and off, as the platform does. */
    BOTH,
    /** The host does some of what the flag changes. */
    PART,
    /** The flag changes nothing that could be seen here. */
    IRRELEVANT
  }

  private final String enableName;
  private final String disableName;
  private final String when;
  private final Support support;
  private final String changes;

  CompatFlag(String disableName, String when, Support support, String changes) {
    this("", disableName, when, support, changes);
  }

  CompatFlag(String enableName, String disableName, String when, Support support, String changes) {
    this.enableName = enableName.isEmpty() ? name().toLowerCase(Locale.ROOT) : enableName;
    this.disableName = disableName;
    this.when = when;
    this.support = support;
    this.changes = changes;
  }

  /** The name in {@code compatibility_flags} that turns the change on. */
  public String enableName() {
    return enableName;
  }

  /** The name in {@code compatibility_flags} that turns the change off. */
  public Optional<String> disableName() {
    return disableName.isEmpty() ? Optional.empty() : Optional.of(disableName);
  }

  /** The first compatibility date that has the change on by itself. */
  public Optional<LocalDate> onFrom() {
    return FlagSchedule.of(this).onFrom();
  }

  /** Whether the peer's runtime takes the flag only in experiments and local development. */
  public boolean experimental() {
    return FlagSchedule.of(this).experimental();
  }

  /** What this host does with the flag. */
  public Support support() {
    return support;
  }

  /** What the flag changes when it is on, as one phrase. */
  public String changes() {
    return changes;
  }

  String when() {
    return when;
  }
}
