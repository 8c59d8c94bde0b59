(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const modules = lib('node/modules');

  const NOT_A_FILE = 'The argument must be a file URL object, a file URL string, or an absolute path string.';

  /** The path of the module that `require` is made for. */
  function pathOf(from) {
    const text = from instanceof URL ? from.href : from;
    if (typeof text !== 'string') throw new TypeError(NOT_A_FILE);
    if (text.startsWith('/')) return text;
    if (!text.startsWith('file:')) throw new TypeError(NOT_A_FILE);
    const url = new URL(text);
    if (url.search !== '' || url.hash !== '') throw new TypeError('The specifier must not have query string parameters or hash fragments.');
    return decodeURIComponent(url.pathname);
  }

  function createRequire(from) {
    const path = pathOf(from);
    const give = globalThis[Symbol.for('perdure.builtin')];
    const require = (specifier) => modules.load(specifier) ?? give('require', `${specifier}`, path.endsWith('/') ? `${path}.` : path);
    require.resolve = (specifier) => specifier;
    require.main = undefined;
    require.cache = {};
    return require;
  }

  const Module = lib('node/modules').refusing('module', {
    get builtinModules() {
      return modules.names();
    },
    constants: { compileCacheStatus: {} },
    createRequire,
    globalPaths: [],
    isBuiltin: (specifier) => typeof specifier === 'string' && modules.known(specifier),
    syncBuiltinESMExports() {},
    _cache: {},
    _extensions: {},
    _pathCache: {},
  });
  Module.Module = Module;
  return Module;
})
