// The module cloudflare:node.
(function (host, lib, realm) {
  'use strict';
  return lib('node/http').cloudflare;
})
