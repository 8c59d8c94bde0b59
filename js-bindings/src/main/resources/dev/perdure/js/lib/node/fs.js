// Refuses by name: a worker has none of this.
(function (host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('fs', {
    F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1,
    get constants() {
      return lib('node/fs-constants');
    },
    get promises() {
      return lib('node/fs-promises');
    },
    existsSync: () => false,
    exists: (path, callback) => queueMicrotask(() => callback(false)),
  });
})
