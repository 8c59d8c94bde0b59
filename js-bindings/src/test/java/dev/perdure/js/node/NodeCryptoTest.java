package dev.perdure.js.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;

class NodeCryptoTest {
  private static String run(String body) {
    try (TestRealm realm = new TestRealm("nodejs_compat", "nodejs_compat_v2")) {
      ProxyExecutable load = arguments -> realm.realm().lib("node/" + arguments[0].asString());
      realm.realm().context().getBindings("js").putMember("part", load);
      return realm.run("const crypto = part('crypto'); const zlib = part('zlib'); " + body);
    }
  }

  @Test
  void hashesAndKeysAreDerivedAsNodeDoes() {
    assertThat(
            run(
                """
                return [
                  crypto.createHash('md5').update('a').update('bc').digest('hex'),
                  crypto.hash('sha1', 'abc'),
                  crypto.createHmac('sha1', 'k').update('x').digest('base64'),
                  crypto.scryptSync('p', 's', 16).toString('hex'),
                  crypto.pbkdf2Sync('p', 's', 10, 16, 'sha256').toString('hex'),
                  Buffer.from(crypto.hkdfSync('sha256', 'k', 's', 'i', 16)).toString('hex'),
                ];
                """))
        .isEqualTo(
            "[\"900150983cd24fb0d6963f7d28e17f72\",\"a9993e364706816aba3e25717850c26c9cd0d89d\","
                + "\"ywATH87GAqj8hEE6KnAVTYwGoNI=\",\"4329787752e75d1de359a05806e492d4\","
                + "\"1d6f1f7051b420b93e23f010e486cfea\",\"02b0929a9d46e9236e23320ea2a8c3b4\"]");
  }

  @Test
  void ciphersOpenWhatTheySealed() {
    assertThat(
            run(
                """
                const seal = crypto.createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12));
                seal.setAAD(Buffer.from('a'));
                const text = seal.update('hello', 'utf8', 'hex') + seal.final('hex');
                const open = crypto.createDecipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12));
                open.setAAD(Buffer.from('a')).setAuthTag(seal.getAuthTag());
                return [text, seal.getAuthTag().toString('hex'), open.update(text, 'hex', 'utf8') + open.final('utf8')];
                """))
        .isEqualTo("[\"a6c22c5122\",\"29c12e5a572cd7055257f7cc758de40c\",\"hello\"]");
  }

  @Test
  void signaturesVerifyThroughPemKeys() {
    assertThat(
            run(
                """
                const results = [];
                for (const [type, options] of [['ec', { namedCurve: 'prime256v1' }], ['ed25519', {}], ['rsa', { modulusLength: 1024 }]]) {
                  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, options);
                  const hash = type === 'ed25519' ? null : 'sha256';
                  const signature = crypto.sign(hash, Buffer.from('x'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
                  const pem = publicKey.export({ type: 'spki', format: 'pem' });
                  results.push(crypto.verify(hash, Buffer.from('x'), pem, signature), crypto.verify(hash, Buffer.from('y'), pem, signature));
                }
                return results;
                """))
        .isEqualTo("[true,false,true,false,true,false]");
  }

  @Test
  void hashesAreStreamsToo() {
    assertThat(
            run(
                """
                const hash = crypto.createHash('md5');
                const digest = new Promise((resolve) => hash.on('data', resolve));
                hash.write('ab');
                hash.end('c');
                return (await digest).toString('hex');
                """))
        .isEqualTo("\"900150983cd24fb0d6963f7d28e17f72\"");
  }

  @Test
  void zlibOpensWhatItCompressed() {
    assertThat(
            run(
                """
                const gathered = [];
                const gzip = zlib.createGzip();
                gzip.on('data', (chunk) => gathered.push(chunk));
                const ended = new Promise((resolve) => gzip.on('end', resolve));
                gzip.write('part1 ');
                gzip.end('part2');
                await ended;
                let failure;
                try { zlib.gunzipSync(Buffer.from('no gzip at all')); } catch (e) { failure = [e.code, e.message]; }
                return [zlib.gunzipSync(Buffer.concat(gathered)).toString(), zlib.inflateSync(zlib.deflateSync('x')).toString(), zlib.crc32('hello'), failure];
                """))
        .isEqualTo(
            "[\"part1 part2\",\"x\",907060870,[\"Z_DATA_ERROR\",\"incorrect header check\"]]");
  }

  @Test
  void nodeStreamsAndWebStreamsBecomeEachOther() {
    assertThat(
            run(
                """
                const { Readable, Writable } = part('stream');
                let there = '';
                for await (const chunk of Readable.toWeb(Readable.from([Buffer.from('ab'), Buffer.from('cd')]))) there += Buffer.from(chunk);
                let back = '';
                for await (const chunk of Readable.fromWeb(new Blob(['hello']).stream())) back += chunk;
                const written = [];
                const writable = Writable.fromWeb(new WritableStream({ write(chunk) { written.push(String(chunk)); } }));
                writable.write('x');
                await new Promise((resolve) => writable.end('y', resolve));
                return [there, back, written];
                """))
        .isEqualTo("[\"abcd\",\"hello\",[\"x\",\"y\"]]");
  }

  @Test
  void aNodeServerStreamsBothWays() {
    assertThat(
            run(
                """
                const server = part('http').createServer((req, res) => {
                  let body = '';
                  req.setEncoding('utf8');
                  req.on('data', (text) => (body += text)).on('end', () => {
                    res.setHeader('X-A', ['1', '2']);
                    res.write('got ');
                    setTimeout(() => res.end(body), 1);
                  });
                });
                server.listen(80);
                const handler = part('cloudflare').httpServerHandler({ port: 80 });
                const response = await handler.fetch(new Request('http://x/y?z', { method: 'POST', body: 'data' }));
                return [response.status, response.headers.get('x-a'), await response.text()];
                """))
        .isEqualTo("[200,\"1, 2\",\"got data\"]");
  }
}
