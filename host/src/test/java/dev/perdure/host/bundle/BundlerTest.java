package dev.perdure.host.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.sourcemap.SourceMap;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlerTest {
  @TempDir Path directory;
  private TempWorker worker;

  @BeforeEach
  void makeWorker() {
    worker = new TempWorker(directory);
  }

  @Test
  void typescriptOfSeveralFilesBecomesOneModule() {
    worker
        .file("src/add.ts", "export const add = (a: number, b: number): number => a + b;")
        .entry("import { add } from './add';\nexport default { fetch: () => add(1, 2) };");
    Bundle bundle = worker.bundle();
    assertThat(bundle.entry()).isEqualTo("index.js");
    assertThat(bundle.exports()).containsExactly("default");
    assertThat(bundle.entryModule().text()).contains("a + b").doesNotContain("number");
    assertThat(bundle.inputs())
        .containsExactlyInAnyOrder(worker.path("src/index.ts"), worker.path("src/add.ts"));
  }

  @Test
  void platformModulesStayImports() {
    worker.entry(
        """
        import { DurableObject } from "cloudflare:workers";
        import "workerd:unsafe";
        export class X extends DurableObject {}
        export default {};
        """);
    assertThat(worker.code())
        .contains("from \"cloudflare:workers\"")
        .contains("import \"workerd:unsafe\"");
  }

  @Test
  void nodeModulesGetTheirPrefixWhenTheFlagOffersThem() {
    worker
        .config("compatibility_flags = [\"nodejs_compat_v2\", \"nodejs_compat\"]")
        .entry("import { Buffer } from 'buffer';\nexport default Buffer;");
    assertThat(worker.code()).contains("from \"node:buffer\"");
  }

  @Test
  void requiredNodeModulesBecomeImports() {
    worker
        .config("compatibility_flags = [\"nodejs_compat_v2\", \"nodejs_compat\"]")
        .file("src/old.cjs", "module.exports = require('path').join('a', 'b');")
        .entry("import old from './old.cjs';\nexport default old;");
    assertThat(worker.code()).contains("from \"node:path\"").doesNotContain("require(\"path\")");
  }

  @Test
  void nodeModulesWithoutTheFlagAreWarnedOfOrRefused() {
    worker.entry("import fs from 'node:fs';\nexport default fs;");
    assertThat(worker.bundle().warnings().getFirst().text())
        .isEqualTo(
            "The package \"node:fs\" wasn't found on the file system but is built into node.");
    worker.entry("import fs from 'fs';\nexport default fs;");
    assertThat(worker.failure())
        .hasMessageContaining("Could not resolve \"fs\"")
        .hasMessageContaining("Add the \"nodejs_compat\" compatibility flag to your project.");
  }

  @Test
  void asyncLocalStorageAloneNeedsOnlyItsFlag() {
    worker
        .config("compatibility_flags = [\"nodejs_als\"]")
        .entry("import { AsyncLocalStorage } from 'node:async_hooks';\nexport default 1;");
    assertThat(worker.bundle().warnings()).isEmpty();
  }

  @Test
  void packagesAreTakenByTheConditionsOfWorkers() {
    worker
        .file(
            "node_modules/pkg/package.json",
            """
            {"name": "pkg", "exports": {".": {"node": "./n.js", "workerd": "./w.js",
             "default": "./d.js"}}}
            """)
        .file("node_modules/pkg/w.js", "export default 'for workerd';")
        .file("node_modules/pkg/n.js", "export default 'the wrong one';")
        .file("node_modules/cjs/index.js", "module.exports = { name: 'common' };")
        .entry("import a from 'pkg';\nimport b from 'cjs';\nexport default [a, b.name];");
    assertThat(worker.code())
        .contains("for workerd")
        .contains("common")
        .doesNotContain("the wrong one");
  }

  @Test
  void textDataAndWasmStayModulesNamedByTheirContent() {
    worker
        .file("src/page.html", "<p>hi</p>")
        .file("src/data.bin", "bytes")
        .file("src/code.wasm", "\0asm")
        .entry(
            """
            import page from "./page.html";
            import data from "./data.bin";
            import code from "./code.wasm?module";
            export default { page, data, code };
            """);
    Bundle bundle = worker.bundle();
    assertThat(bundle.modules())
        .extracting(BundledModule::type)
        .containsExactlyInAnyOrder(
            ModuleType.ES, ModuleType.TEXT, ModuleType.DATA, ModuleType.WASM);
    assertThat(TempWorker.names(bundle)).contains("-page.html").contains("-code.wasm");
    assertThat(bundle.modules().stream().filter(m -> m.type() == ModuleType.TEXT).findFirst())
        .hasValueSatisfying(page -> {
          assertThat(page.text()).isEqualTo("<p>hi</p>");
          assertThat(bundle.entryModule().text()).contains("from \"./" + page.name() + "\"");
        });
    assertThat(bundle.inputs()).contains(worker.path("src/page.html"));
  }

  @Test
  void rulesAddTypesAndMayKeepFileNames() {
    worker
        .config(
            """
            preserve_file_names = true
            [[rules]]
            type = "Text"
            globs = ["**/*.md"]
            fallthrough = true
            """)
        .file("src/read.md", "# hi")
        .file("src/a.txt", "a")
        .entry("import r from './read.md';\nimport a from './a.txt';\nexport default r + a;");
    assertThat(TempWorker.names(worker.bundle())).isEqualTo("index.js a.txt read.md");
  }

  @Test
  void ruleThatEndsItsTypeShadowsTheDefaultOnes() {
    worker
        .config("[[rules]]\ntype = \"Text\"\nglobs = [\"**/*.md\"]")
        .file("src/a.txt", "a")
        .entry("export default 1;");
    assertThat(worker.bundle().warnings().getFirst().text())
        .startsWith("The module rule for Text does not have a fallback");
    worker.entry("import a from './a.txt';\nexport default a;");
    assertThat(worker.failure()).hasMessageContaining("was ignored because a previous rule");
  }

  @Test
  void missingTextModuleIsRefusedWithItsPlace() {
    worker.entry("import a from './gone.txt';\nexport default a;");
    assertThat(worker.failure())
        .hasMessageContaining("Could not resolve \"./gone.txt\"")
        .hasMessageContaining("src/index.ts:1:15");
  }

  @Test
  void additionalModulesAreFoundAndNamedFromTheBaseFolder() {
    worker
        .config(
            """
            find_additional_modules = true
            [[rules]]
            type = "ESModule"
            globs = ["**/*.mjs"]
            """)
        .file("src/lang/en.mjs", "export default 'hello';")
        .file("src/lang/de.mjs", "export default 'hallo';")
        .entry(
            """
            import en from "./lang/en.mjs";
            export default { fetch: async (name) => [en, await import(`./lang/${name}.mjs`)] };
            """);
    Bundle bundle = worker.bundle();
    assertThat(TempWorker.names(bundle)).isEqualTo("index.js lang/de.mjs lang/en.mjs");
    assertThat(bundle.entryModule().text()).contains("from \"./lang/en.mjs\"");
  }

  @Test
  void withoutBundlingTheEntryStaysAsItIs() {
    worker
        .file("wrangler.toml", "")
        .file(
            "wrangler.json",
            """
            {"name": "demo", "main": "src/index.js", "compatibility_date": "2025-01-01",
             "no_bundle": true, "rules": [{"type": "ESModule", "globs": ["**/*.js"]}]}
            """)
        .file("src/lib/a.js", "export default 1")
        .file("src/index.js", "import a from \"./lib/a.js\"; export default {a}");
    Bundle bundle = worker.bundle();
    assertThat(TempWorker.names(bundle)).isEqualTo("index.js lib/a.js");
    assertThat(bundle.entryModule().text()).startsWith("import a from \"./lib/a.js\";");
    assertThat(bundle.exports()).containsExactly("default");
  }

  @Test
  void definesAliasesAndTheModeAreReplaced() {
    worker
        .config("alias = { \"@lib\" = \"./src/lib.ts\" }\n[define]\nVERSION = \"'1.2'\"")
        .file("src/lib.ts", "export const lib = 'the library';")
        .entry("import { lib } from '@lib';\nexport default [lib, VERSION, process.env.NODE_ENV];");
    assertThat(worker.code()).contains("the library").contains("1.2").contains("development");
  }

  @Test
  void syntaxThatTheRuntimeLacksIsLowered() {
    worker.entry(
        """
        function mark(value, context) { return value; }
        class A { @mark run() { using x = { [Symbol.dispose]() {} }; return x; } }
        export default { fetch: () => new A().run() };
        """);
    assertThat(worker.code()).doesNotContain("using x").doesNotContain("@mark");
  }

  @Test
  void jsxFollowsTheTypescriptConfiguration() {
    worker
        .file(
            "tsconfig.json",
            "{\"compilerOptions\": {\"jsx\": \"react-jsx\", \"jsxImportSource\": \"h\"}}")
        .file("node_modules/h/package.json", "{\"exports\": {\"./jsx-runtime\": \"./j.js\"}}")
        .file("node_modules/h/j.js", "export const jsx = (t, p) => ['made', t, p];")
        .file("src/view.tsx", "export const view = () => <p>hi</p>;")
        .entry("import { view } from './view';\nexport default view;");
    assertThat(worker.code()).contains("made").contains("jsx(\"p\"");
  }

  @Test
  void syntaxErrorIsShownWithItsLine() {
    worker.entry("export default {\n  fetch() { return 1 +; }\n};");
    BundleException failure = worker.failure();
    assertThat(failure.errors().getFirst().location())
        .hasValueSatisfying(at -> assertThat(at).hasToString("src/index.ts:2:23"));
    assertThat(failure)
        .hasMessage(
            """
            Unexpected ";"

                src/index.ts:2:23:
                  2 │   fetch() { return 1 +; }
                    ╵                       ^\
            """);
    assertThat(failure.inputs()).containsExactly(worker.path("src/index.ts"));
  }

  @Test
  void boundClassThatIsNotExportedIsRefused() {
    worker
        .config(
            """
            durable_objects.bindings = [{ name = "C", class_name = "Counter" }]
            migrations = [{ tag = "v1", new_sqlite_classes = ["Counter"] }]
            """)
        .entry("export class Countr {}\nexport default {};");
    assertThat(worker.failure())
        .hasMessageContaining(
            "depends on the Durable Object class 'Counter', which is not exported in your"
                + " entrypoint file. Did you mean 'Countr'?")
        .hasMessageContaining("src/index.ts: export class Counter extends DurableObject");
    worker.file("src/c.ts", "export class Counter {}");
    worker.entry("export { Counter } from './c';\nexport default {};");
    assertThat(worker.bundle().exports()).contains("Counter");
  }

  @Test
  void serviceWorkerHasNoObjectsAndNoImportsOfTheRuntime() {
    worker.entry("addEventListener('fetch', () => {});");
    assertThat(worker.bundle().exports()).isEmpty();
    worker.entry("export const other = 1;");
    assertThat(worker.bundle().warnings().getFirst().text())
        .contains("has exports like an ES Module, but hasn't defined a default export");
    worker.entry("import { env } from 'cloudflare:workers';\naddEventListener('fetch', env.F);");
    assertThat(worker.failure())
        .hasMessageContaining("Unexpected external import of \"cloudflare:workers\".");
    worker
        .config("migrations = [{ tag = \"v1\", new_sqlite_classes = [\"A\"] }]")
        .entry("export class A {}");
    assertThat(worker.failure())
        .hasMessageContaining(
            "trying to use Durable Objects in a Worker written as a service-worker.");
  }

  @Test
  void buildCommandRunsFirstInItsFolder() {
    worker
        .config("main = \"dist/out.js\"\n[build]\ncommand = \"sh make.sh\"\ncwd = \"tool\"")
        .file(
            "tool/make.sh", "echo making; mkdir ../dist; echo 'export default 7' > ../dist/out.js");
    worker.file(
        "wrangler.toml",
        """
        name = "demo"
        main = "dist/out.js"
        compatibility_date = "2024-01-01"
        [build]
        command = "sh make.sh"
        cwd = "tool"
        """);
    assertThat(worker.code()).contains("7");
    assertThat(worker.output())
        .containsExactly("[custom build] Running: sh make.sh", "[custom build] making");
  }

  @Test
  void buildCommandThatFailsStopsWithItsExitCode() {
    worker.config("[build]\ncommand = \"exit 3\"").entry("export default 1;");
    BundleException failure = worker.failure();
    assertThat(failure.exitCode()).isEqualTo(OptionalInt.of(3));
    assertThat(failure).hasMessageContaining("Running custom build 'exit 3' failed");
  }

  @Test
  void missingEntryIsNamedWithWhatIsLikelyMeant() {
    assertThat(worker.failure())
        .hasMessageStartingWith("The entry-point file at 'src/index.ts' was not found.");
    worker.file("src/index.ts/worker.js", "");
    assertThat(worker.failure())
        .hasMessageContaining("points to a directory")
        .hasMessageContaining("Did you mean main = \"src/index.ts/worker.js\"?");
  }

  @Test
  void esbuildOfTheProjectIsPreferredUnlessItIsTooOld() {
    assertThat(EsbuildBinary.spoken("0.25.0")).isTrue();
    assertThat(EsbuildBinary.spoken("0.28.2")).isTrue();
    assertThat(EsbuildBinary.spoken("0.17.19")).isFalse();
    assertThat(EsbuildBinary.spoken("next")).isFalse();
  }

  @Test
  void sourceMapLeadsBackToTheSources() {
    worker
        .file("src/fail.ts", "// a comment\n\nexport function fail(): never {\n  throw Error();\n}")
        .entry("import { fail } from './fail';\nexport default { fetch: () => fail() };");
    Bundle bundle = worker.bundle();
    List<String> lines = bundle.entryModule().text().lines().toList();
    String thrown = lines.stream().filter(line -> line.contains("throw")).findFirst().orElseThrow();
    SourceMap map = SourceMap.parse(bundle.sourceMap().orElseThrow());
    assertThat(map.original(lines.indexOf(thrown) + 1, thrown.indexOf("throw") + 1))
        .contains(new SourceMap.Position("src/fail.ts", 4, 3));
  }

  @Test
  void oneBundlerServesManyThreads() {
    worker.file("src/a.txt", "a").entry("import a from './a.txt';\nexport default a;");
    try (Bundler bundler = worker.bundler()) {
      Bundle first = bundler.bundle(worker.load());
      assertThat(
              IntStream.range(0, 8)
                  .parallel()
                  .mapToObj(i -> bundler.bundle(worker.load()))
                  .allMatch(first::sameCode))
          .isTrue();
    }
  }
}
