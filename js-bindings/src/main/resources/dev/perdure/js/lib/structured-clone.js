(function perdurePart(host, lib, realm) {
  'use strict';

  function structuredClone(value, options) {
    if (arguments.length === 0) {
      throw new TypeError("Failed to execute 'structuredClone' on 'ServiceWorkerGlobalScope': 1 argument required, but only 0 present.");
    }
    const transfer = options?.transfer;
    return lib('clone').copy(value, transfer === undefined ? null : [...transfer]);
  }

  return { structuredClone };
})
