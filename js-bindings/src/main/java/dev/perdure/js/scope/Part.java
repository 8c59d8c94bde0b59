package dev.perdure.js.scope;

import dev.perdure.workers.compat.CompatFlag;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of the global scope that loads when one of its names is first touched, or when another
 * part asks for it. Its script, {@code lib/<name>.js}, is an expression whose value is a function
 * {@code perdurePart(host, lib, realm)} that gives the exports: {@code host} is the Java object
 * made here, {@code lib(name)} gives the exports of another part, {@code realm} the services of
 * {@code bootstrap.js}.
 *
 * @param name the name of the script
 * @param globals the exports that are globals
 * @param host makes the object whose exported methods the script calls
 * @param flag the flag without which the globals are not there, or null
 */
public record Part(
    String name,
    List<String> globals,
    Function<Realm, @Nullable Object> host,
    @Nullable CompatFlag flag) {
  /**
   * What the function of every script is called. It runs once in a context, so that a compiler
   * which counts the calls of all contexts together should leave it alone.
   */
  public static final String FUNCTION = "perdurePart";

  public Part {
    globals = List.copyOf(globals);
  }

  /** A part that is JavaScript only. */
  public static Part script(String name, String... globals) {
    return new Part(name, List.of(globals), realm -> null, null);
  }

  /** A part with a Java side. */
  public static Part of(String name, Function<Realm, @Nullable Object> host, String... globals) {
    return new Part(name, List.of(globals), host, null);
  }

  /** This part with globals that are there where a flag is on. */
  public Part when(CompatFlag condition) {
    return new Part(name, globals, host, condition);
  }
}
