// Refuses by name: a worker has none of this.
(function (host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('fs/promises', {
    get constants() {
      return lib('node/fs-constants');
    },
  });
})
