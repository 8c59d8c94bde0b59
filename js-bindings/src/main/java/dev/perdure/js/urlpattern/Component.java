package dev.perdure.js.urlpattern;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The compiled pattern of one component.
 *
 * @param pattern the pattern in its normal form
 * @param source the regular expression of JavaScript that it stands for
 * @param names the names of its groups, in the order of the expression's captures
 * @param literal the only text that matches; null where there are groups or modifiers
 * @param hasRegExp whether the pattern holds regular expressions of its author
 */
record Component(
    String pattern,
    String source,
    List<String> names,
    @Nullable String literal,
    boolean hasRegExp) {
  Component {
    names = List.copyOf(names);
  }

  static Component compile(
      String pattern, Dialect dialect, Function<String, @Nullable String> encoding)
      throws PatternException {
    List<PatternPart> parts = PatternParser.parse(pattern, dialect, encoding);
    return new Component(
        patternOf(parts, dialect),
        sourceOf(parts, dialect),
        parts.stream().filter(part -> !part.isText()).map(PatternPart::name).toList(),
        parts.stream().allMatch(part -> part.isText() && part.isOnce())
            ? String.join("", parts.stream().map(PatternPart::value).toList())
            : null,
        parts.stream().anyMatch(part -> part.type() == PatternPart.Type.REGEXP));
  }

  private static String regexOf(PatternPart part, Dialect dialect) {
    return switch (part.type()) {
      case SEGMENT_WILDCARD -> dialect.segmentWildcard();
      case FULL_WILDCARD -> Dialect.FULL_WILDCARD;
      case FIXED_TEXT, REGEXP -> part.value();
    };
  }

  private static String sourceOf(List<PatternPart> parts, Dialect dialect) {
    StringBuilder out = new StringBuilder("^");
    for (PatternPart part : parts) {
      if (part.isText()) {
        String text = Dialect.escapeRegExp(part.value());
        out.append(part.isOnce() ? text : "(?:" + text + ")" + part.modifier());
        continue;
      }
      String regex = regexOf(part, dialect);
      String prefix = Dialect.escapeRegExp(part.prefix());
      String suffix = Dialect.escapeRegExp(part.suffix());
      boolean repeats = part.modifier().equals("*") || part.modifier().equals("+");
      if (prefix.isEmpty() && suffix.isEmpty()) {
        out.append(
            repeats
                ? "((?:" + regex + ")" + part.modifier() + ")"
                : "(" + regex + ")" + part.modifier());
      } else if (!repeats) {
        out.append("(?:" + prefix + "(" + regex + ")" + suffix + ")" + part.modifier());
      } else {
        out.append(
                "(?:" + prefix + "((?:" + regex + ")(?:" + suffix + prefix + "(?:" + regex + "))*)"
                    + suffix + ")")
            .append(part.modifier().equals("*") ? "?" : "");
      }
    }
    return out.append('$').toString();
  }

  private static String patternOf(List<PatternPart> parts, Dialect dialect) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      PatternPart part = parts.get(i);
      if (part.isText()) {
        String text = Dialect.escapePattern(part.value());
        out.append(part.isOnce() ? text : "{" + text + "}" + part.modifier());
        continue;
      }
      PatternPart before = i > 0 ? parts.get(i - 1) : null;
      boolean grouped =
          needsGroup(part, before, i + 1 < parts.size() ? parts.get(i + 1) : null, dialect);
      out.append(grouped ? "{" : "").append(Dialect.escapePattern(part.prefix()));
      boolean named = part.hasCustomName();
      out.append(named ? ":" + part.name() : "");
      switch (part.type()) {
        case REGEXP -> out.append('(').append(part.value()).append(')');
        case SEGMENT_WILDCARD -> out.append(named ? "" : "(" + dialect.segmentWildcard() + ")");
        case FULL_WILDCARD -> {
          boolean alone =
              before == null
                  || before.isText()
                  || !before.isOnce()
                  || grouped
                  || !part.prefix().isEmpty();
          out.append(!named && alone ? "*" : "(" + Dialect.FULL_WILDCARD + ")");
        }
        case FIXED_TEXT -> {}
      }
      if (part.type() == PatternPart.Type.SEGMENT_WILDCARD
          && named
          && !part.suffix().isEmpty()
          && Token.isNamePart(part.suffix().codePointAt(0), false)) {
        out.append('\\');
      }
      out.append(Dialect.escapePattern(part.suffix()))
          .append(grouped ? "}" : "")
          .append(part.modifier());
    }
    return out.toString();
  }

  private static boolean needsGroup(
      PatternPart part, @Nullable PatternPart before, @Nullable PatternPart next, Dialect dialect) {
    if (!part.suffix().isEmpty()
        || (!part.prefix().isEmpty() && !part.prefix().equals(dialect.prefix()))) {
      return true;
    }
    if (part.hasCustomName()
        && part.type() == PatternPart.Type.SEGMENT_WILDCARD
        && part.isOnce()
        && next != null
        && next.prefix().isEmpty()
        && next.suffix().isEmpty()) {
      boolean swallowed =
          next.isText()
              ? Token.isNamePart(next.value().codePointAt(0), false)
              : !next.hasCustomName();
      if (swallowed) {
        return true;
      }
    }
    return part.prefix().isEmpty()
        && before != null
        && before.isText()
        && !dialect.prefix().isEmpty()
        && before.value().endsWith(dialect.prefix());
  }
}
