package dev.perdure.host.bundle;

import dev.perdure.host.config.BundleSettings.Rule;
import dev.perdure.host.config.BundleSettings.RuleType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that give modules a type, after the user's and the default ones are put together.
 *
 * <p>A rule that does not fall through ends its type: later rules of that type, the default ones
 * too, only serve to refuse what they would have matched. This is wrangler's {@code
 * deployment-bundle/rules.ts}.
 *
 * @param active the rules that count, in order
 * @param shadowed the rules that do not
 * @param warnings what the user should know of the shadowed ones
 */
record ModuleRules(List<Rule> active, List<Rule> shadowed, List<BundleMessage> warnings) {
  private static final List<Rule> DEFAULTS =
      List.of(
          new Rule(RuleType.TEXT, List.of("**/*.txt", "**/*.html", "**/*.sql"), Optional.empty()),
          new Rule(RuleType.DATA, List.of("**/*.bin"), Optional.empty()),
          new Rule(
              RuleType.COMPILED_WASM, List.of("**/*.wasm", "**/*.wasm?module"), Optional.empty()));

  static ModuleRules of(List<Rule> users) {
    List<Rule> active = new ArrayList<>();
    List<Rule> shadowed = new ArrayList<>();
    List<BundleMessage> warnings = new ArrayList<>();
    Set<RuleType> ended = EnumSet.noneOf(RuleType.class);
    Set<RuleType> silenced = EnumSet.noneOf(RuleType.class);
    List<Rule> all = new ArrayList<>(users);
    all.addAll(DEFAULTS);
    for (Rule rule : all) {
      if (ended.contains(rule.type())) {
        shadowed.add(rule);
      } else {
        active.add(rule);
        if (!rule.fallthrough().orElse(false)) {
          ended.add(rule.type());
          if (rule.fallthrough().isPresent()) {
            silenced.add(rule.type());
          }
        }
      }
    }
    for (RuleType type : ended) {
      List<Rule> ignored = shadowed.stream().filter(rule -> rule.type() == type).toList();
      if (!ignored.isEmpty() && !silenced.contains(type)) {
        warnings.add(warning(type, ignored));
      }
    }
    return new ModuleRules(List.copyOf(active), List.copyOf(shadowed), List.copyOf(warnings));
  }

  private static BundleMessage warning(RuleType type, List<Rule> ignored) {
    String globs =
        ignored.stream().flatMap(rule -> rule.globs().stream()).collect(Collectors.joining("', '"));
    return BundleMessage.of(
        "The module rule for %s does not have a fallback, the rules after it will be ignored: '%s'."
            .formatted(type.configName(), globs),
        "Add fallthrough = true to the rule to allow the next rule to be used, or fallthrough ="
            + " false to silence this warning.");
  }

  static boolean javaScript(Rule rule) {
    return rule.type() == RuleType.ES_MODULE || rule.type() == RuleType.COMMON_JS;
  }

  static ModuleType type(Rule rule) {
    return switch (rule.type()) {
      case ES_MODULE -> ModuleType.ES;
      case COMMON_JS -> ModuleType.COMMONJS;
      case COMPILED_WASM -> ModuleType.WASM;
      case TEXT -> ModuleType.TEXT;
      case DATA -> ModuleType.DATA;
    };
  }
}
