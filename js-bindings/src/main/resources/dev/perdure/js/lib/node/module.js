(function (host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const modules = lib('node/modules');

  function createRequire(from) {
    if (typeof from !== 'string' && !(from instanceof URL)) throw errors.invalidArgValue('filename', from, 'must be a file URL object, file URL string, or absolute path string');
    function require(specifier) {
      const module = modules.load(String(specifier));
      if (module === undefined) throw errors.withCode(Error, 'MODULE_NOT_FOUND', `No such module "${specifier}".`);
      return module;
    }
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
