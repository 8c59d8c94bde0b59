import assert from 'node:assert';
import { createRequire } from 'node:module';
import { one, two } from 'counted';
import * as plain from 'plain';

const require = createRequire(import.meta.url);

export const aCommonJsModuleRunsOnceAndNamesItsExports = {
  test() {
    assert.deepStrictEqual([one, two], [1, undefined]);
    assert.strictEqual(require('counted').one, 1);
    assert.strictEqual(globalThis.runs, 1);
  },
};

export const aCircleOfModulesSeesWhatIsThere = {
  test() {
    const { early, other } = require('first');
    assert.deepStrictEqual([early, other.seen.early], [1, 1]);
  },
};

export const aModuleLooksForOthersFromItsFolder = {
  test() {
    assert.deepStrictEqual(require('folder/inner'), ['/folder/inner', '/folder', 'beside']);
    assert.throws(() => require('outside'), { name: 'TypeError', message: 'Invalid module specifier "../x".' });
    assert.throws(() => require('nothing'), { message: 'No such module "nothing".' });
  },
};

export const anEsModuleIsRequiredAsItIsImported = {
  test() {
    assert.strictEqual(require('plain'), plain);
    assert.throws(() => require('waits'), { message: 'Top-level await in module is not permitted at this time.' });
  },
};

export const timersAreLimitedAndBelongToTheirEvent = {
  test() {
    for (let i = 0; i < 10000; i++) setTimeout(() => {}, 100000);
    assert.throws(() => setTimeout(() => {}), { name: 'QuotaExceededError' });
  },
};

export const anotherEventHasTimersOfItsOwn = {
  test() {
    setTimeout(() => {}, 100000);
  },
};
