package dev.perdure.js.fetch;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.HeaderList;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code lib/headers.js} calls. */
public final class HeadersHost {
  public HeadersHost(Realm realm) {}

  /** Names and values in turn. */
  @HostAccess.Export
  public String[] pairs(Object list) {
    HeaderList headers = (HeaderList) list;
    String[] pairs = new String[2 * headers.size()];
    for (int i = 0; i < headers.size(); i++) {
      pairs[2 * i] = headers.name(i);
      pairs[2 * i + 1] = headers.value(i);
    }
    return pairs;
  }

  /** A list of names and values in turn. */
  @HostAccess.Export
  public Object list(Value pairs) {
    String[] copy = new String[(int) pairs.getArraySize()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = pairs.getArrayElement(i).asString();
    }
    return HeaderList.ofPairs(copy);
  }

  /** The list without a field. */
  @HostAccess.Export
  public Object none() {
    return HeaderList.EMPTY;
  }

  /** A value with characters beyond Latin-1, as the bytes of its UTF-8 form. */
  @HostAccess.Export
  public String latin1OfUtf8(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
