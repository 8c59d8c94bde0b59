(function perdurePart(host, lib, realm) { 'use strict'; return { ClientRequest: lib('node/http').ClientRequest }; })
