package dev.perdure.js.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final String THROWN =
      "const thrown = (f) => { try { return String(f()) } catch (e) { return e.name + ': ' + e.message } };";

  @Test
  void listenersRunInTheirOrderAfterTheOnHandler() {
    assertThat(
            TestRealm.json(
                """
                const target = new EventTarget(), order = [];
                const once = () => order.push('once');
                target.onfoo = () => order.push('on');
                target.addEventListener('foo', once, { once: true });
                target.addEventListener('foo', once);
                target.addEventListener('foo', { handleEvent(e) { order.push(this === e.target ? 'target' : 'object') } });
                target.addEventListener('foo', function () { order.push(this === target) });
                target.dispatchEvent(new Event('foo'));
                target.dispatchEvent(new Event('foo'));
                return order.join();
                """))
        .isEqualTo("\"on,once,object,true,on,object,true\"");
  }

  @Test
  void anEventSaysWhatBecameOfIt() {
    assertThat(
            TestRealm.json(
                """
                const target = new EventTarget(), seen = [];
                target.addEventListener('x', (e) => {
                  seen.push(e.eventPhase, e.currentTarget === target, e.composedPath().length);
                  e.preventDefault();
                  e.stopImmediatePropagation();
                });
                target.addEventListener('x', () => seen.push('never'));
                const event = new Event('x', { cancelable: true });
                seen.push(target.dispatchEvent(event), event.defaultPrevented, event.eventPhase, event.currentTarget === target);
                return seen;
                """))
        .isEqualTo("[2,true,1,false,true,0,true]");
  }

  @Test
  void aListenerThatThrowsEndsTheDispatch() {
    assertThat(
            TestRealm.json(
                THROWN
                    + """
                    const target = new EventTarget(), seen = [];
                    target.addEventListener('x', () => { throw new Error('boo') });
                    target.addEventListener('x', () => seen.push(1));
                    return [thrown(() => target.dispatchEvent(new Event('x'))), seen.length];
                    """))
        .isEqualTo("[\"Error: boo\",0]");
  }

  @Test
  void faultsHaveThePlatformsTexts() {
    assertThat(
            TestRealm.json(
                    THROWN
                        + """
                        const t = new EventTarget(), again = new Event('x');
                        let twice;
                        t.addEventListener('x', () => { twice = thrown(() => t.dispatchEvent(again)) });
                        t.dispatchEvent(again);
                        return [thrown(() => new Event()), thrown(() => t.addEventListener('x')), thrown(() => t.addEventListener('x', {})),
                          thrown(() => t.addEventListener('x', () => {}, true)), thrown(() => t.dispatchEvent({})), thrown(() => new AbortSignal()),
                          thrown(() => AbortSignal.any([{}])), thrown(() => new MessageEvent('x')), thrown(() => new PromiseRejectionEvent('x', {})), twice].join('\\n');
                        """)
                .replace("\\n", "\n"))
        .isEqualTo(
            """
            "TypeError: Failed to construct 'Event': constructor parameter 1 is not of type 'string'.
            TypeError: Failed to execute 'addEventListener' on 'EventTarget': parameter 2 is not of type 'function or HandlerObject'.
            TypeError: Incorrect type for the 'handleEvent' field on 'HandlerObject': the provided value is not of type 'function'.
            TypeError: addEventListener(): useCapture must be false.
            TypeError: Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'.
            TypeError: Illegal constructor
            TypeError: Incorrect type for array element 0: the provided value is not of type 'AbortSignal'.
            TypeError: Failed to construct 'MessageEvent': constructor parameter 2 is not of type 'Initializer'.
            TypeError: Illegal constructor
            InvalidStateError: The event is already being dispatched.\"\
            """);
  }

  @Test
  void abortTellsListenersOnce() {
    assertThat(
            TestRealm.json(
                THROWN
                    + """
                    const control = new AbortController(), { signal } = control, seen = [];
                    signal.onabort = (e) => seen.push('on', e.type, e.isTrusted, e.target === signal);
                    signal.addEventListener('abort', () => seen.push('listener'));
                    const either = AbortSignal.any([new AbortController().signal, signal]);
                    control.abort();
                    control.abort('again');
                    seen.push(either.reason === signal.reason, signal.reason instanceof DOMException, thrown(() => signal.throwIfAborted()),
                      AbortSignal.abort(5).reason, AbortSignal.any([]).aborted);
                    return seen.join();
                    """))
        .isEqualTo(
            "\"on,abort,true,true,listener,true,true,AbortError: The operation was aborted,5,false\"");
  }

  @Test
  void aSignalTimesOut() {
    assertThat(
            TestRealm.json(
                """
                const signal = AbortSignal.timeout(5000);
                await new Promise((resolve) => signal.addEventListener('abort', resolve));
                return [signal.reason.name, signal.reason.message];
                """))
        .isEqualTo("[\"TimeoutError\",\"The operation was aborted due to timeout\"]");
  }

  @Test
  void aListenerGoesWithItsSignal() {
    assertThat(
            TestRealm.json(
                """
                const control = new AbortController(), target = new EventTarget();
                let calls = 0;
                target.addEventListener('x', () => { calls++ }, { signal: control.signal });
                target.dispatchEvent(new Event('x'));
                control.abort();
                target.dispatchEvent(new Event('x'));
                return calls;
                """))
        .isEqualTo("1");
  }

  @Test
  void targetsAreSubclassedAndTheGlobalScopeIsOne() {
    assertThat(
            TestRealm.json(
                """
                class Bell extends EventTarget { ring() { return this.dispatchEvent(new CustomEvent('ring', { detail: 3 })) } }
                const seen = [], bell = new Bell();
                bell.addEventListener('ring', (e) => seen.push(e.detail, e instanceof Event, e.isTrusted));
                bell.ring();
                const listener = (e) => seen.push(e.type, e.target === globalThis);
                addEventListener('hello', listener);
                dispatchEvent(new Event('hello'));
                removeEventListener('hello', listener);
                dispatchEvent(new Event('hello'));
                return seen;
                """))
        .isEqualTo("[3,true,false,\"hello\",true]");
  }

  @Test
  void rejectionsThatNobodyHandlesAreTold() {
    assertThat(
            TestRealm.json(
                """
                const told = [];
                addEventListener('unhandledrejection', (event) => {
                  told.push(['unhandled', event.reason, event.promise instanceof Promise]);
                  if (event.reason === 'first') queueMicrotask(() => { Promise.reject('second') });
                });
                addEventListener('rejectionhandled', (event) => told.push(['handled', event.reason ?? null]));
                const first = Promise.reject('first');
                Promise.reject('soon handled').catch(() => {});
                await scheduler.wait(5);
                first.catch(() => {});
                await scheduler.wait(5);
                return told;
                """))
        .isEqualTo(
            "[[\"unhandled\",\"first\",true],[\"unhandled\",\"second\",true],[\"handled\",null]]");
  }
}
