// Refuses by name: a worker has none of this.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('cluster', {
    isMaster: true, isPrimary: true, isWorker: false, workers: {}, settings: {}, SCHED_NONE: 1, SCHED_RR: 2, schedulingPolicy: 2,
    _events: {}, _eventsCount: 0, _maxListeners: undefined,
  });
})
