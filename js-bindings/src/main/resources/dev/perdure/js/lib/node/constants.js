(function perdurePart(host, lib, realm) {
  'use strict';
  return {
    ...lib('node/fs-constants'),
    ...lib('node/crypto-constants'),
  };
})
