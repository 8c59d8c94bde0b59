// The globals of nodejs_compat_v2; each loads what it needs.
(function perdurePart(host, lib, realm) {
  'use strict';
  return {
    get Buffer() {
      return lib('node/buffer').Buffer;
    },
    get process() {
      return lib('node/process');
    },
    global: globalThis,
    get setImmediate() {
      return lib('node/timers').setImmediate;
    },
    get clearImmediate() {
      return lib('node/timers').clearImmediate;
    },
  };
})
