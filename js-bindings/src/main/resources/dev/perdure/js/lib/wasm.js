// WebAssembly of the engine, without making code of bytes: modules are imported, as on the platform.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { WebAssembly } = realm;
  const Compiled = WebAssembly.Module;
  const refusal = (name) =>
    new WebAssembly.CompileError(`WebAssembly.${name}: Wasm code generation disallowed by embedder`);

  function Module() {
    throw refusal('Module()');
  }
  Module.prototype = Compiled.prototype;
  for (const name of ['customSections', 'exports', 'imports']) {
    Object.defineProperty(Module, name, Object.getOwnPropertyDescriptor(Compiled, name));
  }
  Object.defineProperty(Compiled.prototype, 'constructor', { value: Module, writable: true, configurable: true });

  const { instantiate } = WebAssembly;
  for (const [name, value] of Object.entries({
    Module,
    async compile() {
      throw refusal('compile()');
    },
    async instantiate(source, imports) {
      if (!(source instanceof Compiled)) throw refusal('instantiate()');
      return instantiate(source, imports);
    },
  })) {
    Object.defineProperty(WebAssembly, name, { value, writable: true, configurable: true });
  }

  /** What an import in the source phase gives, of the namespace of a module. */
  function source(namespace, specifier) {
    const compiled = namespace.default;
    if (!(compiled instanceof Compiled)) throw new SyntaxError(`Source phase import not available for module: ${specifier}`);
    return compiled;
  }

  return { WebAssembly, source, compiled: (bytes) => new Compiled(bytes) };
})
