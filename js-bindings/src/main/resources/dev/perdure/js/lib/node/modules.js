// Finds modules by name for require and getBuiltinModule, and loads the npm packages that stand behind some.
(function perdurePart(host, lib, realm) {
  'use strict';
  // Known only with node: before the name.
  const PREFIXED = ['sea', 'sqlite', 'test', 'test/reporters'];

  function load(specifier) {
    if (PREFIXED.includes(specifier)) return undefined;
    if (/^(?:cloudflare|workerd):/.test(specifier)) return globalThis[Symbol.for('perdure.builtin')]('builtin', specifier) ?? undefined;
    const part = host.part(specifier.startsWith('node:') ? specifier : `node:${specifier}`);
    return part === null ? undefined : lib(part);
  }

  /** Loads a CommonJS package from the class path; `provided` are the packages it asks for. */
  function commonJs(root, provided) {
    const cache = new Map();
    const resolve = (from, request) => {
      const segments = from.split('/').slice(0, -1);
      for (const segment of request.split('/')) {
        if (segment === '..') segments.pop();
        else if (segment !== '.') segments.push(segment);
      }
      const path = segments.join('/');
      return path.endsWith('.js') ? path : `${path}.js`;
    };
    function file(path) {
      let module = cache.get(path);
      if (module === undefined) {
        module = { exports: {} };
        cache.set(path, module);
        const require = (request) => {
          if (request.startsWith('.')) return file(resolve(path, request));
          const make = provided[request];
          if (make === undefined) throw new Error(`The package '${root}' asks for '${request}', which it is not given.`);
          return make();
        };
        host.commonJs(`${root}/${path}`).call(module.exports, module.exports, require, module);
      }
      return module.exports;
    }
    return file;
  }

  /** A module none of whose functions exist here: each refuses by name when it is called. */
  function refusing(name, values = {}) {
    const result = {};
    for (const member of host.exports(`node:${name}`)) {
      if (member in values) {
        Object.defineProperty(result, member, Object.getOwnPropertyDescriptor(values, member));
        continue;
      }
      const label = `${name}.${member}`;
      result[member] = { [member]: function (...args) {
        throw lib('node/errors').notImplemented(label);
      } }[member];
    }
    return result;
  }

  return { load, commonJs, refusing, names: () => Array.from(host.names(), (name) => (PREFIXED.includes(name) ? `node:${name}` : name)), known: (specifier) => !PREFIXED.includes(specifier) && host.part(specifier.startsWith('node:') ? specifier : `node:${specifier}`) !== null };
})
