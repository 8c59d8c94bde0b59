(function perdurePart(host, lib, realm) {
  'use strict';
  const http = lib('node/http');
  class Agent extends http.Agent {
    constructor(options) {
      super(options);
      this.defaultPort = 443;
      this.protocol = 'https:';
    }
  }
  class Server extends http.Server {}
  /** The arguments of http.request with https where no protocol is given. */
  function secure(args) {
    const options = args.findIndex((value) => value !== null && typeof value === 'object' && !(value instanceof URL));
    if (options === -1) return typeof args[0] === 'string' || args[0] instanceof URL ? args : [{ defaultProtocol: 'https:' }, ...args];
    return args.with(options, { defaultProtocol: 'https:', ...args[options] });
  }
  const request = (...args) => http.request(...secure(args));
  return {
    Agent,
    Server,
    createServer: (options, listener) => new Server(options, listener),
    get(...args) {
      const made = request(...args);
      made.end();
      return made;
    },
    globalAgent: new Agent({ keepAlive: true }),
    request,
  };
})
