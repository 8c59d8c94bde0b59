package dev.perdure.host.bundle;

import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.compat.CompatFlags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns messages of esbuild's protocol into ours, with the notes that wrangler gives. */
final class EsbuildMessages {
  private static final Pattern UNRESOLVED = Pattern.compile("Could not resolve \"(.+?)\"");

  private EsbuildMessages() {}

  /** An error in the shape of the protocol. */
  static Map<String, @Nullable Object> error(String text) {
    return Fields.of("id", "")
        .with("pluginName", "")
        .with("text", text)
        .with("location", null)
        .with("notes", List.of())
        .with("detail", -1)
        .map();
  }

  static List<BundleMessage> read(List<Fields> messages, CompatFlags flags) {
    return messages.stream().map(message -> read(message, flags)).toList();
  }

  private static BundleMessage read(Fields message, CompatFlags flags) {
    String text = message.text("text");
    List<String> notes = new ArrayList<>();
    for (Fields note : message.objects("notes")) {
      String where = note.object("location").map(at -> location(at) + ": ").orElse("");
      notes.add(where + note.text("text"));
    }
    Matcher unresolved = UNRESOLVED.matcher(text);
    if (unresolved.matches()) {
      rewrite(unresolved.group(1), notes, flags);
    }
    return new BundleMessage(
        text, message.object("location").map(EsbuildMessages::location), notes);
  }

  private static void rewrite(String specifier, List<String> notes, CompatFlags flags) {
    if (NodeBuiltins.is(specifier)) {
      notes.clear();
      notes.add(
          "The package \"%s\" wasn't found on the file system but is built into node."
              .formatted(specifier));
      if (!flags.on(CompatFlag.NODEJS_COMPAT)) {
        notes.add("Add the \"nodejs_compat\" compatibility flag to your project.");
      } else if (!specifier.startsWith("node:")) {
        notes.add(
            "Make sure to prefix the module name with \"node:\" or update your compatibility_date"
                + " to 2024-09-23 or later.");
      }
    } else if (notes.removeIf(note -> note.contains("as external to exclude it"))) {
      notes.add("To fix this, you can add an entry to \"alias\" in your configuration.");
    }
  }

  private static BundleMessage.Location location(Fields at) {
    String line = at.text("lineText");
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    int column = characters(bytes, at.number("column"));
    int end = characters(bytes, at.number("column") + at.number("length"));
    return new BundleMessage.Location(
        at.text("file"), at.number("line"), column + 1, end - column, line);
  }

  /** How many characters the first bytes of a line are; esbuild counts bytes. */
  private static int characters(byte[] line, int count) {
    return new String(line, 0, Math.clamp(count, 0, line.length), StandardCharsets.UTF_8).length();
  }
}
