package dev.perdure.js.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import dev.perdure.workers.compat.CompatFlags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;

class NodeModulesTest {
  private static final String[] COMPAT = {"nodejs_compat", "nodejs_compat_v2"};

  private static CompatFlags flags(String... names) {
    return CompatFlags.of(LocalDate.of(2024, 1, 1), List.of(names));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = NodeModulesTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static TestRealm realmWithRequire() {
    TestRealm realm = new TestRealm(COMPAT);
    ProxyExecutable load =
        arguments ->
            realm.realm().lib("node/modules").invokeMember("load", arguments[0].asString());
    realm.realm().context().getBindings("js").putMember("require", load);
    return realm;
  }

  @Test
  void modulesAreFoundWhereTheFlagsSaySo() {
    assertThat(NodeModules.find("node:path", flags())).isEmpty();
    assertThat(NodeModules.find("node:path", flags("nodejs_compat"))).isPresent();
    assertThat(NodeModules.find("path", flags("nodejs_compat"))).isEmpty();
    assertThat(NodeModules.find("path", flags(COMPAT))).isPresent();
    assertThat(NodeModules.find("node:async_hooks", flags("nodejs_als"))).isPresent();
    assertThat(NodeModules.find("node:nothing", flags(COMPAT))).isEmpty();
  }

  @Test
  void everyModuleLoadsAndHasItsExports() {
    try (TestRealm realm = realmWithRequire()) {
      for (String name : NodeModules.names()) {
        Builtin module = NodeModules.find("node:" + name, flags(COMPAT)).orElseThrow();
        assertThat(realm.realm().lib(module.part()).isNull()).as(name).isFalse();
      }
    }
  }

  @Test
  void modulesAnswerAsNodeDoes() throws IOException {
    try (TestRealm realm = realmWithRequire()) {
      String calls = resource("node-calls.js").replaceFirst("//.*\\n", "");
      realm.run("console.log((await " + calls.strip() + "(require)).join('\\n'));");
      assertThat(realm.log().getFirst().substring("LOG ".length()).lines())
          .containsExactlyElementsOf(resource("node-answers.txt").lines().toList());
    }
  }

  @Test
  void nodeGlobalsAreThereUnderTheFlagOnly() {
    String types = "return [typeof Buffer, typeof process, typeof global, typeof setImmediate];";
    assertThat(TestRealm.json(types, COMPAT))
        .isEqualTo("[\"function\",\"object\",\"object\",\"function\"]");
    assertThat(TestRealm.json(types))
        .isEqualTo("[\"undefined\",\"undefined\",\"undefined\",\"undefined\"]");
  }

  @Test
  void asyncLocalStorageFollowsTimersAndPromises() {
    try (TestRealm realm = realmWithRequire()) {
      assertThat(
              realm.run(
                  """
                  const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
                  const storage = new AsyncLocalStorage();
                  const seen = [];
                  await storage.run('a', async () => {
                    await scheduler.wait(5);
                    seen.push(storage.getStore());
                    await new Promise((resolve) => setTimeout(() => { seen.push(storage.getStore()); resolve(); }, 1));
                    seen.push(storage.exit(() => storage.getStore() ?? null));
                  });
                  const resource = storage.run('b', () => new AsyncResource('X'));
                  const bound = storage.run('c', () => AsyncLocalStorage.bind(() => storage.getStore()));
                  seen.push(resource.runInAsyncScope(() => storage.getStore()), bound(), storage.getStore() ?? null);
                  try { storage.enterWith(1); } catch (e) { seen.push(e.message); }
                  return seen;
                  """))
          .isEqualTo(
              "[\"a\",\"a\",null,\"b\",\"c\",null,\"asyncLocalStorage.enterWith() is not"
                  + " implemented\"]");
    }
  }

  @Test
  void whatIsNotThereRefusesByName() {
    try (TestRealm realm = realmWithRequire()) {
      assertThat(
              realm.run(
                  "try { require('node:child_process').exec('x'); } catch (e) { return [e.code,"
                      + " e.message]; }"))
          .isEqualTo(
              "[\"ERR_METHOD_NOT_IMPLEMENTED\",\"The child_process.exec method is not"
                  + " implemented\"]");
    }
  }

  @Test
  void filesAreKeptInMemory() {
    try (TestRealm realm = realmWithRequire()) {
      assertThat(
              realm.run(
                  """
                  const fs = require('node:fs');
                  const said = (action) => { try { return action(); } catch (e) { return e.message; } };
                  fs.mkdirSync('/tmp/a/b', { recursive: true });
                  fs.writeFileSync('/tmp/a/b/c.txt', 'one');
                  fs.appendFileSync('/tmp/a/b/c.txt', ' two');
                  fs.symlinkSync('/tmp/a/b', '/tmp/link');
                  fs.renameSync('/tmp/a/b/c.txt', '/tmp/link/d.txt');
                  const size = (await require('node:fs/promises').stat('/tmp/a/b/d.txt')).size;
                  return [
                    fs.readFileSync('/tmp/link/d.txt', 'utf8'), size,
                    fs.readdirSync('/tmp', { recursive: true }), fs.realpathSync('/tmp/link/d.txt'),
                    said(() => fs.writeFileSync('/bundle/x', '')), said(() => fs.readFileSync('/tmp/none')),
                    said(() => fs.rmdirSync('/tmp/a')), said(() => fs.writeFileSync('/dev/full', 'x')),
                  ];
                  """))
          .isEqualTo(
              "[\"one two\",7,[\"a\",\"a/b\",\"a/b/d.txt\",\"link\"],\"/tmp/a/b/d.txt\","
                  + "\"EPERM: operation not permitted, open '/bundle/x'\","
                  + "\"ENOENT: no such file or directory, open '/tmp/none'\","
                  + "\"ENOTEMPTY: directory not empty, rmdir '/tmp/a'\","
                  + "\"ENOSPC: no space left on device, write\"]");
    }
  }

  @Test
  void filesAreReadAndWrittenAsStreams() {
    try (TestRealm realm = realmWithRequire()) {
      assertThat(
              realm.run(
                  """
                  const fs = require('node:fs');
                  const { open } = require('node:fs/promises');
                  const { once } = require('node:events');
                  const writer = fs.createWriteStream('/tmp/s');
                  writer.write('one two');
                  writer.end(' three');
                  await once(writer, 'close');
                  const some = fs.createReadStream('/tmp/s', { start: 4, end: 8, encoding: 'utf8', highWaterMark: 3 });
                  const chunks = [];
                  for await (const chunk of some) chunks.push(chunk);
                  const handle = await open('/tmp/s', 'r+');
                  const closed = once(handle, 'close');
                  let whole = '';
                  for await (const chunk of handle.createReadStream({ encoding: 'utf8' })) whole += chunk;
                  await closed;
                  const missing = fs.createReadStream('/tmp/none');
                  const [error] = await once(missing, 'error');
                  let refused;
                  try { fs.createReadStream('/tmp/s', { start: 2, end: 1 }); } catch (e) { refused = e.code; }
                  return [writer.bytesWritten, chunks, some.bytesRead, whole, handle.fd ?? 'closed', error.code, refused];
                  """))
          .isEqualTo(
              "[13,[\"two\",\" t\"],5,\"one two three\",\"closed\",\"ENOENT\",\"ERR_OUT_OF_RANGE\"]");
    }
  }

  @Test
  void argumentsOfFileFunctionsAreLookedAtFirst() {
    try (TestRealm realm = realmWithRequire()) {
      assertThat(
              realm.run(
                  """
                  const fs = require('node:fs');
                  const code = (action) => { try { return action() ?? 'none'; } catch (e) { return e.code; } };
                  return [
                    code(() => fs.chmodSync('/tmp', -1)), code(() => fs.chmod('/tmp', {})), code(() => fs.chmodSync('/tmp', '755')),
                    code(() => fs.chownSync('/tmp', 0, -2)), code(() => fs.mkdirSync('/tmp/m', { recursive: 'yes' })),
                    code(() => fs.rmSync('/tmp/m', 'all')), /^.tmp.t-[0-9]+$/.test(fs.mkdtempSync('/tmp/t-')), fs.fstatSync(1).isFile(),
                  ];
                  """))
          .isEqualTo(
              "[\"ERR_OUT_OF_RANGE\",\"ERR_INVALID_ARG_TYPE\",\"none\",\"ERR_OUT_OF_RANGE\","
                  + "\"ERR_INVALID_ARG_TYPE\",\"ERR_INVALID_ARG_TYPE\",true,false]");
    }
  }
}
