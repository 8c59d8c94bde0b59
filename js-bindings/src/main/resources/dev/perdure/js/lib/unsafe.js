// The module workerd:unsafe, by which tests end instances of objects.
(function perdurePart(host, lib, realm) {
  'use strict';

  function closes(options) {
    const mode = options?.webSockets ?? 'hibernate';
    if (mode !== 'hibernate' && mode !== 'close') {
      throw new TypeError('options.webSockets must be "hibernate" or "close".');
    }
    return mode === 'close';
  }

  function channelOf(stub) {
    const known = (typeof stub === 'object' && stub !== null) || typeof stub === 'function';
    const channel = known ? lib('namespace').channelOf(stub) : undefined;
    if (channel === undefined) throw new Error('evict() can only be used on a Durable Object stub.');
    return channel;
  }

  return {
    default: {
      abortAllDurableObjects: async () => void (await realm.wait(host.abortAll())),
      deleteAllDurableObjects: async () => void (await realm.wait(host.deleteAll())),
      evictAllDurableObjects: async (options) => void (await realm.wait(host.evictAll(closes(options)))),
      evict: async (stub, options) => void (await realm.wait(host.evict(channelOf(stub), closes(options)))),
    },
  };
})
