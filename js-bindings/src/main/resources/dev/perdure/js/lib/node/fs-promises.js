// node:fs/promises: each call of node:fs as a promise.
(function perdurePart(host, lib, realm) {
  'use strict';
  const fs = lib('node/fs');
  const { sync } = fs;

  /** An open file. */
  class FileHandle {
    #fd;
    constructor(fd) {
      this.#fd = fd;
    }
    get fd() { return this.#fd; }
    async appendFile(data, options) { return sync.appendFile(this.#fd, data, options); }
    async chmod() {}
    async chown() {}
    async close() {
      const fd = this.#fd;
      this.#fd = -1;
      if (fd !== -1) sync.close(fd);
    }
    async datasync() { return sync.fdatasync(this.#fd); }
    async read(buffer, offset, length, position) {
      if (buffer === undefined || !ArrayBuffer.isView(buffer)) {
        ({ buffer = lib('node/buffer').Buffer.alloc(16384), offset, length, position } = buffer ?? {});
      }
      return { bytesRead: sync.read(this.#fd, buffer, offset, length, position), buffer };
    }
    async readFile(options) { return sync.readFile(this.#fd, options); }
    async readv(buffers, position) { return { bytesRead: sync.readv(this.#fd, buffers, position), buffers }; }
    async stat(options) { return sync.fstat(this.#fd, options); }
    async sync() { return sync.fsync(this.#fd); }
    async truncate(length) { return sync.ftruncate(this.#fd, length); }
    async utimes(atime, mtime) { return sync.futimes(this.#fd, atime, mtime); }
    async write(buffer, offset, length, position) { return { bytesWritten: sync.write(this.#fd, buffer, offset, length, position), buffer }; }
    async writeFile(data, options) { return sync.writeFile(this.#fd, data, options); }
    async writev(buffers, position) { return { bytesWritten: sync.writev(this.#fd, buffers, position), buffers }; }
    [Symbol.asyncDispose]() { return this.close(); }
  }

  const promises = lib('node/modules').refusing('fs/promises', { constants: fs.constants, FileHandle });
  for (const name of Object.keys(promises)) {
    if (name in sync) promises[name] = { async [name](...args) { return sync[name](...args); } }[name];
  }
  promises.open = async function open(...args) {
    return new FileHandle(sync.open(...args));
  };
  return promises;
})
