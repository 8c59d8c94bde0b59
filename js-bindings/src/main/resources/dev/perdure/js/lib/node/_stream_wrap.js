// Refuses by name: a worker has none of this.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('_stream_wrap');
})
