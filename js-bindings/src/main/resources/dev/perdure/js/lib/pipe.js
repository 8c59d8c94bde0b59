// pipeTo and pipeThrough. Chunks go from queue to queue without a promise of their own.
(function perdurePart(host, lib, realm) {
  'use strict';
  const { DONE, badField, badParameter, bytesOf } = lib('stream-parts');
  const ONLY_BYTES = 'This WritableStream only supports writing byte types.';
  const { CLOSED: READ_TO_END, ERRORED: BROKEN, READABLE, Reader } = lib('readable');
  const { CLOSED, ERRORED, WRITABLE, Writer } = lib('writable');

  function optionsOf(options) {
    if (options === undefined || options === null) return { keepOpen: false, keepAlive: false, keepSource: false, signal: undefined };
    if (typeof options !== 'object' && typeof options !== 'function') {
      throw badParameter('ReadableStream', 'pipeTo', 2, 'PipeToOptions');
    }
    const chosen = {
      keepAlive: Boolean(options.preventAbort), keepSource: Boolean(options.preventCancel),
      keepOpen: Boolean(options.preventClose), signal: options.signal ?? undefined,
    };
    if (chosen.signal !== undefined && !lib('events').isSignal(chosen.signal)) {
      throw badField('signal', 'PipeToOptions', 'AbortSignal');
    }
    return chosen;
  }

  class Pipe {
    constructor(source, target, options) {
      this.source = source;
      this.target = target;
      this.options = options;
      this.reader = new Reader(source, false);
      this.writer = new Writer(target);
      this.ending = false;
      this.running = false;
      this.reading = false;
      this.stopped = false;
      this.unhook = null;
      const { promise, resolve, reject } = Promise.withResolvers();
      this.promise = promise;
      this.resolve = resolve;
      this.reject = reject;
    }

    start() {
      this.source.disturbed = true;
      const { signal } = this.options;
      if (signal !== undefined) {
        if (signal.aborted) {
          this.abort(signal.reason);
          return;
        }
        this.unhook = lib('events').onAbort(signal, () => this.abort(signal.reason));
      }
      const watch = () => this.look();
      this.reader.watch = watch;
      this.writer.watch = watch;
      DONE.then(watch);
    }

    /** Looks at both ends and moves on what can be moved on. */
    look() {
      if (this.ending || this.stopped || this.running || this.ended()) return;
      const { source, target } = this;
      this.running = true;
      while (!this.ending && !this.stopped && !this.reading && source.state === READABLE
        && target.state === WRITABLE && target.control.mayPipe()) {
        this.reading = true;
        source.read(this);
      }
      this.running = false;
      if (!this.ending && !this.stopped) this.ended();
    }

    ended() {
      const { source, target, options } = this;
      if (source.state === BROKEN) {
        if (options.keepAlive) this.end(null, true, source.error);
        else this.end(() => target.abort(source.error), true, source.error);
      } else if (target.state === ERRORED) {
        if (options.keepSource) this.end(null, true, target.error);
        else this.end(() => source.cancel(target.error), true, target.error);
      } else if (source.state === READ_TO_END) {
        if (options.keepOpen) this.end(null, false);
        else this.end(() => this.closeTarget(), false);
      } else if (target.state === CLOSED || target.isClosing()) {
        const error = new TypeError('This destination writable stream is closed.');
        if (options.keepSource) this.end(null, true, error);
        else this.end(() => source.cancel(error), true, error);
      } else {
        return false;
      }
      return true;
    }

    closeTarget() {
      const { target } = this;
      if (target.isClosing() || target.state === CLOSED) return Promise.resolve();
      if (target.state === ERRORED) return Promise.reject(target.error);
      return target.close();
    }

    // What a read gives.
    chunk(value) {
      this.reading = false;
      const { source, target, options } = this;
      if (this.stopped) return;
      if (target.control.copy !== null && typeof value !== 'string' && bytesOf(value) === null) {
        const error = new TypeError(ONLY_BYTES);
        this.end(() => Promise.all([
          options.keepAlive ? undefined : target.abort(error), options.keepSource ? undefined : source.cancel(error),
        ]), true, error);
        return;
      }
      target.write(value, null);
      this.look();
    }

    close() {
      this.reading = false;
    }

    error() {
      this.reading = false;
    }

    abort(reason) {
      if (this.stopped) return;
      this.stopped = true;
      // In a microtask, so that a source that now satisfies a read is not refused; the chunk is dropped.
      DONE.then(() => this.stop(reason));
    }

    stop(reason) {
      const { source, target, options } = this;
      this.end(() => {
        const steps = [];
        if (!options.keepAlive) steps.push(target.state === WRITABLE ? target.abort(reason) : Promise.resolve());
        if (!options.keepSource) steps.push(source.state === READABLE ? source.cancel(reason) : Promise.resolve());
        return Promise.all(steps);
      }, true, reason);
    }

    /** Ends the pipe once what was read is written. */
    end(action, failed, error) {
      if (this.ending) return;
      this.ending = true;
      const go = () => {
        if (action === null) {
          this.finish(failed, error);
        } else {
          action().then(() => this.finish(failed, error), (thrown) => this.finish(true, thrown));
        }
      };
      const { target } = this;
      if (target.state === WRITABLE && !target.isClosing() && target.isBusy()) this.waitUntilIdle(go);
      else go();
    }

    waitUntilIdle(go) {
      // The last request is called back when it and all before it are written, or failed.
      const { target } = this;
      const request = { resolve: go, reject: go };
      if (target.requests.size > 0) target.requests.replaceLast(request);
      else target.request = request;
    }

    finish(failed, error) {
      this.unhook?.();
      // A writable of bytes that the pipe has closed stays locked.
      if (failed || this.options.keepOpen || this.target.control.copy === null) this.writer.release();
      this.reader.release();
      if (failed) this.reject(error);
      else this.resolve(undefined);
    }
  }

  function pipe(source, target, options) {
    const running = new Pipe(source, target, options);
    running.start();
    return running.promise;
  }

  return { pipe, optionsOf };
})
