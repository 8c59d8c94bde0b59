package dev.perdure.js.scope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimersTest {
  @Test
  void timersRunInTheOrderOfTheirDelays() {
    assertThat(
            TestRealm.json(
                """
                const order = [];
                setTimeout((name) => order.push(name), 20, 'late');
                setTimeout(() => order.push('soon'), 0);
                await scheduler.wait(30);
                return order;
                """))
        .isEqualTo("[\"soon\",\"late\"]");
  }

  @Test
  void aClearedTimerDoesNotRun() {
    assertThat(
            TestRealm.json(
                """
                let runs = 0;
                clearTimeout(setTimeout(() => runs++, 5));
                const id = setInterval(() => { if (++runs === 3) clearInterval(id); }, 10);
                await scheduler.wait(100);
                return runs;
                """))
        .isEqualTo("3");
  }

  @Test
  void whatIsNoFunctionIsRefused() {
    assertThat(TestRealm.json("try { setTimeout('x') } catch (e) { return [e.name, e.message] }"))
        .contains(
            "Failed to execute 'setTimeout' on 'ServiceWorkerGlobalScope': parameter 1 is not of"
                + " type 'function'.");
  }

  @Test
  void aDomExceptionIsAnError() {
    assertThat(
            TestRealm.json(
                """
                const e = new DOMException('m', 'AbortError');
                return [e instanceof Error, e.name, e.code, String(e), Object.prototype.toString.call(e), DOMException.ABORT_ERR, typeof e.stack];
                """))
        .isEqualTo(
            "[true,\"AbortError\",20,\"AbortError: m\",\"[object DOMException]\",20,\"string\"]");
  }
}
