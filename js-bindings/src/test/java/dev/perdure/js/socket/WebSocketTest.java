package dev.perdure.js.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;

class WebSocketTest {
  private static final String TRY =
      "const no = (f) => { try { f(); return 'no error'; } catch (e) { return e.name + ': ' + e.message; } };\n";

  @Test
  void messagesOfAPairArriveInOrderAtTheOtherEnd() {
    assertThat(
            TestRealm.json(
                """
                const [a, b] = Object.values(new WebSocketPair());
                a.accept();
                b.accept();
                const got = [];
                b.addEventListener('message', (e) => got.push(e.data));
                const all = new Promise((done) => b.addEventListener('message', (e) => { if (e.data === '3') done(); }));
                a.send('1');
                a.send(2);
                a.send('3');
                await all;
                return got;
                """))
        .isEqualTo("[\"1\",\"2\",\"3\"]");
  }

  @Test
  void whatWasSentBeforeTheOtherEndAcceptsIsKept() {
    assertThat(
            TestRealm.json(
                """
                const { 0: a, 1: b } = new WebSocketPair();
                a.accept();
                a.send('early');
                return await new Promise((done) => { b.onmessage = (e) => done([e.data, e.type, e.target === b]); b.accept(); });
                """))
        .isEqualTo("[\"early\",\"message\",true]");
  }

  @Test
  void binaryMessagesAreCopies() {
    assertThat(
            TestRealm.json(
                """
                const { 0: a, 1: b } = new WebSocketPair();
                a.accept();
                b.accept();
                const sent = new Uint8Array([0, 1, 2, 3]);
                const got = new Promise((done) => { b.onmessage = (e) => done(e.data); });
                a.send(sent.subarray(1, 3));
                sent.fill(9);
                const data = await got;
                return [data instanceof ArrayBuffer, [...new Uint8Array(data)]];
                """))
        .isEqualTo("[true,[1,2]]");
  }

  @Test
  void binaryMessagesAreBlobsWhereTheDateOrTheScriptSaysSo() {
    assertThat(
            TestRealm.json(
                """
                const { 0: a, 1: b } = new WebSocketPair();
                a.accept();
                b.accept();
                const next = () => new Promise((done) => { b.onmessage = (e) => done(e.data); });
                const before = b.binaryType;
                a.send(new Uint8Array([65, 66]));
                const blob = await next();
                b.binaryType = 'arraybuffer';
                b.binaryType = 'nonsense';
                a.send(new Uint8Array(3));
                return [before, blob instanceof Blob, await blob.text(), b.binaryType, (await next()).byteLength];
                """,
                "websocket_standard_binary_type"))
        .isEqualTo("[\"blob\",true,\"AB\",\"arraybuffer\",3]");
  }

  @Test
  void aCloseIsNotAnsweredBeforeTheScriptDoes() {
    assertThat(
            TestRealm.json(
                """
                const { 0: a, 1: b } = new WebSocketPair();
                a.accept();
                b.accept();
                const states = [a.readyState];
                const closedB = new Promise((done) => b.addEventListener('close', done));
                const closedA = new Promise((done) => a.addEventListener('close', done));
                a.close(4001, 'bye');
                states.push(a.readyState);
                const e = await closedB;
                states.push(b.readyState);
                b.send('still open');
                b.close();
                states.push(b.readyState);
                const f = await closedA;
                states.push(a.readyState);
                return [states, e.code, e.reason, e.wasClean, f.code, f.reason, f.wasClean];
                """))
        .isEqualTo("[[1,2,2,3,3],4001,\"bye\",true,1005,\"\",true]");
  }

  @Test
  void aCloseIsAnsweredWhereTheDateSaysSo() {
    assertThat(
            TestRealm.json(
                """
                const { 0: a, 1: b } = new WebSocketPair();
                a.accept();
                b.accept();
                const closedB = new Promise((done) => b.addEventListener('close', () => { done(b.readyState); b.close(4002, 'ignored'); }));
                const closedA = new Promise((done) => a.addEventListener('close', (e) => done([e.code, e.reason, a.readyState])));
                a.close(4001, 'bye');
                return [await closedB, await closedA];
                """,
                "web_socket_auto_reply_to_close"))
        .isEqualTo("[3,[4001,\"bye\",3]]");
  }

  @Test
  void aHalfOpenSocketAnswersForItself() {
    assertThat(
            TestRealm.json(
                """
                const { 0: a, 1: b } = new WebSocketPair();
                a.accept();
                b.accept({ allowHalfOpen: true });
                const closed = new Promise((done) => b.addEventListener('close', () => done(b.readyState)));
                a.close(1000);
                return await closed;
                """,
                "web_socket_auto_reply_to_close"))
        .isEqualTo("2");
  }

  @Test
  void wrongUseIsRefusedInThePlatformsWords() {
    assertThat(
            TestRealm.json(
                TRY
                    + """
                    const { 0: a, 1: b } = new WebSocketPair();
                    const early = no(() => a.send('x'));
                    a.accept();
                    a.accept();
                    return [
                      early,
                      no(() => a.close(1005)), no(() => a.close(999)), no(() => a.close(undefined, 'r')),
                      (a.close(), no(() => a.send('x'))),
                      no(() => a.close()),
                      no(() => WebSocketPair()),
                      no(() => new WebSocket('nope')), no(() => new WebSocket('http://x')), no(() => new WebSocket('ws://x/#f')),
                      no(() => new WebSocket('ws://x', ['a', 'a'])), no(() => new WebSocket('ws://x', 'a b')),
                    ];
                    """))
        .contains(
            "You must call one of accept() or state.acceptWebSocket() on this WebSocket before"
                + " sending messages.",
            "InvalidAccessError: Invalid WebSocket close code: 1005.",
            "InvalidAccessError: Invalid WebSocket close code: 999.",
            "InvalidAccessError: If you specify a WebSocket close reason, you must also specify a"
                + " code.",
            "TypeError: Can't call WebSocket send() after close().",
            "\"no error\"",
            "TypeError: Failed to construct 'WebSocketPair': Please use the 'new' operator",
            "SyntaxError: WebSocket Constructor: The url is invalid.",
            "SyntaxError: WebSocket Constructor: The url scheme must be ws or wss.",
            "SyntaxError: WebSocket Constructor: The url fragment must be empty.",
            "SyntaxError: WebSocket Constructor: The protocols header cannot have repeating values.",
            "SyntaxError: WebSocket Constructor: The protocol header token is invalid.");
  }

  @Test
  void aNewPairIsOpenAndHasNoUrl() {
    assertThat(
            TestRealm.json(
                """
                const pair = new WebSocketPair();
                const a = pair[0];
                return [Object.keys(pair), a.readyState, WebSocket.READY_STATE_OPEN, WebSocket.CLOSED, a.url, a.protocol, a.extensions, a.binaryType, a instanceof WebSocket, a instanceof EventTarget, [...pair][1] === pair[1]];
                """))
        .isEqualTo("[[\"0\",\"1\"],1,1,3,null,\"\",\"\",\"arraybuffer\",true,true,true]");
  }

  @Test
  void anAttachmentIsACopyAndHasALimit() {
    assertThat(
            TestRealm.json(
                TRY
                    + """
                    const { 0: a } = new WebSocketPair();
                    const before = a.deserializeAttachment();
                    const value = { m: new Map([[1, 'x']]), d: new Date(5) };
                    a.serializeAttachment(value);
                    value.m.set(2, 'y');
                    const got = a.deserializeAttachment();
                    return [before, [...got.m], got.d.getTime(), got === a.deserializeAttachment(),
                      no(() => a.serializeAttachment('x'.repeat(17000))), no(() => a.serializeAttachment(() => 1))];
                    """))
        .isEqualTo(
            "[null,[[1,\"x\"]],5,false,\"Error: A WebSocket 'attachment' cannot be larger than"
                + " 16384 bytes.'attachment' was 17006 bytes.\",\"DataCloneError: () => 1 could not"
                + " be cloned.\"]");
  }

  @Test
  void aSocketGivenAwayInAResponseCannotBeUsed() {
    assertThat(
            TestRealm.json(
                TRY
                    + """
                    const { 0: a, 1: b } = new WebSocketPair();
                    const r = new Response(null, { status: 101, webSocket: a });
                    return [r.status, r.webSocket === a, no(() => new Response(null, { status: 200, webSocket: b })), no(() => new Response(null, { status: 101 }))];
                    """))
        .isEqualTo(
            "[101,true,\"RangeError: Responses with a WebSocket must have status code 101.\","
                + "\"RangeError: Responses may only be constructed with status codes in the range"
                + " 200 to 599, inclusive.\"]");
  }
}
