package dev.perdure.js.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;

class MessageChannelTest {
  @Test
  void messagesWaitForAListenerAndAreCopies() {
    assertThat(
            TestRealm.json(
                """
                const { port1, port2 } = new MessageChannel(), sent = { n: [1] };
                port1.postMessage(sent);
                sent.n.push(2);
                const event = await new Promise((resolve) => { port2.onmessage = resolve });
                return [event.data, event.type, event instanceof MessageEvent, event.source === port2];
                """))
        .isEqualTo("[{\"n\":[1]},\"message\",true,true]");
  }

  @Test
  void closingOneEndClosesTheOther() {
    assertThat(
            TestRealm.json(
                """
                const { port1, port2 } = new MessageChannel(), seen = [];
                port2.addEventListener('message', (e) => seen.push(e.data));
                port2.addEventListener('close', () => seen.push('closed'));
                port1.postMessage('a');
                await null;
                port1.close();
                port1.postMessage('b');
                await scheduler.wait(1);
                return seen;
                """))
        .isEqualTo("[\"a\",\"closed\"]");
  }

  @Test
  void whatCannotBeCopiedIsRefused() {
    assertThat(
            TestRealm.json(
                """
                try { new MessageChannel().port1.postMessage(() => {}) } catch (e) { return [e.name, e instanceof DOMException] }
                """))
        .isEqualTo("[\"DataCloneError\",true]");
  }
}
