package dev.perdure.js.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;

class SharedNamesTest {
  private static final String CODE =
      """
      (function () {
        class Secret {
          #value;
          static #made = (value) => Object.assign(new Secret(), { shown: value });
          constructor() { this.#value = 7; }
          static of(value) { return Secret.#made(value); }
          read() { return this.#value; }
          static has(object) { return #value in object; }
        }
        return [Secret.of(1).read(), Secret.has(Secret.of(2)), Secret.has({})].join();
      })
      """;

  private static Source source(String name, boolean internal) throws IOException {
    return Source.newBuilder("js", CODE, name).internal(internal).build();
  }

  private static String run(Engine engine, Source source) {
    try (Context context = Context.newBuilder("js").engine(engine).build()) {
      return context.eval(source).execute().asString();
    }
  }

  private static int shared(Engine engine) {
    return Objects.requireNonNull(engine.getInstruments().get(SharedNames.ID))
        .lookup(SharedNames.Watch.class)
        .count();
  }

  @Test
  void scriptsOfTheGlobalScopeGetEachPrivateNameOnceForAllContexts() throws IOException {
    Source ours = source(SharedNamesProvider.SCRIPTS + "test", true);
    try (Engine engine = Engine.create("js")) {
      SharedNamesProvider.install(engine);

      assertThat(run(engine, ours)).isEqualTo("7,true,false");
      assertThat(shared(engine)).isEqualTo(2);
      assertThat(run(engine, ours)).isEqualTo("7,true,false");
      assertThat(shared(engine)).isEqualTo(2);
    }
  }

  @Test
  void scriptsOfGuestsKeepNamesOfTheirOwn() throws IOException {
    try (Engine engine = Engine.create("js")) {
      SharedNamesProvider.install(engine);

      assertThat(run(engine, source(SharedNamesProvider.SCRIPTS + "guest", false)))
          .isEqualTo("7,true,false");
      assertThat(run(engine, source("index.js", false))).isEqualTo("7,true,false");
      assertThat(shared(engine)).isZero();
    }
  }
}
