// Refuses by name: a worker has none of this.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('http2', { constants: {}, sensitiveHeaders: Symbol('sensitiveHeaders') });
})
