(function perdurePart(host, lib, realm) { 'use strict'; return { IncomingMessage: lib('node/http').IncomingMessage }; })
