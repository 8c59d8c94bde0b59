(function perdurePart(host, lib, realm) { 'use strict'; const { Agent, globalAgent } = lib('node/http'); return { Agent, globalAgent }; })
