package dev.perdure.js.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {
  private static final String MULTIPART = "multipart/form-data; boundary=b";
  private static final String FIELD = "Content-Disposition: form-data; name=\"a\"";

  private static String parse(String body, String contentType) {
    StringBuilder out = new StringBuilder();
    for (FormEntry entry : FormHost.parse(body.getBytes(StandardCharsets.UTF_8), contentType)) {
      String file =
          entry.filename() == null ? "" : "(" + entry.filename() + " " + entry.type() + ")";
      out.append(entry.name())
          .append(file)
          .append('=')
          .append(new String(entry.bytes(), StandardCharsets.UTF_8))
          .append(';');
    }
    return out.toString();
  }

  private static String multipart(String part) {
    return parse("--b\r\n" + part + "\r\n--b--", MULTIPART);
  }

  @Test
  void textsAndFilesAreRead() {
    assertThat(
            parse(
                "--b\r\n"
                    + FIELD
                    + "\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n"
                    + "Content-Type: text/plain\r\n\r\nhello\r\n\r\n--b--\r\n",
                MULTIPART))
        .isEqualTo("a=1;f(x.txt text/plain)=hello\r\n;");
  }

  @Test
  void whatSurroundsTheFormIsLeftOut() {
    assertThat(parse("pre\r\n--b\r\n" + FIELD + "\r\n\r\n1\r\n--b--epilogue", MULTIPART))
        .isEqualTo("a=1;");
  }

  @Test
  void lineFeedsAloneEndLines() {
    assertThat(parse("--b\n" + FIELD + "\n\n1\n--b--\n", MULTIPART)).isEqualTo("a=1;");
  }

  @Test
  void backslashesEscapeButPercentSignsDoNot() {
    assertThat(
            multipart(
                "Content-Disposition: form-data; name=\"a\\\"b%22\"; filename=\"é\\\\\"\r\n\r\n1"))
        .isEqualTo("a\"b%22(é\\ )=1;");
  }

  @Test
  void anEmptyFilenameIsNone() {
    assertThat(multipart(FIELD + "; filename=\"\"\r\n\r\n")).isEqualTo("a=;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Content-Type: text/plain~~1 | No valid Content-Disposition header found in FormData part.
          Content-Disposition: form-data~~1 | Content-Disposition header in FormData part is missing a name.
          Content-Disposition: form-data; name=a~~1 | Content-Disposition header in FormData part is missing a name.
          Content-Disposition: x; name="a"~~1 | Content-Disposition header for FormData part must have the value "form-data", possibly followed by parameters. Got: "x"
          foo~~1 | FormData part had invalid headers.
          1 | No multipart message header termination found.
          Content-Disposition: form-data; name="a"~~x~--bx | Boundary string was not succeeded by CRLF, LF, or '--'.
          """)
  void faultyPartsAreRefused(String part, String message) {
    assertThatThrownBy(() -> multipart(part.replace("~", "\r\n"))).hasMessage(message);
  }

  @Test
  void aTruncatedFormIsRefused() {
    assertThatThrownBy(() -> parse("", MULTIPART))
        .hasMessage("No initial boundary string (or you have a truncated message).");
    assertThatThrownBy(() -> parse("--b\r\n" + FIELD + "\r\n\r\n1\r\n--b", MULTIPART))
        .hasMessage("No subsequent boundary string after multipart message.");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain,Unrecognized Content-Type header value.",
    "garbage,Unrecognized Content-Type header value.",
    "multipart/form-data; boundary=,No boundary string in Content-Type header.",
    "application/x-www-form-urlencoded;charset=latin1,Non-utf-8 application/x-www-form-urlencoded body."
  })
  void otherContentTypesAreRefused(String type, String message) {
    assertThatThrownBy(() -> parse("a=1", type)).hasMessageStartingWith(message);
  }

  @Test
  void urlencodedFormsAreRead() {
    assertThat(parse("a=1&b=%C3%A9+x&a=2&c", "Application/X-WWW-Form-Urlencoded; charset=UTF-8"))
        .isEqualTo("a=1;b=é x;a=2;c=;");
  }

  @Test
  void contentTypesAreParsed() {
    MimeType type = Objects.requireNonNull(MimeType.parse(" Text/X ;A=\"b;\\\"c\" ; d=e ;a=2;f"));
    assertThat(type.essence()).isEqualTo("text/x");
    assertThat(type.parameters()).hasSize(2).containsEntry("a", "b;\"c").containsEntry("d", "e");
  }

  @Test
  void whatIsWrittenIsRead() {
    Random random = new Random(9);
    for (int i = 0; i < 2_000; i++) {
      MultipartWriter writer = MultipartWriter.create();
      List<String> expected = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        byte[] content = new byte[random.nextInt(30)];
        random.nextBytes(content);
        if (random.nextBoolean()) {
          writer.file("f" + n, "a\\b" + n, "", content);
          expected.add("f" + n + java.util.Arrays.toString(content));
        } else {
          writer.text("t" + n, "--" + n + "\r\n");
          expected.add(
              "t"
                  + n
                  + java.util.Arrays.toString(
                      ("--" + n + "\r\n").getBytes(StandardCharsets.UTF_8)));
        }
      }
      List<FormEntry> entries =
          FormHost.parse(writer.finish(), "multipart/form-data; boundary=" + writer.boundary());
      assertThat(entries.stream().map(e -> e.name() + java.util.Arrays.toString(e.bytes())))
          .isEqualTo(expected);
    }
  }
}
