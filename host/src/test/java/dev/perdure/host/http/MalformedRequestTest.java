package dev.perdure.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MalformedRequestTest {
  private static final TestServer SERVER = TestServer.answering("reached");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: user@x\r\n\r\n",
        "GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551619\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n",
        "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void isRefusedAndTheConnectionClosed(String request) throws Exception {
    assertThat(SERVER.raw(request))
        .matches("(?s)HTTP/1\\.[01] (400|501) .*")
        .containsIgnoringCase("connection: close")
        .doesNotContain("reached");
  }

  @Test
  void headersBeyondTheLimitAreRefused() throws Exception {
    String tooLong = "x".repeat(HttpServer.MAX_HEADER_BYTES + 1);
    String tooMany =
        IntStream.rangeClosed(0, HttpServer.MAX_HEADERS)
            .mapToObj("X-%d: y\r\n"::formatted)
            .collect(Collectors.joining());

    assertThat(SERVER.raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + tooLong + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .containsIgnoringCase("connection: close");
    assertThat(SERVER.raw("GET / HTTP/1.1\r\nHost: x\r\n" + tooMany + "\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(SERVER.raw("GET /" + tooLong + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 414 ");
  }

  @Test
  void headersOfAHundredKilobytesPass() throws Exception {
    String value = "x".repeat(100_000);

    assertThat(
            SERVER.raw(
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + value + "\r\n\r\n"))
        .endsWith("reached");
  }

  @Test
  void aChunkThatIsNoneFailsTheBody() throws Exception {
    assertThat(
            SERVER.raw(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"))
        .doesNotContain("reached\r\n\r\nreached");
  }

  @Test
  void theServerAnswersOnAfterAllOfThat() throws Exception {
    assertThat(SERVER.get("/").body()).isEqualTo("reached");
  }
}
