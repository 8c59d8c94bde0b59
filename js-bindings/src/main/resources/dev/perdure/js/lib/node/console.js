(function (host, lib, realm) {
  'use strict';
  const names = ['assert', 'clear', 'context', 'count', 'countReset', 'debug', 'dir', 'dirxml', 'error', 'group', 'groupCollapsed', 'groupEnd',
    'info', 'log', 'profile', 'profileEnd', 'table', 'time', 'timeEnd', 'timeLog', 'timeStamp', 'trace', 'warn'];
  const { console } = lib('console');
  const result = Object.create(console);
  for (const name of names) result[name] = console[name];
  result.createTask = () => {
    throw lib('node/errors').notImplemented('console.createTask');
  };
  result.Console = class Console {
    constructor() {
      throw lib('node/errors').notImplemented('Console');
    }
  };
  return result;
})
