// tee(): two streams with the same chunks. Byte streams give each branch bytes of its own.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { Reader, create, ERRORED } = lib('readable');

  class Tee {
    constructor(source, bytes) {
      this.source = source;
      this.bytes = bytes;
      this.reader = new Reader(source, false);
      this.reading = false;
      this.again = false;
      this.waiting = [];
      this.cancelled = [false, false];
      this.branches = [this.branch(0), this.branch(1)];
      this.reader.watch = () => this.broken();
      for (const branch of this.branches) branch.control.startNow();
      this.broken();
    }

    branch(index) {
      const pull = () => this.pull();
      const cancel = (reason) => this.cancel(index, reason);
      return this.bytes ? lib('byte-stream').create(0, pull, cancel) : create(1, pull, cancel);
    }

    pull() {
      if (this.reading) {
        this.again = true;
        return undefined;
      }
      this.reading = true;
      this.source.read(this);
      return undefined;
    }

    chunk(value) {
      this.again = false;
      this.branches.forEach((branch, i) => {
        if (this.cancelled[i] || !branch.control.mayEnqueue()) return;
        if (!this.bytes) branch.control.enqueue(value);
        else branch.control.give(i === 1 ? value.slice() : value);
      });
      this.reading = false;
      if (this.again) this.pull();
    }

    close() {
      this.reading = false;
      this.branches.forEach(({ control }, i) => {
        if (this.cancelled[i]) return;
        if (this.bytes) control.end();
        else if (control.mayEnqueue()) control.close();
      });
    }

    error() {
      this.reading = false;
    }

    broken() {
      const { source } = this;
      if (source.state !== ERRORED) return;
      for (const { control } of this.branches) control.fail(source.error);
    }

    /** As on the platform a branch does not wait for the other; the last to go cancels the source. */
    cancel(index, reason) {
      this.cancelled[index] = true;
      return this.cancelled[1 - index] ? this.source.cancel(reason) : undefined;
    }
  }

  function tee(source) {
    const bytes = source.control.isBytes === true;
    return new Tee(source, bytes).branches.map((branch) => branch.stream);
  }

  return { tee };
})
