package dev.perdure.js.console;

import dev.perdure.js.scope.Realm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code inspect.js} calls: facts about values that JavaScript itself cannot ask for. */
public final class InspectHost {
  private static final Pattern PROMISE =
      Pattern.compile(
          "Promise\\{\\[\\[PromiseStatus]]: \"(\\w+)\", \\[\\[PromiseValue]]: (.*)}",
          Pattern.DOTALL);

  /** Facts about the values of {@code realm}. */
  public InspectHost(Realm realm) {}

  /** The state of a promise and, as the engine writes it, what it was settled with. */
  @HostAccess.Export
  public String[] promise(Value promise) {
    Matcher matcher = PROMISE.matcher(promise.toString());
    return matcher.matches()
        ? new String[] {matcher.group(1), matcher.group(2)}
        : new String[] {"pending", ""};
  }
}
