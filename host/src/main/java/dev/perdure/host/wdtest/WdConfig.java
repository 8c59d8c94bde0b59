package dev.perdure.host.wdtest;

import dev.perdure.host.wdtest.CapnpText.Constant;
import dev.perdure.workers.spi.WorkerCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration for workerd says, as far as tests use it.
 *
 * @param workers by the names of their services
 * @param networks the names of services that are networks
 * @param extensions modules that every worker may import
 * @param asksForGc whether its scripts call {@code gc()}
 */
record WdConfig(
    Map<String, WdWorker> workers,
    List<String> networks,
    List<WdModule> extensions,
    boolean asksForGc) {
  /** A module; {@code source} is the file it was read from, where there is one. */
  record WdModule(
      String name,
      WorkerCode.Module.Type type,
      byte[] bytes,
      Optional<Path> source,
      List<String> namedExports) {}

  /** How the objects of a class are kept. */
  record WdNamespace(
      String className, Optional<String> uniqueKey, boolean sql, boolean preventEviction) {}

  /** One service that is a worker. */
  record WdWorker(
      String name,
      List<WdModule> modules,
      List<String> flags,
      Optional<String> date,
      List<WdNode> bindings,
      List<WdNamespace> namespaces,
      Optional<WdTarget> globalOutbound) {}

  /** A service, one of its entrypoints, and what {@code ctx.props} is to be there. */
  record WdTarget(String service, Optional<String> entrypoint, Optional<String> props) {
    static WdTarget of(WdNode node) {
      return node.isStruct()
          ? new WdTarget(
              node.required("name").text(),
              node.field("entrypoint").map(WdNode::text),
              node.field("props").flatMap(props -> props.field("json")).map(WdNode::text))
          : new WdTarget(node.text(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Reads a file.
   *
   * @throws WdConfigException where it cannot be understood
   */
  static WdConfig read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new WdConfigException("'%s' cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
    Map<String, Constant> constants = CapnpText.constants(file, text);
    List<Map.Entry<String, Constant>> configs =
        constants.entrySet().stream()
            .filter(each -> each.getValue().type().equals("Config"))
            .toList();
    if (configs.size() != 1) {
      throw new WdConfigException(
          "%s: a test needs one constant of type Workerd.Config, and there are %d."
              .formatted(file, configs.size()));
    }
    Map.Entry<String, Constant> config = configs.getFirst();
    return read(new WdNode(file, constants, config.getValue().value(), config.getKey()));
  }

  private static WdConfig read(WdNode config) {
    Map<String, WdWorker> workers = new LinkedHashMap<>();
    List<String> networks = new ArrayList<>();
    for (WdNode service : config.items("services")) {
      String name = service.required("name").text();
      service.field("worker").ifPresent(worker -> workers.put(name, worker(name, worker)));
      service.field("network").ifPresent(network -> networks.add(name));
      service
          .field("external")
          .ifPresent(external -> {
            throw service.fault("is an external service, which 'perdure test' does not reach");
          });
    }
    List<WdModule> extensions =
        config.items("extensions").stream()
            .flatMap(extension -> extension.items("modules").stream())
            .map(WdConfig::module)
            .toList();
    boolean asksForGc =
        config.items("v8Flags").stream().anyMatch(flag -> flag.text().equals("--expose-gc"));
    return new WdConfig(workers, networks, extensions, asksForGc);
  }

  private static WdWorker worker(String name, WdNode worker) {
    if (!worker.has("modules")) {
      throw worker.fault("has no modules; 'perdure test' runs module workers only");
    }
    return new WdWorker(
        name,
        worker.items("modules").stream().map(WdConfig::module).toList(),
        worker.items("compatibilityFlags").stream().map(WdNode::text).toList(),
        worker.field("compatibilityDate").map(WdNode::text),
        worker.items("bindings"),
        worker.items("durableObjectNamespaces").stream().map(WdConfig::namespace).toList(),
        worker.field("globalOutbound").map(WdTarget::of));
  }

  private static WdNamespace namespace(WdNode node) {
    return new WdNamespace(
        node.required("className").text(),
        node.field("uniqueKey").map(WdNode::text),
        node.field("enableSql").filter(WdNode::isTrue).isPresent(),
        node.field("preventEviction").filter(WdNode::isTrue).isPresent());
  }

  private static WdModule module(WdNode node) {
    String name = node.required("name").text();
    List<String> namedExports = node.items("namedExports").stream().map(WdNode::text).toList();
    for (Map.Entry<String, WorkerCode.Module.Type> kind : KINDS.entrySet()) {
      Optional<WdNode> content = node.field(kind.getKey());
      if (content.isPresent()) {
        return new WdModule(
            name,
            kind.getValue(),
            content.get().bytes(),
            content.get().embeddedFile(),
            namedExports);
      }
    }
    throw node.fault("is a module of none of the kinds " + KINDS.keySet());
  }

  private static final Map<String, WorkerCode.Module.Type> KINDS =
      Map.of(
          "esModule", WorkerCode.Module.Type.ES,
          "commonJsModule", WorkerCode.Module.Type.COMMONJS,
          "text", WorkerCode.Module.Type.TEXT,
          "data", WorkerCode.Module.Type.DATA,
          "wasm", WorkerCode.Module.Type.WASM,
          "json", WorkerCode.Module.Type.JSON);
}
