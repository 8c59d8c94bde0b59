package dev.perdure.storage.sql;

import dev.perdure.storage.sql.SqlScanner.Kind;
import dev.perdure.storage.sql.Tokens.Token;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a statement SQLite found an error. The driver does not say, so that it is found again:
 * the tokens that can be meant are looked for, and with several, the shortest beginning of the
 * statement that fails alike decides.
 */
public final class ErrorOffset {
  private static final int MOST_VARIABLES = 100;
  private static final Pattern NEAR =
      Pattern.compile("(?:near|unrecognized token:) \"(.*)\"(?:: syntax error)?", Pattern.DOTALL);
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:no such column|no such function|ambiguous column name|not authorized to use"
              + " function|misuse of aggregate|misuse of window function|wrong number of arguments"
              + " to function|too many arguments on function|unknown database|(?:table|view) (?=.*"
              + " already exists)):? ?(.*?)(?:\\(\\))?(?: already exists)?",
          Pattern.DOTALL);

  private ErrorOffset() {}

  /**
   * The offset in bytes as the platform appends it to the message; empty where SQLite has none.
   *
   * @param sql the statement, with whatever is before its first token
   */
  public static String of(Database database, String sql, SqliteFault fault) {
    Tokens tokens = Tokens.of(sql);
    Matcher near = NEAR.matcher(fault.text());
    if (near.matches()) {
      return near(database, tokens, sql, near.group(1), fault.text());
    }
    if (fault.text().equals("too many SQL variables")
        || fault.text().startsWith("variable number must be between")) {
      return variable(tokens, sql);
    }
    Matcher named = NAMED.matcher(fault.text());
    return named.matches() ? ofName(tokens, sql, named.group(1)) : "";
  }

  /** The offset of the first place that has a name, which may consist of parts. */
  static String ofName(Tokens tokens, String sql, String name) {
    List<Token> list = tokens.list();
    for (int i = 0; i < list.size(); i++) {
      StringBuilder joined = new StringBuilder();
      for (int end = i; end < list.size() && joined.length() < name.length(); end++) {
        joined.append(list.get(end).name());
      }
      if (list.get(i).isName() && joined.toString().equalsIgnoreCase(name)) {
        return at(sql, list.get(i).start());
      }
    }
    return "";
  }

  private static String near(
      Database database, Tokens tokens, String sql, String token, String text) {
    for (Token candidate : tokens.list()) {
      boolean alike =
          sql.startsWith(token, candidate.start())
              && (candidate.text().equals(token) || candidate.text().startsWith(token));
      if (alike && failsAlike(database, sql, candidate, text)) {
        return at(sql, candidate.start());
      }
    }
    return "";
  }

  private static boolean failsAlike(Database database, String sql, Token last, String text) {
    try {
      database.prepare(sql.substring(0, last.start() + last.text().length())).close();
      return false;
    } catch (SqliteFault e) {
      return e.text().equals(text);
    }
  }

  private static String variable(Tokens tokens, String sql) {
    int number = 0;
    for (Token token : tokens.list()) {
      if (token.kind() != Kind.VARIABLE) {
        continue;
      }
      number =
          token.text().matches("[?]\\d{1,9}")
              ? Integer.parseInt(token.text().substring(1))
              : number + 1;
      if (number > MOST_VARIABLES || number == 0) {
        return at(sql, token.start());
      }
    }
    return "";
  }

  private static String at(String sql, int index) {
    return " at offset " + sql.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
  }
}
