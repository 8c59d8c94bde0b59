// Refuses by name: a worker has none of this.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('v8', {
    cachedDataVersionTag: () => 0, getHeapStatistics: () => ({}), getHeapSpaceStatistics: () => [], getHeapCodeStatistics: () => ({}),
    setFlagsFromString() {}, startupSnapshot: { isBuildingSnapshot: () => false }, promiseHooks: {}, isStringOneByteRepresentation: (text) => !/[^\\x00-\\xff]/.test(text),
  });
})
