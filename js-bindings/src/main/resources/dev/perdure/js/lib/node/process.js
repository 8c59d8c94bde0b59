(function perdurePart(host, lib, realm) {
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
        object[`${key}`] = `${value}`;
        return true;
      },
      defineProperty(object, key, descriptor) {
        if ('get' in descriptor || 'set' in descriptor) {
          throw errors.withCode(TypeError, 'ERR_INVALID_ARG_VALUE', `'process.env' does not accept an accessor(getter/setter) descriptor`);
        }
        if ('value' in descriptor && object[key] === descriptor.value && descriptor.writable) return Reflect.defineProperty(object, key, descriptor);
        if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
          throw errors.withCode(TypeError, 'ERR_INVALID_ARG_VALUE', `'process.env' only accepts a configurable, writable, and enumerable data descriptor`);
        }
        return Reflect.defineProperty(object, `${key}`, { ...descriptor, value: `${descriptor.value}` });
      },
    });
  }

  function hrtime(previous) {
    if (previous !== undefined) {
      if (!Array.isArray(previous)) throw errors.invalidArgType('time', 'Array', previous);
      if (previous.length !== 2) throw errors.outOfRange('time', 'an array of length 2', previous);
    }
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
  const refuse = (name) => () => {
    throw errors.notImplemented(`process.${name}`);
  };
  const nothing = () => undefined;

  /** There is one user, 0, and nobody can become another. */
  const become = (name) => (id) => {
    if (typeof id !== 'number' && typeof id !== 'string') throw errors.invalidArgType('id', ['number', 'string'], id);
    if (Number(id) !== 0) {
      throw Object.assign(errors.withCode(Error, 'EPERM', `EPERM: operation not permitted, ${name}`), { errno: -1, syscall: name });
    }
  };

  const MASK = 0o22;
  /** Checks what would be the mask; it stays what it is. */
  function umask(value) {
    if (value === undefined) return MASK;
    let number = value;
    if (typeof value === 'string') {
      if (!/^[0-7]+$/.test(value)) throw errors.invalidArgValue('mask', value, 'must be a 32-bit unsigned integer or an octal string');
      number = parseInt(value, 8);
    } else if (typeof value !== 'number') {
      throw errors.invalidArgType('mask', 'number', value);
    }
    if (!Number.isInteger(number) || number < 0 || number > 0xffffffff) {
      throw errors.invalidArgValue('mask', value, 'must be a 32-bit unsigned integer or an octal string');
    }
    return MASK;
  }

  function emitWarning(warning, type, code) {
    let detail;
    if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
      ({ code, detail } = type);
      if (typeof detail !== 'string') detail = undefined;
      type = type.type || 'Warning';
    } else if (typeof type === 'function') {
      code = undefined;
      type = 'Warning';
    }
    if (type !== undefined) errors.validateString(type, 'type');
    if (typeof code === 'function') code = undefined;
    else if (code !== undefined) errors.validateString(code, 'code');
    if (typeof warning === 'string') {
      const name = String(type || 'Warning');
      warning = new Error(warning);
      warning.name = name;
      if (code !== undefined) warning.code = code;
      if (detail !== undefined) warning.detail = detail;
    } else if (!(warning instanceof Error)) {
      throw errors.invalidArgType('warning', ['Error', 'string'], warning);
    }
    process.nextTick(() => process.emit('warning', warning));
  }

  function loadEnvFile(path = '.env') {
    const text = lib('node/fs').readFileSync(path, 'utf8');
    Object.assign(process.env, lib('node/util').parseEnv(text));
  }

  // Listeners of rejections hear what the global scope hears.
  const REJECTIONS = {
    __proto__: null,
    unhandledRejection: ['unhandledrejection', (event) => process.emit('unhandledRejection', event.reason, event.promise)],
    rejectionHandled: ['rejectionhandled', (event) => process.emit('rejectionHandled', event.promise)],
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
    emitWarning,
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
    _channel: undefined,
    _debugEnd: nothing,
    _debugProcess: nothing,
    _disconnect: undefined,
    _exiting: false,
    _fatalException: nothing,
    _getActiveHandles: () => [],
    _getActiveRequests: () => [],
    _handleQueue: undefined,
    _kill: refuse('_kill'),
    _linkedBinding: refuse('_linkedBinding'),
    _pendingMessage: undefined,
    _preload_modules: [],
    _rawDebug: (...args) => console.error(...args),
    _send: undefined,
    _startProfilerIdleNotifier: nothing,
    _stopProfilerIdleNotifier: nothing,
    _tickCallback: nothing,
    domain: null,
    execve: refuse('execve'),
    getSourceMapsSupport: () => ({ enabled: false, nodeModules: false, generatedCode: false }),
    initgroups: become('initgroups'),
    moduleLoadList: [],
    openStdin: () => process.stdin,
    reallyExit: (code) => process.exit(code),
    setSourceMapsEnabled: nothing,
    setegid: become('setegid'),
    seteuid: become('seteuid'),
    setgid: become('setgid'),
    setgroups: nothing,
    setuid: become('setuid'),
    ref: nothing,
    unref: nothing,
    chdir(path) {
      errors.validateString(path, 'directory');
      lib('node/volume').changeDirectory(path);
    },
    cwd: () => lib('node/volume').directory(),
    umask,
    hrtime,
    uptime: () => (Date.now() - started) / 1000,
    loadEnvFile,
    exitCode: undefined,
    channel: null,
    connected: false,
    binding: refuse('binding'),
    debugPort: 0,
    dlopen: refuse('dlopen'),
    finalization: { register() {}, registerBeforeExit() {}, unregister() {} },
    getActiveResourcesInfo: refuse('getActiveResourcesInfo'),
    setUncaughtExceptionCaptureCallback: refuse('setUncaughtExceptionCaptureCallback'),
    hasUncaughtExceptionCaptureCallback: refuse('hasUncaughtExceptionCaptureCallback'),
    memoryUsage: Object.assign(() => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }), { rss: () => 0 }),
    noDeprecation: false,
    permission: { has: () => true },
    release: { name: 'node', lts: true, sourceUrl: '', headersUrl: '' },
    report: { compact: false, directory: '', filename: '', getReport: () => ({}), reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false, signal: 'SIGUSR2', writeReport: () => '' },
    resourceUsage: () => ({}),
    send: () => false,
    traceDeprecation: false,
    throwDeprecation: false,
    sourceMapsEnabled: false,
    cpuUsage: refuse('cpuUsage'),
    threadCpuUsage: refuse('threadCpuUsage'),
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
  process.stdin = Object.assign(new EventEmitter(), { fd: 0, readable: true, read: () => null });
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
  const on = EventEmitter.prototype.on;
  const attach = (name) => {
    const known = REJECTIONS[name];
    if (known === undefined) return;
    globalThis.addEventListener(known[0], known[1]);
    delete REJECTIONS[name];
  };
  for (const method of ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener']) {
    const original = EventEmitter.prototype[method] ?? on;
    Object.defineProperty(Object.getPrototypeOf(process), method, {
      value(name, listener) {
        attach(name);
        return original.call(this, name, listener);
      },
      writable: true,
      configurable: true,
    });
  }
  return process;
})
