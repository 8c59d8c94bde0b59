package dev.perdure.workers.cache;

import dev.perdure.workers.message.HeaderList;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long a shared cache keeps a response (RFC 9111; the platform ignores the request's own {@code
 * Cache-Control} and keeps no response with {@code Set-Cookie}).
 */
final class Freshness {
  private static final Set<Integer> KEPT_BY_DEFAULT =
      Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501);
  private static final Duration LONGEST = Duration.ofDays(365);

  private Freshness() {}

  /** How long the response is fresh; zero where it is not kept. */
  static Duration of(HeaderList request, int status, HeaderList response, Instant now) {
    Map<String, String> control = directives(response);
    boolean cookies = response.first("set-cookie") != null && !leavesOutCookies(response);
    boolean forOneUser =
        control.containsKey("private")
            || (request.first("authorization") != null && !shared(control));
    if (cookies
        || forOneUser
        || control.containsKey("no-store")
        || control.containsKey("no-cache")) {
      return Duration.ZERO;
    }
    Duration life = life(control, response, now);
    if (life == null) {
      return KEPT_BY_DEFAULT.contains(status) ? guess(response, now) : Duration.ZERO;
    }
    Duration left = life.minus(age(response));
    return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
  }

  /** Whether the response says that it may be kept without its cookies. */
  static boolean leavesOutCookies(HeaderList response) {
    String control = response.first("cache-control");
    return control != null && control.toLowerCase(Locale.ROOT).contains("private=set-cookie");
  }

  private static boolean shared(Map<String, String> control) {
    return control.containsKey("public")
        || control.containsKey("must-revalidate")
        || control.containsKey("s-maxage");
  }

  private static @Nullable Duration life(
      Map<String, String> control, HeaderList response, Instant now) {
    for (String name : new String[] {"s-maxage", "max-age"}) {
      String seconds = control.get(name);
      if (seconds != null) {
        return seconds(seconds);
      }
    }
    String expires = response.first("expires");
    if (expires == null) {
      return null;
    }
    Instant end = date(expires);
    Instant start = date(response.first("date"));
    return end == null ? Duration.ZERO : Duration.between(start == null ? now : start, end);
  }

  /** A tenth of the time since the response last changed. */
  private static Duration guess(HeaderList response, Instant now) {
    Instant changed = date(response.first("last-modified"));
    return changed == null || changed.isAfter(now)
        ? Duration.ZERO
        : Duration.between(changed, now).dividedBy(10);
  }

  private static Duration age(HeaderList response) {
    String age = response.first("age");
    return age == null ? Duration.ZERO : seconds(age);
  }

  private static Duration seconds(String text) {
    try {
      return Duration.ofSeconds(Math.max(0, Integer.parseInt(text.strip())));
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }

  static @Nullable Instant date(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Map<String, String> directives(HeaderList response) {
    Map<String, String> found = new HashMap<>();
    for (String line : response.all("cache-control")) {
      for (String part : line.split(",", -1)) {
        String[] pair = part.strip().split("=", 2);
        String name = pair[0].strip().toLowerCase(Locale.ROOT);
        String value = pair.length == 2 ? pair[1].strip().replace("\"", "") : "";
        if (!(name.equals("private") && value.equalsIgnoreCase("set-cookie"))) {
          found.put(name, value);
        }
      }
    }
    return found;
  }
}
