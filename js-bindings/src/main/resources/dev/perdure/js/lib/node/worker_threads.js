// Refuses by name: a worker has none of this.
(function perdurePart(host, lib, realm) {
  'use strict';
  return lib('node/modules').refusing('worker_threads', {
    isMainThread: true, isInternalThread: false, parentPort: null, resourceLimits: {}, SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'), threadId: 0,
    workerData: null, getEnvironmentData: () => undefined, setEnvironmentData() {}, markAsUntransferable() {}, markAsUncloneable() {},
    isMarkedAsUntransferable: () => false, receiveMessageOnPort: () => undefined,
    get BroadcastChannel() {
      return globalThis.BroadcastChannel;
    },
    get MessageChannel() {
      return globalThis.MessageChannel;
    },
    get MessagePort() {
      return globalThis.MessagePort;
    },
  });
})
