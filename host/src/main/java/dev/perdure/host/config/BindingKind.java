package dev.perdure.host.config;

/** A kind of binding that wrangler's configuration knows, beside variables. */
public enum BindingKind {
  DURABLE_OBJECTS("durable_objects", "Durable Object"),
  SERVICES("services", "service"),
  KV_NAMESPACES("kv_namespaces", "KV namespace"),
  R2_BUCKETS("r2_buckets", "R2 bucket"),
  D1_DATABASES("d1_databases", "D1 database"),
  QUEUES("queues", "queue"),
  ASSETS("assets", "asset"),
  RATELIMITS("ratelimits", "rate limit"),
  WORKFLOWS("workflows", "workflow"),
  AI("ai", "Workers AI"),
  AI_SEARCH("ai_search", "AI Search"),
  AI_SEARCH_NAMESPACES("ai_search_namespaces", "AI Search namespace"),
  AGENT_MEMORY("agent_memory", "agent memory"),
  ANALYTICS_ENGINE_DATASETS("analytics_engine_datasets", "Analytics Engine"),
  ARTIFACTS("artifacts", "artifact"),
  BROWSER("browser", "browser"),
  CONNECT("connect", "connect handler"),
  CONTAINERS("containers", "container"),
  DISPATCH_NAMESPACES("dispatch_namespaces", "dispatch namespace"),
  FLAGSHIP("flagship", "Flagship"),
  HYPERDRIVE("hyperdrive", "Hyperdrive"),
  IMAGES("images", "Images"),
  LOGFWDR("logfwdr", "logfwdr"),
  MEDIA("media", "Media"),
  MTLS_CERTIFICATES("mtls_certificates", "mTLS certificate"),
  PIPELINES("pipelines", "pipeline"),
  SECRETS_STORE_SECRETS("secrets_store_secrets", "Secrets Store"),
  SEND_EMAIL("send_email", "e-mail"),
  STREAM("stream", "Stream"),
  UNSAFE("unsafe", "unsafe"),
  UNSAFE_HELLO_WORLD("unsafe_hello_world", "hello world"),
  VECTORIZE("vectorize", "Vectorize"),
  VERSION_METADATA("version_metadata", "version metadata"),
  VPC_NETWORKS("vpc_networks", "VPC network"),
  VPC_SERVICES("vpc_services", "VPC service"),
  WEBSEARCH("websearch", "web search"),
  WORKER_LOADERS("worker_loaders", "worker loader");

  private final String key;
  private final String label;

  BindingKind(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** The key in the configuration file. */
  public String key() {
    return key;
  }

  /** What the platform calls the kind. */
  public String label() {
    return label;
  }
}
