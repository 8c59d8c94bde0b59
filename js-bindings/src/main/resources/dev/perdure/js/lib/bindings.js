// The members of `env` and `ctx.exports`.
(function perdurePart(host, lib, realm) {
  'use strict';

  const typeWith = (type, options) => host.typeWith(type, options?.props ?? null);

  function binding(java) {
    switch (host.kind(java)) {
      case 'text':
        return host.text(java);
      case 'json':
        return JSON.parse(host.text(java));
      case 'data':
        return host.data(java);
      case 'local namespace':
        return lib('namespace').localFromJava(host.target(java));
      case 'namespace':
        return lib('namespace').namespaceFromJava(host.target(java));
      case 'exported namespace':
        return lib('namespace').exportedNamespace(host.target(java), host.type(java), typeWith);
      case 'class':
        return lib('namespace').classFromJava(host.type(java));
      case 'exported class':
        return lib('namespace').exportedClass(host.type(java), typeWith);
      case 'service':
        return lib('namespace').service(host.target(java));
      case 'loopback':
        return lib('namespace').loopback(host.entrypoint(java, null), (options) => host.entrypoint(java, options?.props ?? null));
      case 'kv':
        return lib('kv').fromJava(host.target(java));
      case 'd1':
        return lib('d1').fromJava(host.target(java));
      case 'r2':
        return lib('r2').fromJava(host.target(java));
      case 'queue':
        return lib('queue').fromJava(host.target(java));
      case 'analytics':
        return lib('stands').analytics();
      case 'email':
        return lib('stands').email(host.target(java));
      case 'limit':
        return lib('rate-limit').fromJava(host.target(java));
    }
  }

  function object(set) {
    const result = {};
    for (const name of host.names(set)) result[name] = binding(host.named(set, name));
    return result;
  }

  let exports;
  return {
    env: object('env'),
    /** Known once the main module has run, so it is looked at when first used. */
    get exports() {
      return (exports ??= object('exports'));
    },
  };
})
