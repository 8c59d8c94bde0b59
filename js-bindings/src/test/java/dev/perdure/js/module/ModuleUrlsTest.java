package dev.perdure.js.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.spi.WorkerCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleUrlsTest {
  private static final String MAIN = "file:///bundle/main";

  private static ModuleUrls urls(String... names) {
    List<WorkerCode.Module> modules =
        Stream.concat(Stream.of("main"), Stream.of(names))
            .map(name -> new WorkerCode.Module(name, WorkerCode.Module.Type.ES, new byte[0]))
            .toList();
    return new ModuleUrls(
        new WorkerCode("test", "main", modules, CompatFlags.of(CompatFlags.NEWEST_DATE)),
        new BuiltinModules(name ->
            name.equals("node:fs") ? new BuiltinModules.Builtin("node/fs", List.of()) : null));
  }

  @ParameterizedTest
  @CsvSource({
    "'/%61bc?abc#123', file:///bundle/abc",
    "'    ..//////outside    ', file:///bundle/outside",
    "/foo/../bar/../../../../////abc123, file:///bundle/abc123",
    "file:///bundl%65/should/b%65/ok, file:///bundle/should/be/ok",
    "https://example.com/mod, https://example.com/mod",
    "opaque:foo, opaque:foo",
    "部品, file:///bundle/%E9%83%A8%E5%93%81",
  })
  void aNameIsAPathInTheBundleOrAUrl(String name, String href) {
    assertThat(urls(name).module(href)).isNotNull();
  }

  @Test
  void anInstanceKeepsItsQueryAndFragment() {
    assertThat(urls("a").resolve("./%61?x#y", MAIN))
        .isInstanceOfSatisfying(
            Resolution.Own.class,
            own -> {
              assertThat(own.href()).isEqualTo("file:///bundle/a?x#y");
              assertThat(own.module().name()).isEqualTo("a");
            });
  }

  @Test
  void modulesOfTheRuntimeHaveOneInstance() {
    assertThat(urls().resolve("fs", MAIN)).isEqualTo(new Resolution.Builtin("node:fs"));
    assertThat(urls().resolve("node:fs?x", MAIN)).isEqualTo(new Resolution.Builtin("node:fs"));
  }

  @Test
  void aModuleOfTheWorkerComesBeforeTheRuntimes() {
    assertThat(urls("node:fs").resolve("fs", MAIN)).isInstanceOf(Resolution.Own.class);
  }

  @Test
  void whatIsMissingOrNoUrlIsTold() {
    assertThat(urls().resolve("b", MAIN)).isEqualTo(new Resolution.Missing("file:///bundle/b"));
    assertThat(urls().resolve("https://", MAIN)).isEqualTo(new Resolution.Invalid("https://"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MAIN,
        "file:///bundle/a/%E9%83%A8?x#y",
        "file:///bundle/a.json",
        "https://example.com/mod",
        "node:fs",
        "opaque:",
      })
  void theEngineKnowsEachUrlByAPath(String href) {
    assertThat(ModuleUrls.href(ModuleUrls.path(href))).isEqualTo(href);
  }
}
