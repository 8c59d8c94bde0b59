// node:fs/promises: each call of node:fs as a promise.
(function perdurePart(host, lib, realm) {
  'use strict';
  const fs = lib('node/fs');
  const { sync } = fs;

  /** An open file. */
  class FileHandle extends lib('node/events').EventEmitter {
    #fd;
    constructor(fd) {
      super();
      this.#fd = fd;
    }
    get fd() { return this.#fd; }
    #use(syscall) {
      if (this.#fd === undefined) throw lib('node/volume').fault('EBADF', syscall);
      return this.#fd;
    }
    async appendFile(data, options) { return sync.appendFile(this.#use('appendFile'), data, options); }
    async chmod() {}
    async chown() {}
    async close() {
      const fd = this.#fd;
      if (fd === undefined) return;
      this.#fd = undefined;
      sync.close(fd);
      this.emit('close');
    }
    createReadStream(options) { return fs.createReadStream(undefined, { ...options, fd: this }); }
    createWriteStream(options) { return fs.createWriteStream(undefined, { ...options, fd: this }); }
    readableWebStream({ autoClose = false } = {}) {
      return new ReadableStream({
        type: 'bytes',
        pull: async (controller) => {
          const { bytesRead, buffer } = await this.read(new Uint8Array(16384));
          if (bytesRead > 0) {
            controller.enqueue(buffer.subarray(0, bytesRead));
            return;
          }
          controller.close();
          controller.byobRequest?.respond(0);
          if (autoClose) await this.close();
        },
      });
    }
    async datasync() { return sync.fdatasync(this.#use('fdatasync')); }
    async read(buffer, offset, length, position) {
      if (buffer === undefined || !ArrayBuffer.isView(buffer)) {
        ({ buffer = lib('node/buffer').Buffer.alloc(16384), offset, length, position } = buffer ?? {});
      }
      return { bytesRead: sync.read(this.#use('read'), buffer, offset, length, position), buffer };
    }
    /** The whole file, wherever it was read last. */
    async readFile(options) {
      const encoding = typeof options === 'string' ? options : options?.encoding;
      const whole = lib('node/buffer').Buffer.alloc(sync.fstat(this.#use('read')).size);
      sync.read(this.#fd, whole, 0, whole.length, 0);
      return encoding && encoding !== 'buffer' ? whole.toString(encoding) : whole;
    }
    async readv(buffers, position) { return { bytesRead: sync.readv(this.#use('readv'), buffers, position), buffers }; }
    async stat(options) { return sync.fstat(this.#use('fstat'), options); }
    async sync() { return sync.fsync(this.#use('fsync')); }
    async truncate(length) { return sync.ftruncate(this.#use('ftruncate'), length); }
    async utimes(atime, mtime) { return sync.futimes(this.#use('futimes'), atime, mtime); }
    async write(buffer, offset, length, position) { return { bytesWritten: sync.write(this.#use('write'), buffer, offset, length, position), buffer }; }
    async writeFile(data, options) { return sync.writeFile(this.#use('writeFile'), data, options); }
    async writev(buffers, position) { return { bytesWritten: sync.writev(this.#use('writev'), buffers, position), buffers }; }
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
