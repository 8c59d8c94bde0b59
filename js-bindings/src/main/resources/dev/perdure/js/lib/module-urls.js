// Modules by URL, for workers with the flag new_module_registry.
(function perdurePart(host, lib, realm) {
  'use strict';
  let imports = null;

  /** What import.meta.resolve gives in the module at `href`. */
  function resolver(href) {
    return function resolve(specifier) {
      if (arguments.length === 0) throw new TypeError('import.meta.resolve requires a specifier argument');
      const text = `${specifier}`;
      const node = imports.builtinOfNode(text);
      if (node !== null) return node;
      if (!URL.canParse(text, href)) throw new TypeError(`Invalid module specifier: ${text}`);
      return new URL(text, href).href;
    };
  }

  return {
    /** Has the engine ask `lookup` where each import of the isolate leads. */
    install(java, lookup) {
      imports = java;
      const { MLE } = globalThis;
      delete globalThis.MLE;
      MLE.registerESMLookup(lookup);
    },

    /** Runs modules on behalf of an event, which is free again afterwards. */
    apart(run) {
      const before = realm.loading;
      try {
        return run();
      } finally {
        realm.loading = before;
      }
    },

    /** A module begins: gives it its import.meta, and refuses it I/O until it waits or ends. */
    begin(meta, href) {
      if (!realm.loading) {
        realm.loading = true;
        Promise.resolve().then(() => {
          realm.loading = false;
        });
      }
      meta.main = imports.isMain(href);
      meta.url = href;
      if (href.startsWith('file:')) {
        const { pathname } = new URL(href);
        meta.filename = pathname;
        meta.dirname = pathname.slice(0, Math.max(pathname.lastIndexOf('/'), 1));
      }
      meta.resolve = resolver(href);
    },
  };
})
