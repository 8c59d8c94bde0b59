// node:stream is the npm package readable-stream (MIT), Node's own code, read from the class path.
(function perdurePart(host, lib, realm) {
  'use strict';
  const file = lib('node/modules').commonJs('readable-stream/4.5.2', {
    'abort-controller': () => ({ AbortController: globalThis.AbortController, AbortSignal: globalThis.AbortSignal }),
    buffer: () => lib('node/buffer'),
    events: () => lib('node/events'),
    'process/': () => lib('node/process'),
    string_decoder: () => lib('node/string_decoder'),
    'string_decoder/': () => lib('node/string_decoder'),
    stream: () => Stream,
    process: () => lib('node/process'),
  });
  const Stream = file('lib/stream.js');
  const { Readable, Writable, Duplex } = Stream;

  /** A web ReadableStream of what a Node stream gives. */
  function readableToWeb(readable) {
    let done = false;
    return new ReadableStream({
      start(controller) {
        readable.pause?.();
        readable.on('data', (chunk) => {
          controller.enqueue(typeof chunk === 'string' || readable.readableObjectMode ? chunk : new Uint8Array(chunk));
          if (controller.desiredSize <= 0) readable.pause();
        });
        Stream.finished(readable, { writable: false }, (error) => {
          if (done) return;
          done = true;
          if (error) controller.error(error);
          else controller.close();
        });
        readable.pause();
      },
      pull() {
        readable.resume();
      },
      cancel(reason) {
        done = true;
        readable.destroy(reason instanceof Error ? reason : undefined);
      },
    }, { highWaterMark: 1 });
  }

  function readableFromWeb(web, options = {}) {
    const reader = web.getReader();
    return new Readable({
      objectMode: options.objectMode, highWaterMark: options.highWaterMark, encoding: options.encoding, signal: options.signal,
      read() {
        reader.read().then(({ done, value }) => this.push(done ? null : value), (error) => this.destroy(error));
      },
      destroy(error, callback) {
        reader.cancel(error ?? undefined).then(() => callback(error), () => callback(error));
      },
    });
  }

  function writableToWeb(writable) {
    return new WritableStream({
      start(controller) {
        writable.on('error', (error) => controller.error(error));
      },
      write(chunk) {
        return new Promise((resolve, reject) => {
          if (writable.write(chunk, (error) => error && reject(error))) resolve();
          else writable.once('drain', resolve);
        });
      },
      close() {
        return new Promise((resolve, reject) => {
          Stream.finished(writable, { readable: false }, (error) => (error ? reject(error) : resolve()));
          writable.end();
        });
      },
      abort(reason) {
        writable.destroy(reason instanceof Error ? reason : undefined);
      },
    });
  }

  function writableFromWeb(web, options = {}) {
    const writer = web.getWriter();
    return new Writable({
      objectMode: options.objectMode, highWaterMark: options.highWaterMark, decodeStrings: options.decodeStrings, signal: options.signal,
      write(chunk, encoding, callback) {
        writer.ready.then(() => writer.write(chunk)).then(() => callback(), callback);
      },
      final(callback) {
        writer.close().then(() => callback(), callback);
      },
      destroy(error, callback) {
        const ended = error ? writer.abort(error) : writer.closed.catch(() => {});
        ended.then(() => callback(error), () => callback(error));
      },
    });
  }

  // What is corked in a Duplex that is destroyed hears of it, as in Node.js.
  Duplex.prototype.destroy = Writable.prototype.destroy;
  Readable.toWeb = readableToWeb;
  Readable.fromWeb = readableFromWeb;
  Writable.toWeb = writableToWeb;
  Writable.fromWeb = writableFromWeb;
  Duplex.toWeb = (duplex) => ({ readable: readableToWeb(duplex), writable: writableToWeb(duplex) });
  Duplex.fromWeb = ({ readable, writable }, options) => Duplex.from({ readable: readableFromWeb(readable, options), writable: writableFromWeb(writable, options) });

  Stream.duplexPair ??= (options) => {
    const sides = [0, 1].map((index) => {
      let pending = null;
      const side = new Duplex({
        ...options,
        read() {
          const callback = pending;
          pending = null;
          callback?.();
        },
        write(chunk, encoding, callback) {
          const other = sides[1 - index];
          if (chunk.length === 0) queueMicrotask(callback);
          else {
            other.push(chunk);
            other.waits(callback);
          }
        },
        final(callback) {
          sides[1 - index].on('end', callback);
          sides[1 - index].push(null);
        },
      });
      side.waits = (callback) => {
        pending = callback;
      };
      return side;
    });
    return sides;
  };
  Stream.isReadable ??= (stream) => Boolean(stream?.readable);
  Stream.isWritable ??= (stream) => Boolean(stream?.writable);
  Stream.isDestroyed ??= (stream) => Boolean(stream?.destroyed);
  Object.defineProperty(Stream, 'promises', { configurable: true, enumerable: true, get: () => lib('node/stream-promises') });
  Object.defineProperty(Stream, 'file', { value: file, enumerable: false });
  return Stream;
})
