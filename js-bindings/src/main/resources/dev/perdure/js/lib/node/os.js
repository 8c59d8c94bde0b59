(function (host, lib, realm) {
  'use strict';
  return {
    EOL: '\n',
    arch: () => 'x64',
    availableParallelism: () => 1,
    constants: { UV_UDP_REUSEADDR: 4, dlopen: {}, errno: {}, signals: {}, priority: {} },
    cpus: () => [],
    devNull: '/dev/null',
    endianness: () => 'LE',
    freemem: () => 0,
    getPriority: () => 0,
    homedir: () => '/tmp/',
    hostname: () => 'localhost',
    loadavg: () => [0, 0, 0],
    machine: () => 'x86_64',
    networkInterfaces: () => ({}),
    platform: () => 'linux',
    release: () => '',
    setPriority() {},
    tmpdir: () => '/tmp/',
    totalmem: () => 0,
    type: () => 'Linux',
    uptime: () => 0,
    userInfo: () => ({}),
    version: () => '',
  };
})
