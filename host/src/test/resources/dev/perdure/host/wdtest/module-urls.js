import { deepStrictEqual, notStrictEqual, rejects, strictEqual, throws } from 'assert';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { url, filename, dirname, main } = import.meta;

export const aModuleKnowsItsUrl = {
  async test() {
    deepStrictEqual([url, filename, dirname, main], ['file:///bundle/main', '/bundle/main', '/bundle', true]);
    const where = await import('./sub/where');
    deepStrictEqual([where.url, where.dir, where.main], ['file:///bundle/sub/where', '/bundle/sub', false]);
    strictEqual((await import('https://example.com/mod')).file, undefined);
  },
};

export const specifiersResolveLikeLinks = {
  async test() {
    strictEqual(import.meta.resolve('./a/../%66oo.js'), 'file:///bundle/%66oo.js');
    strictEqual(import.meta.resolve('fs'), 'node:fs');
    throws(() => import.meta.resolve('https://[bad'), TypeError);
    throws(() => import.meta.resolve(), TypeError);
    strictEqual(await import('s%75b/where'), await import('file:///bundle/sub/where'));
  },
};

export const queriesTellInstancesApart = {
  async test() {
    const [one, other] = [await import('sub/where?a'), await import('sub/where#b')];
    notStrictEqual(one, other);
    deepStrictEqual([one.url, other.url], ['file:///bundle/sub/where?a', 'file:///bundle/sub/where#b']);
    strictEqual(await import('sub/where?a'), one);
  },
};

export const whatIsMissingSaysSo = {
  async test() {
    const missing = { name: 'Error', message: 'Module not found: file:///bundle/not-there' };
    await rejects(import('not-there'), missing);
    await rejects(import('needs-missing'), missing);
    throws(() => require('not-there'), missing);
    const invalid = { name: 'TypeError', message: 'Invalid module specifier: https://' };
    await rejects(import('https://'), invalid);
    throws(() => require('https://'), invalid);
  },
};

export const modulesDoNoIoWhileTheyBegin = {
  async test() {
    await rejects(import('early'), { message: /^Disallowed operation called within global scope/ });
    require('./sub/where?quiet');
    clearTimeout(setTimeout(() => {}, 1));
  },
};

export const commonJsAndEsModulesReachEachOther = {
  async test() {
    deepStrictEqual((await import('plain')).place, ['/bundle/plain', '/bundle', '/bundle/sub']);
    deepStrictEqual(require('whole'), { ok: true });
    throws(() => require('waits'), { message: /^Top-level await is not supported/ });
    await rejects(import('round-a'), { name: 'Error', message: /^Circular dependency/ });
  },
};
