package dev.perdure.storage.sql;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PRAGMA statement.
 *
 * @param schema the database it names, or null
 * @param name folded
 * @param argument without quotes, or null
 */
record Pragma(@Nullable String schema, String name, @Nullable String argument) {
  private enum Argument {
    NONE,
    BOOLEAN,
    NAME,
    NAME_OR_NOTHING,
    NUMBER_OR_NOTHING,
    NUMBER_OR_NAME_OR_NOTHING,
    ANYTHING
  }

  /** Which may be used and with what; list: workerd's sqlite.c++. */
  private static final Map<String, Argument> ALLOWED =
      Map.ofEntries(
          Map.entry("table_list", Argument.ANYTHING),
          Map.entry("table_info", Argument.NAME),
          Map.entry("table_xinfo", Argument.NAME),
          Map.entry("data_version", Argument.NONE),
          Map.entry("page_size", Argument.NONE),
          Map.entry("case_sensitive_like", Argument.BOOLEAN),
          Map.entry("foreign_keys", Argument.BOOLEAN),
          Map.entry("defer_foreign_keys", Argument.BOOLEAN),
          Map.entry("ignore_check_constraints", Argument.BOOLEAN),
          Map.entry("legacy_alter_table", Argument.BOOLEAN),
          Map.entry("recursive_triggers", Argument.BOOLEAN),
          Map.entry("reverse_unordered_selects", Argument.BOOLEAN),
          Map.entry("foreign_key_check", Argument.NAME_OR_NOTHING),
          Map.entry("foreign_key_list", Argument.NAME),
          Map.entry("index_info", Argument.NAME),
          Map.entry("index_list", Argument.NAME),
          Map.entry("index_xinfo", Argument.NAME),
          Map.entry("quick_check", Argument.NUMBER_OR_NAME_OR_NOTHING),
          Map.entry("optimize", Argument.NUMBER_OR_NOTHING));

  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0");

  /** Reads {@code PRAGMA [schema.]name [= value | (value)]}; null where it is anything else. */
  static @Nullable Pragma parse(Tokens tokens, int from) {
    int at = from + 1;
    String schema = null;
    if (tokens.name(at + 1).equals(".")) {
      schema = Names.folded(tokens.name(at));
      at += 2;
    }
    if (at >= tokens.size() || !tokens.list().get(at).isName()) {
      return null;
    }
    String name = Names.folded(tokens.name(at++));
    StringBuilder argument = null;
    String mark = tokens.name(at);
    if (mark.equals("=") || mark.equals("(")) {
      argument = new StringBuilder();
      at++;
      if (tokens.name(at).equals("-") || tokens.name(at).equals("+")) {
        argument.append(tokens.name(at++));
      }
      argument.append(tokens.name(at++));
      if (mark.equals("(") && !tokens.name(at++).equals(")")) {
        return null;
      }
    }
    boolean ended = at >= tokens.size() || tokens.name(at).equals(";");
    return ended ? new Pragma(schema, name, argument == null ? null : argument.toString()) : null;
  }

  /** Whether a guest may use the pragma as a table-valued function. */
  static boolean isAllowedTable(String name) {
    return ALLOWED.containsKey(name);
  }

  boolean isAllowed() {
    Argument allowed = ALLOWED.get(name);
    if (allowed == null || (schema != null && !schema.equals("main"))) {
      return false;
    }
    return switch (allowed) {
      case ANYTHING -> true;
      case NONE -> argument == null;
      case BOOLEAN -> argument == null || isBoolean(Names.folded(argument));
      case NAME -> argument != null && !Names.isReserved(argument);
      case NAME_OR_NOTHING -> argument == null || !Names.isReserved(argument);
      case NUMBER_OR_NOTHING -> argument == null || isNumber(argument);
      case NUMBER_OR_NAME_OR_NOTHING ->
          argument == null || isNumber(argument) || !Names.isReserved(argument);
    };
  }

  /** Whether it changes the database, and not only the connection. */
  boolean writes() {
    return name.equals("optimize");
  }

  /** Whether LIKE minds the case of letters after this; null where it says nothing of that. */
  @Nullable Boolean mindsCase() {
    return (name.equals("case_sensitive_like") && argument != null)
        ? TRUE.contains(Names.folded(argument))
        : null;
  }

  private static boolean isBoolean(String text) {
    return TRUE.contains(text) || FALSE.contains(text);
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]{1,9}|0[xX][0-9a-fA-F]{1,8}");
  }
}
