package dev.perdure.testworkers.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.Map;

/**
 * An answer that was read to its end.
 *
 * @param status the status code
 * @param headers the headers
 * @param body the body as UTF-8 text
 */
public record Answer(int status, HttpHeaders headers, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A header's first value, or the empty string. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The body as maps, lists, strings, numbers and so on. */
  public Object json() {
    try {
      return parse(body);
    } catch (IllegalArgumentException e) {
      throw new AssertionError("Not JSON, status %d: %s".formatted(status, body), e);
    }
  }

  static Object parse(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("'" + text + "' is not JSON.", e);
    }
  }

  /** What a case of a test worker gave back (see {@code workers/lib/cases.js}). */
  Object caseValue() {
    if (json() instanceof Map<?, ?> answer && answer.containsKey("value")) {
      return java.util.Objects.requireNonNull(answer.get("value"), "null");
    }
    throw new AssertionError("Not a value, status %d: %s".formatted(status, body));
  }
}
