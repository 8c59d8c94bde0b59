package dev.perdure.js.scope;

import dev.perdure.js.console.ConsoleHost;
import dev.perdure.js.console.InspectHost;
import dev.perdure.js.crypto.CryptoHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Source;

/** All parts of the global scope, one line each. */
final class Parts {
  static final List<Part> ALL =
      List.of(
          Part.script("dom-exception", "DOMException"),
          Part.script("clone"),
          Part.script("structured-clone", "structuredClone"),
          Part.of("console", ConsoleHost::new, "console"),
          Part.of("inspect", InspectHost::new),
          Part.of("crypto", CryptoHost::new, "crypto", "Crypto"),
          Part.of("subtle", CryptoHost::new, "SubtleCrypto", "CryptoKey"),
          Part.of(
              "timers",
              TimerHost::new,
              "setTimeout",
              "setInterval",
              "clearTimeout",
              "clearInterval",
              "scheduler"));

  private static final Map<String, Part> BY_NAME = new HashMap<>();
  private static final Map<String, Source> SOURCES = new HashMap<>();

  static {
    for (Part part : ALL) {
      BY_NAME.put(part.name(), part);
      SOURCES.put(part.name(), LibSource.read(part.name()));
    }
  }

  private Parts() {}

  static Part named(String name) {
    Part part = BY_NAME.get(name);
    if (part == null) {
      throw new IllegalArgumentException("There is no part '" + name + "' of the global scope.");
    }
    return part;
  }

  static Source source(String name) {
    Source source = SOURCES.get(name);
    if (source == null) {
      throw new IllegalArgumentException("There is no script for part '" + name + "'.");
    }
    return source;
  }
}
