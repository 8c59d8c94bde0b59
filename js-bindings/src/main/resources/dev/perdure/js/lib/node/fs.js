// node:fs over the files of the worker. Everything is in memory, so that the synchronous calls are the whole;
// those with callbacks and promises are made of them.
(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const volume = lib('node/volume');
  const constants = lib('node/fs-constants');
  const { fault, pathOf, existing } = volume;
  const { Buffer } = lib('node/buffer');

  // Options

  function optionsOf(options, defaults) {
    if (options === undefined || options === null || typeof options === 'function') return defaults;
    if (typeof options === 'string') options = { encoding: options };
    else if (typeof options !== 'object') throw errors.invalidArgType('options', ['string', 'Object'], options);
    const { encoding } = options;
    if (encoding != null && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw errors.invalidArgValue('encoding', encoding, 'is invalid encoding');
    return { ...defaults, ...options };
  }

  const encoded = (text, encoding) => (encoding === 'buffer' ? Buffer.from(text) : text);

  function bytesOf(data, encoding) {
    if (typeof data === 'string') return Buffer.from(data, encoding ?? 'utf8');
    if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    throw errors.invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }

  const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND } = constants;
  const FLAGS = {
    __proto__: null, r: O_RDONLY, rs: O_RDONLY, 'r+': O_RDWR, 'rs+': O_RDWR, w: O_TRUNC | O_CREAT | O_WRONLY, 'w+': O_TRUNC | O_CREAT | O_RDWR,
    wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL, 'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL, a: O_APPEND | O_CREAT | O_WRONLY,
    'a+': O_APPEND | O_CREAT | O_RDWR, ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL, 'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  };

  function flagsOf(flags) {
    if (flags === undefined || flags === null) return O_RDONLY;
    if (typeof flags === 'number') return flags;
    return FLAGS[flags] ?? raise(errors.invalidArgValue('flags', flags));
  }

  function raise(error) {
    throw error;
  }

  // Descriptors

  const open = new Map();
  let nextDescriptor = 3;
  for (const fd of [0, 1, 2]) {
    open.set(fd, { file: volume.makeDevice('null'), position: 0, reads: fd === 0, writes: fd !== 0, appends: false });
  }

  function descriptor(fd, syscall) {
    errors.validateInteger(fd, 'fd', 0, 2 ** 31 - 1);
    return open.get(fd) ?? raise(fault('EBADF', syscall));
  }

  function openSync(path, flags = 'r', mode) {
    path = pathOf(path);
    flags = flagsOf(flags);
    const writes = (flags & (O_WRONLY | O_RDWR)) !== 0;
    const place = volume.walk(path, 'open', true);
    let file = place.found;
    if (file !== undefined && (flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) throw fault('EEXIST', 'open', path);
    if (file === undefined) {
      if ((flags & O_CREAT) === 0) throw fault('ENOENT', 'open', path);
      if (place.parent.readOnly) throw fault('EPERM', 'open', path);
      file = volume.add(place, volume.makeFile());
    } else if (file.kind === 'directory') {
      if (writes) throw fault('EISDIR', 'open', path);
    } else if (writes && file.readOnly) {
      throw fault('EPERM', 'open', path);
    }
    if ((flags & O_TRUNC) !== 0 && file.kind === 'file') volume.resize(file, 0);
    const fd = nextDescriptor++;
    open.set(fd, { file, position: 0, reads: (flags & O_WRONLY) === 0, writes, appends: (flags & O_APPEND) !== 0 });
    return fd;
  }

  function closeSync(fd) {
    descriptor(fd, 'close');
    open.delete(fd);
  }

  /** Runs `use` with a descriptor, opened for it where a path is given. */
  function using(target, flags, use) {
    if (typeof target === 'number') return use(target);
    const fd = openSync(target, flags);
    try {
      return use(fd);
    } finally {
      closeSync(fd);
    }
  }

  function readSync(fd, buffer, offset = 0, length, position) {
    const opened = descriptor(fd, 'read');
    if (!ArrayBuffer.isView(buffer)) throw errors.invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
    if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position } = offset);
    offset ??= 0;
    length ??= buffer.byteLength - offset;
    errors.validateInteger(offset, 'offset', 0, buffer.byteLength);
    errors.validateInteger(length, 'length', 0, buffer.byteLength - offset);
    if (!opened.reads) throw fault('EBADF', 'read');
    if (opened.file.kind === 'directory') throw fault('EISDIR', 'read');
    const at = position === undefined || position === null || position === -1 ? opened.position : Number(position);
    const count = volume.readAt(opened.file, new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length), at);
    if (at === opened.position && (position === undefined || position === null || position === -1)) opened.position += count;
    return count;
  }

  function writeSync(fd, data, offset, length, position) {
    const opened = descriptor(fd, 'write');
    let bytes;
    if (typeof data === 'string') {
      bytes = bytesOf(data, typeof length === 'string' ? length : undefined);
      position = typeof offset === 'number' ? offset : null;
    } else {
      bytes = bytesOf(data);
      if (offset !== null && typeof offset === 'object') ({ offset, length, position } = offset);
      offset ??= 0;
      errors.validateInteger(offset, 'offset', 0, bytes.length);
      length ??= bytes.length - offset;
      errors.validateInteger(length, 'length', 0, bytes.length - offset);
      bytes = bytes.subarray(offset, offset + length);
    }
    if (!opened.writes) throw fault('EBADF', 'write');
    if (fd === 1 || fd === 2) console[fd === 1 ? 'log' : 'error'](Buffer.from(bytes).toString().replace(/\n$/, ''));
    const here = position === undefined || position === null;
    const at = opened.appends ? opened.file.size : here ? opened.position : Number(position);
    const count = volume.writeAt(opened.file, bytes, at);
    if (here) opened.position = at + count;
    return count;
  }

  const totalOf = (buffers, each, fd, position) => {
    let total = 0;
    for (const buffer of buffers) {
      const count = each(fd, buffer, 0, buffer.byteLength, typeof position === 'number' ? position + total : null);
      total += count;
      if (count < buffer.byteLength) break;
    }
    return total;
  };

  // Whole files

  function readFileSync(path, options) {
    const { encoding, flag } = optionsOf(options, { flag: 'r' });
    return using(path, flag, (fd) => {
      const opened = descriptor(fd, 'read');
      if (opened.file.kind === 'directory') throw fault('EISDIR', 'read');
      if (opened.file.kind === 'device' && opened.file.name !== 'null') throw fault('EPERM', 'read');
      const buffer = Buffer.alloc(Math.max(0, (opened.file.size ?? 0) - opened.position));
      readSync(fd, buffer);
      return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
    });
  }

  function writeFileSync(path, data, options) {
    const { encoding, flag } = optionsOf(options, { encoding: 'utf8', flag: 'w' });
    const bytes = bytesOf(data, encoding);
    using(path, flag, (fd) => writeSync(fd, bytes));
  }

  // Stats

  class Stats {
    constructor(node, big) {
      const whole = (value) => (big ? BigInt(Math.trunc(value)) : value);
      this.dev = whole(0);
      this.ino = whole(node.ino);
      this.mode = whole({ directory: constants.S_IFDIR | 0o777, file: constants.S_IFREG | 0o666, link: constants.S_IFLNK | 0o777, device: constants.S_IFCHR | 0o666 }[node.kind]);
      this.nlink = whole(node.links);
      for (const name of ['uid', 'gid', 'rdev']) this[name] = whole(0);
      this.size = whole(node.size ?? 0);
      this.blksize = whole(4096);
      this.blocks = whole(Math.ceil((node.size ?? 0) / 512));
      for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
        this[`${name}Ms`] = whole(node[name]);
        if (big) this[`${name}Ns`] = BigInt(Math.trunc(node[name])) * 1000000n;
        this[name] = new Date(node[name]);
      }
      Object.defineProperty(this, 'kind', { value: node.kind, enumerable: false });
    }
    isFile() { return this.kind === 'file'; }
    isDirectory() { return this.kind === 'directory'; }
    isSymbolicLink() { return this.kind === 'link'; }
    isCharacterDevice() { return this.kind === 'device'; }
    isBlockDevice() { return false; }
    isFIFO() { return false; }
    isSocket() { return false; }
  }

  const stats = (name, follow) => (path, options) => {
    const { bigint = false, throwIfNoEntry = true } = options ?? {};
    path = pathOf(path);
    const { found } = throwIfNoEntry ? { found: existing(path, name, follow) } : attempt(() => volume.walk(path, name, follow)) ?? {};
    return found === undefined ? undefined : new Stats(found, bigint);
  };

  function attempt(action) {
    try {
      return action();
    } catch {
      return undefined;
    }
  }

  // Directories

  class Dirent {
    constructor(name, parentPath, kind) {
      this.name = name;
      this.parentPath = parentPath;
      Object.defineProperty(this, 'kind', { value: kind, enumerable: false });
    }
    get path() { return this.parentPath; }
  }
  for (const name of ['isFile', 'isDirectory', 'isSymbolicLink', 'isCharacterDevice', 'isBlockDevice', 'isFIFO', 'isSocket']) {
    Object.defineProperty(Dirent.prototype, name, Object.getOwnPropertyDescriptor(Stats.prototype, name));
  }

  function readdirSync(path, options) {
    const { encoding, withFileTypes = false, recursive = false } = optionsOf(options, {});
    path = pathOf(path);
    const result = [];
    const list = (directory, prefix, from) => {
      if (directory.kind !== 'directory') throw fault('ENOTDIR', 'scandir', from);
      for (const [name, child] of directory.entries) {
        result.push(withFileTypes ? new Dirent(encoded(name, encoding), from, child.kind) : encoded(prefix + name, encoding));
        if (recursive && child.kind === 'directory') list(child, `${prefix}${name}/`, `${from.replace(/\/$/, '')}/${name}`);
      }
    };
    list(existing(path, 'scandir'), '', path);
    return result;
  }

  function mkdirSync(path, options) {
    const { recursive = false } = typeof options === 'object' && options !== null ? options : {};
    path = pathOf(path);
    if (!recursive) {
      const place = volume.walk(path, 'mkdir', false);
      if (place.found !== undefined) throw fault('EEXIST', 'mkdir', path);
      volume.add(volume.writable(path, 'mkdir'), volume.makeDirectory());
      return undefined;
    }
    let first;
    const parts = lib('node/path').resolve(volume.directory(), path).split('/').slice(1);
    for (let i = 1; i <= parts.length; i++) {
      const part = `/${parts.slice(0, i).join('/')}`;
      const { found } = volume.walk(part, 'mkdir', true);
      if (found === undefined) {
        volume.add(volume.writable(part, 'mkdir'), volume.makeDirectory());
        first ??= part;
      } else if (found.kind !== 'directory') {
        throw fault(i === parts.length ? 'EEXIST' : 'ENOTDIR', 'mkdir', path);
      }
    }
    return first;
  }

  let nextTemporary = 0;

  function mkdtempSync(prefix, options) {
    prefix = pathOf(prefix, 'prefix');
    let path;
    do path = `${prefix}${`${nextTemporary++}`.padStart(6, '0')}`; while (existsSync(path));
    mkdirSync(path);
    return encoded(path, optionsOf(options, {}).encoding);
  }

  function remove(path, syscall, check) {
    path = pathOf(path);
    const place = volume.writable(path, syscall);
    if (place.found === undefined) throw fault('ENOENT', syscall, path);
    check(place.found, path);
    place.parent.entries.delete(place.name);
    place.found.links--;
  }

  function rmSync(path, options = {}) {
    const { recursive = false, force = false } = options ?? {};
    const { found } = (force ? attempt(() => volume.walk(pathOf(path), 'rm', false)) : volume.walk(pathOf(path), 'rm', false)) ?? {};
    if (found === undefined && force) return;
    remove(path, 'rm', (target) => {
      if (target.kind === 'directory' && !recursive) {
        throw errors.withCode(Error, 'ERR_FS_EISDIR', `Path is a directory: rm returned EISDIR (is a directory) ${path}`);
      }
    });
  }

  function renameSync(from, to) {
    from = pathOf(from, 'oldPath');
    to = pathOf(to, 'newPath');
    const source = volume.writable(from, 'rename');
    if (source.found === undefined) throw fault('ENOENT', 'rename', from, to);
    const target = volume.writable(to, 'rename');
    if (target.found === source.found) return;
    if (target.found?.kind === 'directory') {
      if (source.found.kind !== 'directory') throw fault('EISDIR', 'rename', from, to);
      if (target.found.entries.size > 0) throw fault('ENOTEMPTY', 'rename', from, to);
    } else if (target.found !== undefined && source.found.kind === 'directory') {
      throw fault('ENOTDIR', 'rename', from, to);
    }
    if (source.found.kind === 'directory' && `${lib('node/path').resolve(volume.directory(), to)}/`.startsWith(`${lib('node/path').resolve(volume.directory(), from)}/`)) {
      throw fault('EINVAL', 'rename', from, to);
    }
    source.parent.entries.delete(source.name);
    volume.add(target, source.found);
  }

  function copyFileSync(from, to, mode = 0) {
    from = pathOf(from, 'src');
    const source = existing(from, 'copyfile');
    if (source.kind === 'directory') throw fault('EISDIR', 'copyfile', from);
    if ((mode & constants.COPYFILE_EXCL) !== 0 && existsSync(to)) throw fault('EEXIST', 'copyfile', from, pathOf(to, 'dest'));
    writeFileSync(pathOf(to, 'dest'), readFileSync(from));
  }

  function cpSync(from, to, options = {}) {
    const { recursive = false, force = true, errorOnExist = false, filter } = options ?? {};
    if (filter !== undefined && !filter(from, to)) return;
    from = pathOf(from, 'src');
    to = pathOf(to, 'dest');
    const source = existing(from, 'cp');
    const target = attempt(() => existing(to, 'cp'));
    if (source.kind === 'directory' && target !== undefined && target.kind !== 'directory') {
      throw errors.withCode(Error, 'ERR_FS_CP_DIR_TO_NON_DIR', `Cannot overwrite non-directory ${to} with directory ${from}`);
    }
    if (source.kind !== 'directory' && target?.kind === 'directory') {
      throw errors.withCode(Error, 'ERR_FS_CP_NON_DIR_TO_DIR', `Cannot overwrite directory ${to} with non-directory ${from}`);
    }
    if (source.kind === 'directory') {
      if (!recursive) throw errors.withCode(Error, 'ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: ${from}`);
      mkdirSync(to, { recursive: true });
      for (const name of source.entries.keys()) cpSync(`${from}/${name}`, `${to}/${name}`, options);
    } else if (target === undefined || force) {
      const folder = lib('node/path').dirname(to);
      if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
      copyFileSync(from, to);
    } else if (errorOnExist) {
      throw errors.withCode(Error, 'ERR_FS_CP_EEXIST', `Target already exists: ${to}`);
    }
  }

  function existsSync(path) {
    const text = attempt(() => pathOf(path));
    return text !== undefined && attempt(() => existing(text, 'access')) !== undefined;
  }

  function truncateSync(path, length = 0) {
    using(path, 'r+', (fd) => ftruncateSync(fd, length));
  }

  function ftruncateSync(fd, length = 0) {
    const opened = descriptor(fd, 'ftruncate');
    errors.validateInteger(length, 'len');
    if (!opened.writes) throw fault('EINVAL', 'ftruncate');
    volume.resize(opened.file, Math.max(0, length));
  }

  const timeOf = (value, name) => {
    const time = value instanceof Date ? value.getTime() : Number(value) * 1000;
    if (!Number.isFinite(time)) throw errors.invalidArgType(name, ['Date', 'Time in seconds'], value);
    return time;
  };
  const touch = (target, atime, mtime) => Object.assign(target, { atime: timeOf(atime, 'atime'), mtime: timeOf(mtime, 'mtime'), ctime: Date.now() });

  const sync = {
    access(path, mode = volume.F_OK) {
      path = pathOf(path);
      const target = existing(path, 'access');
      if ((mode & volume.W_OK) !== 0 && target.readOnly) throw fault('EACCES', 'access', path);
    },
    appendFile: (path, data, options) => writeFileSync(path, data, { ...optionsOf(options, { encoding: 'utf8' }), flag: 'a' }),
    chmod: (path) => void existing(pathOf(path), 'chmod'),
    chown: (path) => void existing(pathOf(path), 'chown'),
    close: closeSync,
    copyFile: copyFileSync,
    cp: cpSync,
    fchmod: (fd) => void descriptor(fd, 'fstat'),
    fchown: (fd) => void descriptor(fd, 'fstat'),
    fdatasync: (fd) => void descriptor(fd, 'fdatasync'),
    fstat: (fd, options) => new Stats(descriptor(fd, 'fstat').file, options?.bigint ?? false),
    fsync: (fd) => void descriptor(fd, 'fsync'),
    ftruncate: ftruncateSync,
    futimes: (fd, atime, mtime) => void touch(descriptor(fd, 'futimes').file, atime, mtime),
    lchmod: (path) => void existing(pathOf(path), 'lchmod', false),
    lchown: (path) => void existing(pathOf(path), 'lchown', false),
    link(from, to) {
      const target = existing(pathOf(from, 'existingPath'), 'link');
      if (target.kind === 'directory') throw fault('EPERM', 'link', from, to);
      const place = volume.writable(pathOf(to, 'newPath'), 'link');
      if (place.found !== undefined) throw fault('EEXIST', 'link', from, to);
      volume.add(place, target).links++;
    },
    lstat: stats('lstat', false),
    lutimes: (path, atime, mtime) => void touch(existing(pathOf(path), 'lutimes', false), atime, mtime),
    mkdir: mkdirSync,
    mkdtemp: mkdtempSync,
    open: openSync,
    opendir: (path, options) => new Dir(pathOf(path), readdirSync(path, { ...optionsOf(options, {}), withFileTypes: true })),
    read: readSync,
    readFile: readFileSync,
    readdir: readdirSync,
    readlink(path, options) {
      path = pathOf(path);
      const link = existing(path, 'readlink', false);
      if (link.kind !== 'link') throw fault('EINVAL', 'readlink', path);
      return encoded(link.target, optionsOf(options, {}).encoding);
    },
    readv: (fd, buffers, position) => totalOf(buffers, readSync, fd, position),
    realpath: (path, options) => encoded(volume.realPath(pathOf(path)), optionsOf(options, {}).encoding),
    rename: renameSync,
    rm: rmSync,
    rmdir: (path) => remove(path, 'rmdir', (target, text) => {
      if (target.kind !== 'directory') throw fault('ENOTDIR', 'rmdir', text);
      if (target.entries.size > 0) throw fault('ENOTEMPTY', 'rmdir', text);
    }),
    stat: stats('stat', true),
    statfs(path) {
      existing(pathOf(path), 'statfs');
      return { type: 0, bsize: 4096, blocks: 0, bfree: 0, bavail: 0, files: 0, ffree: 0 };
    },
    symlink(target, path) {
      const place = volume.writable(pathOf(path), 'symlink');
      if (place.found !== undefined) throw fault('EEXIST', 'symlink', target, path);
      volume.add(place, volume.makeLink(pathOf(target, 'target')));
    },
    truncate: truncateSync,
    unlink: (path) => remove(path, 'unlink', (target, text) => {
      if (target.kind === 'directory') throw fault('EPERM', 'unlink', text);
    }),
    utimes: (path, atime, mtime) => void touch(existing(pathOf(path), 'utimes'), atime, mtime),
    write: writeSync,
    writeFile: writeFileSync,
    writev: (fd, buffers, position) => totalOf(buffers, writeSync, fd, position),
  };

  // Arguments

  function checkMode(mode) {
    if (typeof mode === 'string') {
      if (!/^[0-7]+$/.test(mode)) throw errors.invalidArgType('mode', ['number'], mode);
    } else {
      errors.validateInteger(mode, 'mode', 0, 2 ** 32 - 1);
    }
  }

  const checkFd = (fd) => errors.validateInteger(fd, 'fd', 0, 2 ** 31 - 1);

  function checkOwner(uid, gid) {
    errors.validateInteger(uid, 'uid', -1, 2 ** 32 - 1);
    errors.validateInteger(gid, 'gid', -1, 2 ** 32 - 1);
  }

  function checkOptions(options) {
    if (options === undefined || options === null || typeof options === 'function') return;
    errors.validateObject(options, 'options');
    for (const name of ['recursive', 'force', 'withFileTypes']) {
      if (options[name] !== undefined) errors.validateBoolean(options[name], `options.${name}`);
    }
    for (const name of ['maxRetries', 'retryDelay']) {
      if (options[name] !== undefined) errors.validateInteger(options[name], `options.${name}`, 0);
    }
  }

  const ofPath = (check) => (path, ...rest) => {
    pathOf(path);
    check(...rest);
  };
  const ofFd = (check) => (fd, ...rest) => {
    checkFd(fd);
    check(...rest);
  };
  // What is looked at before anything is done, also before a callback that is missing.
  const checks = {
    __proto__: null,
    chmod: ofPath(checkMode), lchmod: ofPath(checkMode), fchmod: ofFd(checkMode),
    chown: ofPath(checkOwner), lchown: ofPath(checkOwner), fchown: ofFd(checkOwner),
    mkdir: ofPath((options) => {
      if (typeof options === 'number' || typeof options === 'string') checkMode(options);
      else checkOptions(options);
    }),
    readdir: ofPath((options) => {
      if (typeof options !== 'string') checkOptions(options);
    }),
    rm: ofPath(checkOptions),
    rmdir: ofPath(checkOptions),
  };
  for (const [name, check] of Object.entries(checks)) {
    const act = sync[name];
    sync[name] = (...args) => {
      check(...args);
      return act(...args);
    };
  }

  /** The entries of a directory, one at a time. */
  class Dir {
    #entries;
    constructor(path, entries) {
      this.path = path;
      this.#entries = entries;
    }
    readSync() {
      if (this.#entries === null) throw errors.withCode(Error, 'ERR_DIR_CLOSED', 'Directory handle was closed');
      return this.#entries.shift() ?? null;
    }
    closeSync() {
      if (this.#entries === null) throw errors.withCode(Error, 'ERR_DIR_CLOSED', 'Directory handle was closed');
      this.#entries = null;
    }
    read(callback) {
      return callback === undefined ? promised(() => this.readSync()) : later(() => this.readSync(), callback);
    }
    close(callback) {
      return callback === undefined ? promised(() => this.closeSync()) : later(() => this.closeSync(), callback);
    }
    async *[Symbol.asyncIterator]() {
      for (let entry = this.readSync(); entry !== null; entry = this.readSync()) yield entry;
      this.closeSync();
    }
  }

  const promised = async (action) => action();

  function later(action, callback, results = (value) => [value]) {
    let outcome;
    try {
      outcome = [null, ...results(action())];
    } catch (error) {
      // A wrong argument is the caller's fault, and is thrown to it.
      if (String(error.code).startsWith('ERR_INVALID_ARG') || error.code === 'ERR_OUT_OF_RANGE') throw error;
      outcome = [error];
    }
    queueMicrotask(() => callback(...outcome));
  }

  const fs = lib('node/modules').refusing('fs', {
    F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1,
    constants,
    get promises() {
      return lib('node/fs-promises');
    },
    Dir, Dirent, Stats, existsSync,
    exists(path, callback) {
      errors.validateFunction(callback, 'cb');
      const found = existsSync(path);
      queueMicrotask(() => callback(found));
    },
    openAsBlob: (path, options) => promised(() => new Blob([readFileSync(path)], { type: options?.type })),
    createReadStream: (path, options) => new (lib('node/fs-streams').ReadStream)(path, options),
    createWriteStream: (path, options) => new (lib('node/fs-streams').WriteStream)(path, options),
    get ReadStream() {
      return lib('node/fs-streams').ReadStream;
    },
    get WriteStream() {
      return lib('node/fs-streams').WriteStream;
    },
    get FileReadStream() {
      return lib('node/fs-streams').ReadStream;
    },
    get FileWriteStream() {
      return lib('node/fs-streams').WriteStream;
    },
  });
  // What callbacks get beside the result.
  const EXTRA = { read: (count, args) => [count, args[1]], write: (count, args) => [count, args[1]], readv: (count, args) => [count, args[1]], writev: (count, args) => [count, args[1]] };
  for (const name of Object.keys(sync)) {
    fs[`${name}Sync`] = { [`${name}Sync`]: (...args) => sync[name](...args) }[`${name}Sync`];
    fs[name] = { [name](...args) {
      if (typeof args.at(-1) !== 'function') checks[name]?.(...args);
      const callback = args.pop();
      errors.validateFunction(callback, 'cb');
      later(() => sync[name](...args), callback, (value) => (value === undefined ? [] : EXTRA[name]?.(value, args) ?? [value]));
    } }[name];
  }
  fs.realpath.native = fs.realpath;
  fs.realpathSync.native = fs.realpathSync;
  Object.defineProperty(fs, 'sync', { value: sync, enumerable: false });
  return fs;
})
