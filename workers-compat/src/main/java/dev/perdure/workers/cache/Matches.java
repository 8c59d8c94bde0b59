package dev.perdure.workers.cache;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.CacheStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a match gives for a kept response: all of it, a part, or that it has not changed. */
final class Matches {
  private static final Pattern RANGE =
      Pattern.compile("\\s*bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*");

  private Matches() {}

  static ResponseMessage answer(HeaderList request, CacheStore.Entry entry) {
    HeaderList headers = entry.headers().without("cf-cache-status").with("cf-cache-status", "HIT");
    if (isUnchanged(request, headers)) {
      return ResponseMessage.of(304, headers, null);
    }
    String range = request.first("range");
    if (range != null && entry.status() == 200) {
      ResponseMessage part = part(range, headers, entry.body());
      if (part != null) {
        return part;
      }
    }
    return new ResponseMessage(
        entry.status(),
        entry.statusText(),
        headers,
        entry.body().length == 0 && isBodiless(entry.status())
            ? null
            : new Body.Bytes(entry.body()),
        ResponseMessage.Encoding.AUTOMATIC,
        null,
        false,
        null);
  }

  private static boolean isBodiless(int status) {
    return status == 204 || status == 205 || status == 304;
  }

  private static boolean isUnchanged(HeaderList request, HeaderList response) {
    String tag = response.first("etag");
    String tags = request.first("if-none-match");
    if (tags != null && tag != null) {
      if (tags.strip().equals("*")) {
        return true;
      }
      for (String other : tags.split(",", -1)) {
        if (weak(other).equals(weak(tag))) {
          return true;
        }
      }
    }
    Instant since = Freshness.date(request.first("if-modified-since"));
    Instant changed = Freshness.date(response.first("last-modified"));
    return since != null && changed != null && !changed.isAfter(since);
  }

  private static String weak(String tag) {
    String stripped = tag.strip();
    return stripped.startsWith("W/") ? stripped.substring(2) : stripped;
  }

  /** One range of the bytes; null where the header asks for something else. */
  private static @Nullable ResponseMessage part(String range, HeaderList headers, byte[] body) {
    Matcher asked = RANGE.matcher(range);
    if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
      return null;
    }
    long size = body.length;
    long start;
    long end;
    try {
      if (asked.group(1).isEmpty()) {
        start = Math.max(0, size - Long.parseLong(asked.group(2)));
        end = size - 1;
      } else {
        start = Long.parseLong(asked.group(1));
        end =
            asked.group(2).isEmpty()
                ? size - 1
                : Math.min(size - 1, Long.parseLong(asked.group(2)));
      }
    } catch (NumberFormatException e) {
      return null;
    }
    if (start > end) {
      return ResponseMessage.of(416, HeaderList.ofPairs("content-range", "bytes */" + size), null);
    }
    HeaderList partial =
        headers
            .without("content-length")
            .with("content-range", "bytes " + start + "-" + end + "/" + size);
    return ResponseMessage.of(
        206, partial, new Body.Bytes(Arrays.copyOfRange(body, (int) start, (int) end + 1)));
  }
}
