// get(), put() and delete() of a service, as it had them before it had RPC.
(function perdurePart(host, lib, realm) {
  'use strict';
  const failed = (method, response) => new Error(`HTTP ${method} request failed: ${response.status} ${response.statusText}`);

  async function get(fetcher, url, type = 'text') {
    const response = await fetcher.fetch(url, { method: 'GET' });
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw failed('GET', response);
    switch (type) {
      case 'stream':
        return response.body ?? new Response('').body;
      case 'text':
        return response.text();
      case 'arrayBuffer':
        return response.arrayBuffer();
      case 'json':
        return response.json();
      default:
        throw new TypeError('Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".');
    }
  }

  async function change(method, fetcher, url, body) {
    const response = await fetcher.fetch(url, { method, body });
    if (!response.ok) throw failed(method, response);
  }

  async function put(fetcher, url, body, options) {
    const target = new URL(String(url), 'http://fake-host');
    for (const name of ['expiration', 'expirationTtl']) {
      if (options?.[name] !== undefined) target.searchParams.append(name === 'expiration' ? name : 'expiration_ttl', String(options[name]));
    }
    await change('PUT', fetcher, target.href, body);
  }

  return { get, put, remove: (fetcher, url) => change('DELETE', fetcher, url) };
})
