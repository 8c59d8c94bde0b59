// `ctx.facets` of a Durable Object. The rules are those of workerd's actor-state.c++.
(function perdurePart(host, lib, realm) {
  'use strict';
  const INTERNAL = Symbol('internal');

  function nameOf(method, given) {
    if (given.length === 0) {
      throw new TypeError(`Failed to execute '${method}' on 'DurableObjectFacets': parameter 1 is not of type 'string'.`);
    }
    const name = String(given[0]);
    host.check(name);
    return name;
  }

  /** What a facet is to be started as, from what the script's callback gave. */
  function started(options, reply) {
    if (options === null || (typeof options !== 'object' && typeof options !== 'function')) {
      throw new TypeError("Incorrect type for Promise: the Promise did not resolve to 'StartupOptions'.");
    }
    const { typeOf, javaIdOf } = lib('namespace');
    const type = typeOf(options.class);
    if (type === undefined) {
      throw new TypeError("Incorrect type for the 'class' field on 'StartupOptions': the provided value is not of type"
        + " 'DurableObjectClass or LoopbackDurableObjectNamespace or LoopbackColoLocalActorNamespace'.");
    }
    const { id } = options;
    const java = javaIdOf(id);
    reply.start(type, java ?? null, id === undefined || java !== undefined ? null : String(id));
  }

  async function start(callback, reply) {
    try {
      const given = callback();
      if (given === null || (typeof given !== 'object' && typeof given !== 'function')) {
        throw new TypeError("Callback returned incorrect type; expected 'Promise'");
      }
      started(await given, reply);
    } catch (error) {
      reply.fail(error);
    }
  }

  class DurableObjectFacets {
    constructor(key) {
      if (key !== INTERNAL) throw new TypeError('Illegal constructor');
    }

    get(name, getStartupOptions) {
      const checked = nameOf('get', arguments);
      if (typeof getStartupOptions !== 'function') {
        throw new TypeError("Failed to execute 'get' on 'DurableObjectFacets': parameter 2 is not of type 'function'.");
      }
      return lib('namespace').service(host.open(checked, (reply) => start(getStartupOptions, reply)));
    }

    abort(name, reason) {
      const checked = nameOf('abort', arguments);
      if (arguments.length < 2) {
        throw new TypeError("Failed to execute 'abort' on 'DurableObjectFacets': parameter 2 is not of type 'Value'.");
      }
      host.abort(checked, Error.isError?.(reason) ?? reason instanceof Error ? reason : new Error(String(reason)));
    }

    delete(name) {
      host.delete(nameOf('delete', arguments));
    }

    clone(src, dst) {
      const from = nameOf('clone', arguments);
      if (arguments.length < 2) {
        throw new TypeError("Failed to execute 'clone' on 'DurableObjectFacets': parameter 2 is not of type 'string'.");
      }
      const to = String(dst);
      host.check(to);
      host.copy(from, to);
    }
  }
  realm.asInterface(DurableObjectFacets, 'DurableObjectFacets');

  return { facets: new DurableObjectFacets(INTERNAL) };
})
