// Addresses work; sockets refuse by name.
(function perdurePart(host, lib, realm) {
  'use strict';
  const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
  const v4 = new RegExp(`^(?:${octet}\\.){3}${octet}$`);

  function isIPv6(text) {
    text = `${text}`.replace(/%[0-9a-zA-Z-.:]+$/, '');
    if (text.includes('.')) {
      const at = text.lastIndexOf(':');
      if (at === -1 || !v4.test(text.slice(at + 1))) return false;
      text = `${text.slice(0, at + 1)}0:0`;
    }
    const halves = text.split('::');
    if (halves.length > 2) return false;
    const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
    if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
    return halves.length === 2 ? groups.length < 8 : groups.length === 8;
  }

  const isIPv4 = (text) => v4.test(`${text}`);
  let family = true;
  let timeout = 250;
  return lib('node/modules').refusing('net', {
    isIP: (text) => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0),
    isIPv4,
    isIPv6,
    getDefaultAutoSelectFamily: () => family,
    setDefaultAutoSelectFamily(value) {
      family = value;
    },
    getDefaultAutoSelectFamilyAttemptTimeout: () => timeout,
    setDefaultAutoSelectFamilyAttemptTimeout(value) {
      timeout = value;
    },
  });
})
