// The files of a worker: /bundle, which is read-only, /dev, and /tmp, which goes with the event; an object keeps its own.
(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const { F_OK, W_OK } = lib('node/fs-constants');
  const MOST_LINKS = 40;
  const LONGEST_PATH = 4096;
  const TEXTS = {
    EACCES: [-13, 'permission denied'], EBADF: [-9, 'bad file descriptor'], EEXIST: [-17, 'file already exists'],
    EINVAL: [-22, 'invalid argument'], EISDIR: [-21, 'illegal operation on a directory'], ELOOP: [-40, 'too many symbolic links encountered'],
    ENAMETOOLONG: [-36, 'name too long'], ENOENT: [-2, 'no such file or directory'], ENOTDIR: [-20, 'not a directory'],
    ENOTEMPTY: [-39, 'directory not empty'], EPERM: [-1, 'operation not permitted'], ENOSPC: [-28, 'no space left on device'],
  };
  let nextInode = 1;

  function fault(code, syscall, path, dest) {
    const [errno, text] = TEXTS[code];
    const places = path === undefined ? '' : ` '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`;
    const error = errors.withCode(Error, code, `${code}: ${text}, ${syscall}${places}`);
    Object.assign(error, { errno, syscall });
    if (path !== undefined) error.path = path;
    if (dest !== undefined) error.dest = dest;
    return error;
  }

  function node(kind, more) {
    const now = Date.now();
    return { kind, ino: nextInode++, links: 1, atime: now, mtime: now, ctime: now, birthtime: now, readOnly: false, ...more };
  }
  const makeDirectory = () => node('directory', { entries: new Map() });
  const makeFile = () => node('file', { bytes: new Uint8Array(0), size: 0 });

  let bundled = null;

  /** The modules of the worker as files. */
  function bundle() {
    if (bundled !== null) return bundled;
    bundled = makeDirectory();
    bundled.readOnly = true;
    const give = globalThis[Symbol.for('perdure.builtin')];
    const names = give?.('files') ?? [];
    for (let i = 0; i < names.length; i += 2) {
      const name = names[i];
      const steps = [];
      for (const step of name.split('/')) {
        if (step === '..') steps.pop();
        else if (step !== '' && step !== '.') steps.push(step);
      }
      const last = steps.pop();
      let folder = bundled;
      for (const step of steps) {
        if (!folder.entries.has(step)) folder.entries.set(step, { ...makeDirectory(), readOnly: true });
        folder = folder.entries.get(step);
        if (folder.kind !== 'directory') break;
      }
      if (last === undefined || folder.kind !== 'directory' || folder.entries.has(last)) continue;
      const file = node('file', { size: names[i + 1], readOnly: true });
      let bytes = null;
      Object.defineProperty(file, 'bytes', { get: () => (bytes ??= new Uint8Array(give('file', name))) });
      folder.entries.set(last, file);
    }
    return bundled;
  }

  const dev = makeDirectory();
  for (const name of ['null', 'zero', 'full', 'random']) dev.entries.set(name, node('device', { name }));
  const volumes = new WeakMap();

  /** What an event sees: its root and its working directory. */
  function mine() {
    const scope = lib('event-scope').current() ?? volumes;
    let found = volumes.get(scope);
    if (found === undefined) {
      const root = makeDirectory();
      root.entries.set('bundle', bundle()).set('tmp', makeDirectory()).set('dev', dev);
      for (const each of [root, dev]) each.readOnly = true;
      found = { root, directory: '/bundle' };
      volumes.set(scope, found);
    }
    return found;
  }

  /** The absolute path that a string, a Buffer or a file: URL names. */
  function pathOf(value, name = 'path') {
    let path = value;
    if (path instanceof URL) path = lib('node/url').fileURLToPath(path);
    else if (path instanceof Uint8Array) path = lib('node/buffer').Buffer.from(path).toString();
    if (typeof path !== 'string') throw errors.invalidArgType(name, ['string', 'Buffer', 'URL'], value);
    if (path.includes('\0')) throw errors.invalidArgValue(name, path, 'must be a string, Uint8Array, or URL without null bytes');
    return path;
  }

  const segmentsOf = (path) => path.split('/').filter((part) => part !== '' && part !== '.');

  /** What a path leads to: its directory, its last name, and the node or undefined. */
  function walk(path, syscall, follow) {
    if (path.length > LONGEST_PATH) throw fault('ENAMETOOLONG', syscall, path);
    if (path === '') throw fault('ENOENT', syscall, path);
    let links = 0;
    const { root, directory } = mine();
    const todo = segmentsOf(path.startsWith('/') ? path : `${directory}/${path}`);
    let trail = [root];
    let name = '';
    let found = root;
    while (todo.length > 0) {
      const parent = trail.at(-1);
      name = todo.shift();
      if (name === '..') {
        if (trail.length > 1) trail.pop();
        found = trail.at(-1);
        continue;
      }
      found = parent.entries.get(name);
      if (found?.kind === 'link' && (todo.length > 0 || follow)) {
        if (++links > MOST_LINKS) throw fault('ELOOP', syscall, path);
        todo.unshift(...segmentsOf(found.target));
        if (found.target.startsWith('/')) trail = [root];
        found = trail.at(-1);
        continue;
      }
      if (todo.length === 0) return { parent, name, found };
      if (found === undefined) throw fault('ENOENT', syscall, path);
      if (found.kind !== 'directory') throw fault('ENOTDIR', syscall, path);
      trail.push(found);
    }
    return { parent: trail.at(-2) ?? root, name: '', found };
  }

  function existing(path, syscall, follow = true) {
    const { found } = walk(path, syscall, follow);
    if (found === undefined) throw fault('ENOENT', syscall, path);
    return found;
  }

  /** The directory in which the last name of a path may be made or taken away. */
  function writable(path, syscall) {
    const place = walk(path, syscall, false);
    if (place.name === '' || place.parent.readOnly) throw fault('EPERM', syscall, path);
    return place;
  }

  function add(place, made) {
    place.parent.entries.set(place.name, made);
    place.parent.mtime = Date.now();
    return made;
  }

  function resize(file, size) {
    if (size > file.bytes.length) {
      const grown = new Uint8Array(Math.max(size, file.bytes.length * 2));
      grown.set(file.bytes.subarray(0, file.size));
      file.bytes = grown;
    } else if (size < file.size) {
      file.bytes.fill(0, size, file.size);
    }
    file.size = size;
    file.mtime = file.ctime = Date.now();
  }

  function readAt(file, target, position) {
    if (file.kind === 'device') {
      if (file.name === 'null') return 0;
      if (file.name === 'random') for (let i = 0; i < target.length; i += 65536) crypto.getRandomValues(target.subarray(i, i + 65536));
      else target.fill(0);
      return target.length;
    }
    const part = file.bytes.subarray(position, Math.min(file.size, position + target.length));
    target.set(part);
    return part.length;
  }

  function writeAt(file, bytes, position) {
    if (file.kind === 'device') {
      if (file.name === 'full') throw fault('ENOSPC', 'write');
      return bytes.length;
    }
    const end = position + bytes.length;
    if (end > file.size) resize(file, end);
    file.bytes.set(bytes, position);
    file.mtime = file.ctime = Date.now();
    return bytes.length;
  }

  /** An absolute path without links. */
  function realPath(path, syscall = 'realpath') {
    const target = existing(path, syscall);
    const search = (within, at) => {
      if (within === target) return at === '' ? '/' : at;
      for (const [name, child] of within.kind === 'directory' ? within.entries : []) {
        const deeper = search(child, `${at}/${name}`);
        if (deeper !== undefined) return deeper;
      }
      return undefined;
    };
    return search(mine().root, '');
  }

  return {
    F_OK, W_OK, fault, pathOf, walk, existing, writable, add, resize, readAt, writeAt, realPath, makeDirectory, makeFile,
    makeDevice: (name) => node('device', { name }),
    makeLink: (target) => node('link', { target, size: target.length }),
    directory: () => mine().directory,
    changeDirectory(path) {
      const target = existing(path, 'chdir');
      if (target.kind !== 'directory') throw fault('ENOENT', 'chdir', path);
      mine().directory = realPath(path, 'chdir');
    },
  };
})
