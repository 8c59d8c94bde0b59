// The module cloudflare:node.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/http').cloudflare;
})
