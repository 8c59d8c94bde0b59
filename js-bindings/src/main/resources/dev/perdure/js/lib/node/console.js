(function perdurePart(host, lib, realm) {
  'use strict';
  const names = ['assert', 'clear', 'count', 'countReset', 'debug', 'dir', 'dirxml', 'error', 'group', 'groupCollapsed', 'groupEnd',
    'info', 'log', 'profile', 'profileEnd', 'table', 'time', 'timeEnd', 'timeLog', 'timeStamp', 'trace', 'warn'];
  const { console } = lib('console');
  const result = Object.create(console);
  for (const name of names) result[name] = console[name];
  for (const name of ['context', 'createTask', 'Console']) {
    result[name] = { [name]: function () {
      throw lib('node/errors').notImplemented(`console.${name}`);
    } }[name];
  }
  return result;
})
