package dev.perdure.js.module;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Imports in the source phase, which the engine has for files of WebAssembly only, as imports of
 * the default export, which is the same compiled module here. Stateless.
 */
final class SourcePhase {
  private static final Pattern STATIC =
      Pattern.compile("\\bimport\\s+source\\s+([\\w$]+)\\s+from(?=\\s*[\"'])");
  private static final Pattern DYNAMIC = Pattern.compile("\\bimport\\s*\\.\\s*source\\s*\\(");
  private static final String CALL =
      "((name) => import(name).then((all) => globalThis[Symbol.for('"
          + BuiltinModules.ACCESS
          + "')]('source', all, name)))(";

  private SourcePhase() {}

  static byte[] without(byte[] text) {
    if (!mentions(text, "import source") && !mentions(text, "import.source")) {
      return text;
    }
    String plain =
        STATIC.matcher(new String(text, StandardCharsets.UTF_8)).replaceAll("import $1 from");
    return DYNAMIC
        .matcher(plain)
        .replaceAll(Matcher.quoteReplacement(CALL))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean mentions(byte[] text, String words) {
    return new String(text, StandardCharsets.ISO_8859_1).contains(words);
  }
}
