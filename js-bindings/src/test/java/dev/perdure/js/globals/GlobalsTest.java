package dev.perdure.js.globals;

import static dev.perdure.js.scope.TestRealm.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;

class GlobalsTest {
  @Test
  void microtasksRunInTheirOrder() {
    assertThat(
            json(
                """
                const order = [];
                Promise.resolve().then(() => order.push('promise'));
                queueMicrotask(() => order.push('microtask'));
                Promise.resolve().then(() => order.push('last'));
                await scheduler.wait(1);
                return order;
                """))
        .isEqualTo("[\"promise\",\"microtask\",\"last\"]");
  }

  @Test
  void onlyFunctionsAreQueued() {
    assertThat(json("try { queueMicrotask(1) } catch (e) { return e.message }"))
        .isEqualTo(
            "\"Failed to execute 'queueMicrotask' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'function'.\"");
  }

  @Test
  void errorsAreLoggedUnlessAListenerPreventsIt() {
    try (TestRealm realm = new TestRealm()) {
      String seen =
          realm.run(
              """
              const seen = [];
              reportError(new Error('first'));
              addEventListener('error', (event) => { seen.push(event.message, event.error.message); event.preventDefault(); });
              reportError(new RangeError('second'));
              queueMicrotask(() => { throw new Error('third') });
              await scheduler.wait(1);
              return seen;
              """);
      assertThat(seen)
          .isEqualTo(
              "[\"Uncaught RangeError: second\",\"second\",\"Uncaught Error: third\",\"third\"]");
      assertThat(realm.log()).containsExactly("UNCAUGHT reportError Error: first");
    }
  }

  @Test
  void theNavigatorIsThePlatforms() {
    assertThat(
            json(
                "return [navigator.userAgent, navigator.hardwareConcurrency, navigator.language,"
                    + " Object.prototype.toString.call(navigator), navigator instanceof Navigator]"))
        .isEqualTo("[\"Cloudflare-Workers\",1,\"en\",\"[object Navigator]\",true]");
    assertThat(json("return typeof navigator", "no_global_navigator")).isEqualTo("\"undefined\"");
  }

  @Test
  void theClockCountsFromTheEpoch() {
    assertThat(
            json(
                "return [performance.timeOrigin, Math.abs(performance.now() - Date.now()) < 1000, typeof performance.mark,"
                    + " typeof PerformanceEntry]"))
        .isEqualTo("[0,true,\"undefined\",\"undefined\"]");
  }

  @Test
  void marksAndMeasuresComeWithTheirFlag() {
    assertThat(
            json(
                """
                performance.mark('a', { startTime: 5, detail: { x: 1 } });
                performance.mark('b', { startTime: 9 });
                const measure = performance.measure('m', 'a', 'b');
                performance.clearMarks();
                return [measure, performance.getEntries().length];
                """,
                "enable_global_performance_classes"))
        .isEqualTo(
            "[{\"name\":\"m\",\"entryType\":\"measure\",\"startTime\":5,\"duration\":4,\"detail\":null},1]");
  }

  @Test
  void scriptsSeeTheFlags() {
    assertThat(
            json(
                "const f = Cloudflare.compatibilityFlags; return [f.url_standard, f.nodejs_compat,"
                    + " globalThis instanceof ServiceWorkerGlobalScope]"))
        .isEqualTo("[true,false,true]");
  }
}
