// Refuses by name: a worker has none of this.
(function (host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('wasi');
})
