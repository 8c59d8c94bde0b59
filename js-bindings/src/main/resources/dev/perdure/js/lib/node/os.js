(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const pid = (value = 0) => errors.validateInteger(value, 'pid', -(2 ** 31), 2 ** 31 - 1);

  return {
    EOL: '\n',
    arch: () => 'x64',
    availableParallelism: () => 1,
    constants: { UV_UDP_REUSEADDR: 4, dlopen: {}, errno: {}, signals: {}, priority: {} },
    cpus: () => [],
    devNull: '/dev/null',
    endianness: () => 'LE',
    freemem: () => 0,
    getPriority(id) {
      pid(id);
      return 0;
    },
    homedir: () => '/tmp/',
    hostname: () => 'localhost',
    loadavg: () => [0, 0, 0],
    machine: () => 'x86_64',
    networkInterfaces: () => ({}),
    platform: () => 'linux',
    release: () => '',
    setPriority(id, priority = id) {
      pid(id);
      errors.validateInteger(priority, 'priority', -20, 19);
    },
    tmpdir: () => '/tmp/',
    totalmem: () => 0,
    type: () => 'Linux',
    uptime: () => 0,
    userInfo(options) {
      if (options !== undefined) {
        errors.validateObject(options, 'options');
        const { encoding } = options;
        if (encoding !== undefined && (typeof encoding !== 'string' || !['buffer', 'utf8', 'utf-8', 'latin1', 'ascii', 'hex', 'base64'].includes(encoding.toLowerCase()))) {
          throw errors.invalidArgValue('options.encoding', encoding);
        }
      }
      return {};
    },
    version: () => '',
  };
})
