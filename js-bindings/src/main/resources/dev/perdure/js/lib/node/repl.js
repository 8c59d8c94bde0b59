// Refuses by name: a worker has none of this.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('repl', { builtinModules: [], _builtinLibs: [], REPL_MODE_SLOPPY: Symbol('repl-sloppy'), REPL_MODE_STRICT: Symbol('repl-strict') });
})
