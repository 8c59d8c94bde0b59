// Refuses by name: a worker has none of this.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('dns/promises', {
    ...lib('node/dns-codes'),
    getServers: () => ['1.1.1.1', '2606:4700:4700::1111', '1.0.0.1', '2606:4700:4700::1001'],
    getDefaultResultOrder: () => 'verbatim',
    setDefaultResultOrder() {},
    setServers() {},
  });
})
