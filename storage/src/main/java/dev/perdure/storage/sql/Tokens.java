package dev.perdure.storage.sql;

import dev.perdure.storage.sql.SqlScanner.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of one statement without whitespace and comments. */
record Tokens(List<Token> list) {
  Tokens {
    list = List.copyOf(list);
  }

  static Tokens of(String sql) {
    List<Token> tokens = new ArrayList<>();
    SqlScanner scanner = new SqlScanner(sql, 0);
    while (scanner.next()) {
      if (scanner.kind() != Kind.SPACE) {
        tokens.add(new Token(scanner.kind(), scanner.text(), scanner.start()));
      }
    }
    return new Tokens(tokens);
  }

  /** The keyword at a place, folded; empty where there is no bare word. */
  String word(int index) {
    if (index >= list.size() || list.get(index).kind() != Kind.WORD) {
      return "";
    }
    return Names.folded(list.get(index).text());
  }

  /** The name, string or operator at a place without quotes; empty at the end. */
  String name(int index) {
    return index < list.size() ? list.get(index).name() : "";
  }

  int size() {
    return list.size();
  }

  /** One token. */
  record Token(Kind kind, String text, int start) {
    String name() {
      return kind == Kind.QUOTED ? Names.dequoted(text) : text;
    }

    boolean isName() {
      return kind == Kind.QUOTED || kind == Kind.WORD;
    }
  }
}
