package dev.perdure.js.wording;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Says in V8's words what GraalJS says in its own, as far as its text tells. Stateless. */
public final class V8Words {
  private record Rule(Pattern pattern, Function<MatchResult, String> words) {
    Rule(String pattern, Function<MatchResult, String> words) {
      this(Pattern.compile(pattern, Pattern.DOTALL), words);
    }

    Rule(String pattern, String words) {
      this(pattern, match -> words);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "Cannot read property 'Symbol\\(Symbol\\.iterator\\)' of (undefined|null)",
              match -> match.group(1) + " is not iterable"),
          new Rule(
              "Cannot read property '(.*)' of (undefined|null)",
              match ->
                  "Cannot read properties of "
                      + match.group(2)
                      + " (reading '"
                      + match.group(1)
                      + "')"),
          new Rule(
              "Cannot set property '(.*)' of (undefined|null)",
              match ->
                  "Cannot set properties of "
                      + match.group(2)
                      + " (setting '"
                      + match.group(1)
                      + "')"),
          new Rule(
              "Cannot find module '(No such module \".*?\"\\.).*' imported from .*",
              match -> match.group(1)),
          new Rule(
              "dynamic evaluation of code is disabled\\.",
              "Code generation from strings disallowed for this context"),
          new Rule("Assignment to constant \".*\"", "Assignment to constant variable."),
          new Rule(
              "Cannot assign to read only property '(.*)' of ([\\[{].*)",
              match ->
                  "Cannot assign to read only property '"
                      + match.group(1)
                      + (match.group(2).startsWith("[")
                          ? "' of object '[object Array]'"
                          : "' of object '#<Object>'")),
          new Rule(
              "Cannot add new property \"(.*)\" to non-extensible .*",
              match -> "Cannot add property " + match.group(1) + ", object is not extensible"),
          new Rule(
              "Cannot set property (.*) of \\[object (\\w+)\\] which has only a getter",
              match ->
                  "Cannot set property "
                      + match.group(1)
                      + " of #<"
                      + match.group(2)
                      + "> which has only a getter"),
          new Rule(
              "Cannot convert undefined or null to object: .*",
              "Cannot convert undefined or null to object"),
          new Rule(
              "(Cannot (?:read|write) private member .* did not declare it)\\.",
              match -> match.group(1)),
          new Rule("(Cannot convert .* to a BigInt)\\.", match -> match.group(1)),
          new Rule(
              "Iterator result (.*) is not an object",
              match -> "Iterator value " + match.group(1) + " is not an entry object"),
          new Rule(
              "Right-hand-side of instanceof is not an object",
              "Right-hand side of 'instanceof' is not an object"),
          new Rule("illegal escape sequence", "URI malformed"),
          new Rule("time value is not a finite number", "Invalid time value"),
          new Rule(
              "toFixed\\(\\) fraction digits need to be in range 0-100",
              "toFixed() digits argument must be between 0 and 100"),
          new Rule(
              "toString\\(\\) expects radix in range 2-36",
              "toString() radix argument must be between 2 and 36"),
          new Rule(
              "cannot create promise: executor not callable",
              "Promise resolver undefined is not a function"),
          new Rule(
              "handler expected to be an object",
              "Cannot create proxy with a non-object as target or handler"),
          new Rule(
              "Regular expression passed to matchAll\\(\\) is missing 'g' flag\\.",
              "String.prototype.matchAll called with a non-global RegExp argument"),
          new Rule(
              "Language tag is not well-formed: (.*)",
              match -> "Invalid language tag: " + match.group(1)),
          new Rule(
              "Not an ArrayBuffer",
              "First argument to DataView constructor must be an ArrayBuffer"));

  private V8Words() {}

  /** The message in V8's words, or {@code message} itself where they are the same. */
  public static String of(String message) {
    for (Rule rule : RULES) {
      var match = rule.pattern.matcher(message);
      if (match.matches()) {
        return rule.words.apply(match);
      }
    }
    return message;
  }
}
