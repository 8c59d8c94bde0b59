(function (host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const EventEmitter = lib('node/events');
  const VERSION = '22.19.0';
  const started = Date.now();

  const process = Object.create(Object.create(EventEmitter.prototype, {
    constructor: { value: function process() {}, writable: true, configurable: true },
    [Symbol.toStringTag]: { value: 'process', configurable: true },
  }));
  EventEmitter.call(process);

  /** Whether a member of env came from the configuration as JSON. */
  function isJson(value) {
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return true;
    return typeof value === 'object' && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
  }

  function environment() {
    const target = {};
    if (realm.flag('NODEJS_COMPAT_POPULATE_PROCESS_ENV')) {
      const bindings = lib('bindings').env;
      for (const key of Object.keys(bindings)) {
        const value = bindings[key];
        if (typeof value === 'string') target[key] = value;
        else if (isJson(value)) target[key] = JSON.stringify(value);
      }
    }
    return new realm.Proxy(target, {
      set(object, key, value) {
        object[key] = typeof key === 'symbol' ? value : String(value);
        return true;
      },
      defineProperty(object, key, descriptor) {
        return Reflect.defineProperty(object, key, 'value' in descriptor ? { ...descriptor, value: String(descriptor.value), writable: true, enumerable: true, configurable: true } : descriptor);
      },
    });
  }

  function hrtime(previous) {
    const now = Date.now() - started;
    const time = [Math.trunc(now / 1000), Math.trunc(now % 1000) * 1e6];
    if (previous === undefined) return time;
    let seconds = time[0] - previous[0];
    let nanos = time[1] - previous[1];
    if (nanos < 0) {
      seconds--;
      nanos += 1e9;
    }
    return [seconds, nanos];
  }
  hrtime.bigint = () => BigInt(Date.now() - started) * 1000000n;

  let env;
  let directory = '/bundle';
  let mask = 0o22;
  const refuse = (name) => () => {
    throw errors.notImplemented(`process.${name}`);
  };

  Object.assign(process, {
    version: `v${VERSION}`,
    versions: { node: VERSION },
    title: 'workerd',
    argv: ['workerd'],
    argv0: 'workerd',
    execArgv: [],
    execPath: '',
    arch: 'x64',
    platform: 'linux',
    config: { target_defaults: {}, variables: {} },
    pid: 1,
    ppid: 0,
    getegid: () => 0,
    getgid: () => 0,
    getgroups: () => [],
    geteuid: () => 0,
    getuid: () => 0,
    nextTick(callback, ...args) {
      errors.validateFunction(callback, 'callback');
      queueMicrotask(args.length === 0 ? callback : () => callback(...args));
    },
    emitWarning(warning, type, code) {
      const name = (typeof type === 'object' ? type?.type : type) ?? 'Warning';
      const error = warning instanceof Error ? warning : Object.assign(new Error(String(warning)), { name });
      const label = (typeof type === 'object' ? type?.code : code);
      if (label !== undefined) error.code = label;
      process.nextTick(() => process.emit('warning', error));
    },
    exit(code) {
      throw errors.withCode(Error, 'ERR_PROCESS_EXIT', `process.exit(${code ?? ''}) was called; a worker has no process to end.`);
    },
    abort: refuse('abort'),
    getBuiltinModule: (name) => lib('node/modules').load(String(name)),
    features: {
      cached_builtins: true, debug: false, inspector: false, ipv6: true, openssl_is_boringssl: true, require_module: false, tls: true,
      tls_alpn: true, tls_ocsp: true, tls_sni: true, typescript: false, uv: true,
    },
    allowedNodeEnvironmentFlags: new Set(),
    kill: refuse('kill'),
    ref() {},
    unref() {},
    chdir(path) {
      errors.validateString(path, 'directory');
      const resolved = lib('node/path').resolve(directory, path);
      if (!['/', '/bundle', '/tmp', '/dev'].includes(resolved)) {
        throw Object.assign(errors.withCode(Error, 'ENOENT', `no such file or directory, chdir '${path}'`), { syscall: 'chdir' });
      }
      directory = resolved;
    },
    cwd: () => directory,
    umask(value) {
      const previous = mask;
      if (value !== undefined) mask = Number(value) & 0o777;
      return previous;
    },
    hrtime,
    uptime: () => (Date.now() - started) / 1000,
    loadEnvFile: refuse('loadEnvFile'),
    exitCode: undefined,
    channel: undefined,
    connected: false,
    binding: refuse('binding'),
    debugPort: 0,
    dlopen: refuse('dlopen'),
    finalization: { register() {}, registerBeforeExit() {}, unregister() {} },
    getActiveResourcesInfo: () => [],
    setUncaughtExceptionCaptureCallback: refuse('setUncaughtExceptionCaptureCallback'),
    hasUncaughtExceptionCaptureCallback: () => false,
    memoryUsage: Object.assign(() => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }), { rss: () => 0 }),
    noDeprecation: false,
    permission: undefined,
    release: { name: 'node', lts: true, sourceUrl: '', headersUrl: '' },
    report: undefined,
    resourceUsage: () => ({}),
    send: undefined,
    traceDeprecation: false,
    throwDeprecation: false,
    sourceMapsEnabled: false,
    stdin: undefined,
    cpuUsage: () => ({ user: 0, system: 0 }),
    threadCpuUsage: () => ({ user: 0, system: 0 }),
    constrainedMemory: () => 0,
    availableMemory: () => 0,
    assert(value, message) {
      lib('node/assert')(value, message);
    },
  });
  /** Writes whole lines to the log; a light stand-in for a stream, to which others can pipe. */
  function stream(name, write) {
    const output = new EventEmitter();
    let line = '';
    Object.assign(output, {
      fd: name === 'stdout' ? 1 : 2,
      isTTY: false,
      writable: true,
      write(chunk, encoding, callback = encoding) {
        line += typeof chunk === 'string' ? chunk : lib('node/buffer').Buffer.from(chunk).toString();
        const end = line.lastIndexOf('\n');
        if (end !== -1) {
          write(line.slice(0, end));
          line = line.slice(end + 1);
        }
        if (typeof callback === 'function') process.nextTick(callback);
        return true;
      },
      end(chunk) {
        if (chunk !== undefined && typeof chunk !== 'function') output.write(chunk);
        if (line !== '') output.write('\n');
      },
    });
    process[name] = output;
  }
  stream('stdout', (text) => console.log(text));
  stream('stderr', (text) => console.error(text));
  Object.defineProperty(process, 'env', {
    get: () => (env ??= environment()),
    set(value) {
      env = value;
    },
    enumerable: true,
    configurable: true,
  });
  return process;
})
