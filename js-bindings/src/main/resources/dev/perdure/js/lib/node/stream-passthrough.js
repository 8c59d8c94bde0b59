(function perdurePart(host, lib, realm) { 'use strict'; return lib('node/stream').PassThrough; })
