(function perdurePart(host, lib, realm) { 'use strict'; const { finished, pipeline } = lib('node/stream').file('lib/stream/promises.js'); return { finished, pipeline }; })
