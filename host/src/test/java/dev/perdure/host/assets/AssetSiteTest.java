package dev.perdure.host.assets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.config.Bindings;
import dev.perdure.js.url.Url;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected answers were observed at {@code wrangler dev} 4.125. */
final class AssetSiteTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    write("index.html", "index");
    write("about.html", "about");
    write("docs/index.html", "docs");
    write("404.html", "nothing");
    write("blog/404.html", "no post");
    write("a b.txt", "x");
    write("a@b.txt", "y");
    write("app.js", "js");
    write("data.bin", "bin");
    write(".dotfile", "dot");
    write("hidden.txt", "secret");
    write(".assetsignore", "hidden.txt\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private AssetSite site(String html, String notFound) {
    return AssetSite.of(
        new Bindings.Assets(Optional.of(folder), Optional.empty(), html, notFound, List.of()),
        Runnable::run,
        warnings::add);
  }

  private static ResponseMessage ask(
      AssetSite site, String method, String path, String... headers) {
    String url = Objects.requireNonNull(Url.parse("http://localhost" + path)).href();
    return site.answer(
        RequestMessage.of(method, url, HeaderList.ofPairs(headers), null),
        Objects.requireNonNull(Url.parse(url)));
  }

  private static String shown(ResponseMessage answer) {
    String location = answer.headers().first("Location");
    String body =
        answer.body() instanceof Body.Bytes bytes
            ? new String(bytes.bytes(), StandardCharsets.UTF_8)
            : "";
    return answer.status() + " " + (location == null ? body : location);
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200 index",
    "/index.html, 307 /",
    "/index, 307 /",
    "/docs, 307 /docs/",
    "/docs/, 200 docs",
    "/docs/index, 307 /docs/",
    "/about, 200 about",
    "/about/, 307 /about",
    "/about.html?q=1, 307 /about?q=1",
    "/a%20b.txt, 200 x",
    "/a@b.txt, 307 /a%40b.txt",
    "//about, 307 /about",
    "/docs//, 307 /docs/",
    "/.dotfile, 200 dot",
    "/nope, '404 '",
    "/hidden.txt, '404 '",
    "/.assetsignore, '404 '",
    "/..%2fsecret, '404 '",
  })
  void automaticSlashes(String path, String expected) {
    assertThat(shown(ask(site("auto-trailing-slash", "none"), "GET", path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/about, 307 /about/",
    "/about/, 200 about",
    "/about.html, 307 /about/",
    "/docs, 307 /docs/",
    "/nope, 404 nothing",
    "/blog/x/y, 404 no post",
  })
  void slashesForcedAndPagesForWhatIsNotFound(String path, String expected) {
    assertThat(shown(ask(site("force-trailing-slash", "404-page"), "GET", path)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/docs/, 307 /docs",
    "/docs, 200 docs",
    "/about/, 307 /about",
    "/docs/index.html, 307 /docs",
    "/, 200 index",
  })
  void slashesDropped(String path, String expected) {
    assertThat(shown(ask(site("drop-trailing-slash", "none"), "GET", path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"/index.html, 200 index", "/about, '404 '", "/about.html, 200 about"})
  void filesAsTheyAreCalled(String path, String expected) {
    assertThat(shown(ask(site("none", "none"), "GET", path))).isEqualTo(expected);
  }

  @Test
  void aSinglePageAnswersForEveryPath() {
    assertThat(shown(ask(site("auto-trailing-slash", "single-page-application"), "GET", "/x/y")))
        .isEqualTo("200 index");
  }

  @Test
  void onlyReadingIsAllowed() {
    AssetSite site = site("auto-trailing-slash", "none");

    assertThat(ask(site, "POST", "/").status()).isEqualTo(405);
    assertThat(shown(ask(site, "HEAD", "/"))).isEqualTo("200 ");
  }

  @Test
  void aKnownTagIsAnsweredWithoutTheFile() throws IOException {
    AssetSite site = site("auto-trailing-slash", "none");
    String tag = Objects.requireNonNull(ask(site, "GET", "/app.js").headers().first("ETag"));

    assertThat(ask(site, "GET", "/app.js", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(ask(site, "GET", "/app.js", "If-None-Match", "W/" + tag).status()).isEqualTo(304);
    write("app.js", "something else");
    assertThat(ask(site, "GET", "/app.js", "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void contentTypesComeFromTheExtension() {
    AssetSite site = site("auto-trailing-slash", "none");

    assertThat(ask(site, "GET", "/app.js").headers().first("Content-Type"))
        .isEqualTo("text/javascript; charset=utf-8");
    assertThat(ask(site, "GET", "/data.bin").headers().first("Content-Type"))
        .isEqualTo("application/octet-stream");
    assertThat(ask(site, "GET", "/.dotfile").headers().first("Content-Type")).isNull();
  }

  @Test
  void cachesMustAskAgainUnlessTheRequestIsPersonal() {
    AssetSite site = site("auto-trailing-slash", "none");

    assertThat(ask(site, "GET", "/").headers().first("Cache-Control"))
        .isEqualTo("public, max-age=0, must-revalidate");
    assertThat(ask(site, "GET", "/", "Authorization", "x").headers().first("Cache-Control"))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/old, 301 /about",
    "/old?k=v, 301 /about?k=v",
    "/ext?k=v, 302 https://example.com/x?k=v",
    "/users/7/a/b, 308 /people/7/a/b",
    "/proxy/, 200 docs",
    "/proxy/nothing, '404 '",
    "/q?z=2, 302 /about?x=1",
  })
  void redirects(String path, String expected) throws IOException {
    write(
        "_redirects",
        """
        /old /about 301
        /ext https://example.com/x 302
        /users/:id/* /people/:id/:splat 308
        /proxy/* /docs/:splat 200
        # a comment
        /q /about?x=1
        """);

    assertThat(shown(ask(site("auto-trailing-slash", "none"), "GET", path))).isEqualTo(expected);
    assertThat(warnings).isEmpty();
  }

  @Test
  void rulesThatCannotBeFollowedAreSaid() throws IOException {
    write("_redirects", "/a\n/b /c 999\n/* /index.html 200\n/d /e\n/d /f\n");

    site("auto-trailing-slash", "none");

    assertThat(warnings).hasSize(4);
    assertThat(warnings.get(1))
        .isEqualTo(
            "_redirects:2: Valid status codes are 200, 301, 302 (default), 303, 307, or 308. Got"
                + " 999.");
  }

  @Test
  void headersAreSetAndTakenAway() throws IOException {
    write(
        "_headers",
        """
        /app.js
          X-One: 1
          Cache-Control: public, max-age=31536000
        /docs/*
          X-Splat: got :splat
          ! ETag
        /*
          X-All: yes
        """);
    AssetSite site = site("auto-trailing-slash", "none");

    HeaderList script = ask(site, "GET", "/app.js").headers();
    HeaderList docs = ask(site, "GET", "/docs/index").headers();

    assertThat(script.first("cache-control")).isEqualTo("public, max-age=31536000");
    assertThat(script.first("x-one")).isEqualTo("1");
    assertThat(docs.first("x-splat")).isEqualTo("got index");
    assertThat(ask(site, "GET", "/docs/").headers().first("ETag")).isNull();
    assertThat(docs.first("x-all")).isEqualTo("yes");
  }
}
