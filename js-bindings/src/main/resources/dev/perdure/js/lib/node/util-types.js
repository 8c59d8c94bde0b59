(function perdurePart(host, lib, realm) { 'use strict'; return lib('inspect').types; })
