import assert from 'node:assert';
import { DurableObject } from 'cloudflare:workers';
import notes from 'notes.txt';
import bytes from 'bytes';
import config from 'config';
import extra from 'test:extra';

export class Counter extends DurableObject {
  add() {
    const { sql } = this.ctx.storage;
    sql.exec('CREATE TABLE IF NOT EXISTS t (n)');
    sql.exec('INSERT INTO t VALUES (1)');
    return sql.exec('SELECT count(*) AS n FROM t').one().n;
  }
}

export const modulesAndBindings = {
  async test(controller, env) {
    assert.deepEqual([notes, [...new Uint8Array(bytes)], config, extra], ['a "note"', [1, 2], { a: 1 }, 'extra']);
    assert.deepEqual([env.text, env.number, [...new Uint8Array(env.data)]], ['plain', 12, [97, 98]]);
  },
};

export const services = {
  async test(controller, env) {
    assert.equal(await (await env.other.fetch('http://x/')).text(), 'other');
    assert.deepEqual(await (await env.named.fetch('http://x/')).json(), { p: [1] });
  },
};

export const objects = {
  async test(controller, env) {
    const stub = env.counters.get(env.counters.idFromName('a'));
    assert.deepEqual([await stub.add(), await stub.add()], [1, 2]);
  },
};

export const ownership = {
  test() {
    const disposed = [];
    {
      using thing = { [Symbol.dispose]: () => disposed.push('thing') };
    }
    assert.deepEqual(disposed, ['thing']);
  },
};

export const datesDiffer = {
  test() {
    assert.equal(typeof navigator, 'object');
  },
};

export const wrong = {
  test() {
    assert.equal(1, 2);
  },
};

export default {
  fetch() {
    return new Response('no test');
  },
};
