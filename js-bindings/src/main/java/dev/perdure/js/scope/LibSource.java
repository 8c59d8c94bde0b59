package dev.perdure.js.scope;

import dev.perdure.js.privacy.SharedNamesProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Source;

/**
 * Reads the scripts of the global scope; each is one source that all contexts of an engine share.
 */
final class LibSource {
  private LibSource() {}

  static Source read(String name) {
    String file = "/dev/perdure/js/lib/" + name + ".js";
    try (InputStream in = LibSource.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The script '" + file + "' is missing from the jar.");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("js", text, SharedNamesProvider.SCRIPTS + name)
          .internal(true)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
