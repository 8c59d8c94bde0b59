(function perdurePart(host, lib, realm) {
  'use strict';
  const codes = { ADDRCONFIG: 1024, ALL: 256, V4MAPPED: 2048 };
  for (const name of ['ADDRGETNETWORKPARAMS', 'BADFAMILY', 'BADFLAGS', 'BADHINTS', 'BADNAME', 'BADQUERY', 'BADRESP', 'BADSTR', 'CANCELLED',
    'CONNREFUSED', 'DESTRUCTION', 'EOF', 'FILE', 'LOADIPHLPAPI', 'NODATA', 'NOMEM', 'NONAME', 'NOTFOUND', 'NOTIMP', 'NOTINITIALIZED',
    'REFUSED', 'SERVFAIL', 'TIMEOUT', 'FORMERR']) codes[name] = `E${name}`;
  return codes;
})
