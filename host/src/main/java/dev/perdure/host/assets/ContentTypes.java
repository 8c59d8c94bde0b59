package dev.perdure.host.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The content types of files by their extension, out of {@code types.txt}. */
final class ContentTypes {
  private static final Map<String, String> BY_EXTENSION = read();

  private ContentTypes() {}

  /** The value of {@code Content-Type} for a file of this name; none where it is not known. */
  static Optional<String> of(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)))
        .map(type -> type.startsWith("text/") ? type + "; charset=utf-8" : type);
  }

  /** Each line has a type and its extensions. */
  private static Map<String, String> read() {
    try (InputStream stream = ContentTypes.class.getResourceAsStream("types.txt")) {
      if (stream == null) {
        throw new IllegalStateException("The resource 'types.txt' is missing.");
      }
      Map<String, String> types = new HashMap<>();
      new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length; i++) {
              types.put(words[i], words[0]);
            }
          });
      return Map.copyOf(types);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
