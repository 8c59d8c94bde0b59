(function perdurePart(host, lib, realm) {
  'use strict';
  const DEBUG = 0;
  const LOG = 1;
  const INFO = 2;
  const WARN = 3;
  const ERROR = 4;
  const counts = new Map();
  const timers = new Map();
  let indent = '';

  /** The text of the arguments; util.inspect is loaded only where one of them is no plain value. */
  function textOf(args) {
    if (args.length === 0) return '';
    const first = args[0];
    if (typeof first === 'string' && (args.length === 1 || !first.includes('%')) || typeof first !== 'string') {
      let text = '';
      for (let i = 0; i < args.length; i++) {
        const value = args[i];
        switch (typeof value) {
          case 'string': break;
          case 'number':
            if (Object.is(value, -0)) return lib('inspect').formatWithOptions({}, ...args);
            break;
          case 'boolean': case 'undefined': break;
          default:
            if (value !== null) return lib('inspect').formatWithOptions({}, ...args);
        }
        text += i === 0 ? value : ' ' + value;
      }
      return text;
    }
    return lib('inspect').formatWithOptions({}, ...args);
  }

  function write(level, text) {
    if (indent !== '') text = indent + text.replaceAll('\n', '\n' + indent);
    host.write(level, text);
  }

  const logger = (level) => (...args) => write(level, textOf(args));

  function stackAt(skipped) {
    const holder = { name: 'Trace', message: '' };
    Error.captureStackTrace(holder, skipped);
    const frames = String(holder.stack);
    const start = frames.indexOf('\n');
    return start === -1 ? '' : frames.slice(start);
  }

  function elapsed(label) {
    const start = timers.get(label);
    if (start === undefined) {
      write(WARN, `Warning: No such label '${label}' for console.timeLog()`);
      return undefined;
    }
    const millis = (host.nanos() - start) / 1e6;
    return millis >= 1000 ? `${(millis / 1000).toFixed(3)}s` : `${Number(millis.toFixed(3))}ms`;
  }

  function table(columns, rows) {
    const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)) + 2);
    const line = (left, middle, right) => left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
    const cells = (row) => '│' + row.map((text, i) => ' ' + text + ' '.repeat(widths[i] - text.length - 1)).join('│') + '│';
    return [line('┌', '┬', '┐'), cells(columns), line('├', '┼', '┤'), ...rows.map(cells), line('└', '┴', '┘')].join('\n');
  }

  const methods = {
    debug: logger(DEBUG),
    error: logger(ERROR),
    info: logger(INFO),
    log: logger(LOG),
    warn: logger(WARN),
    dir(value, options) {
      write(LOG, lib('inspect').inspect(value, { customInspect: false, ...options }));
    },
    dirxml(...args) {
      write(LOG, textOf(args));
    },
    table(data, only) {
      if (data === null || typeof data !== 'object') {
        write(LOG, textOf([data]));
        return;
      }
      const { inspect, types } = lib('inspect');
      const show = (value) => inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: value !== null && typeof value === 'object'
        && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0 });
      const isMap = types.isMap(data);
      const entries = isMap ? Array.from(data, ([key, value], i) => [String(i), value, key])
        : types.isSet(data) ? Array.from(data, (value, i) => [String(i), value])
          : Object.keys(data).map((key) => [key, data[key]]);
      const names = [];
      let plain = false;
      const rows = entries.map(([index, value, key]) => {
        const row = { __proto__: null };
        const primitive = value === null || (typeof value !== 'object' && typeof value !== 'function');
        if (primitive || isMap) {
          plain = true;
        } else {
          for (const name of only ?? Object.keys(value)) {
            if (!names.includes(name)) names.push(name);
            if (Object.hasOwn(value, name)) row[name] = show(value[name]);
          }
        }
        return { index, key, row, value: primitive || isMap ? show(value) : '' };
      });
      const header = [isMap || types.isSet(data) ? '(iteration index)' : '(index)', ...(isMap ? ['Key'] : []), ...names, ...(plain ? ['Values'] : [])];
      write(LOG, table(header, rows.map(({ index, key, row, value }) =>
        [index, ...(isMap ? [show(key)] : []), ...names.map((name) => row[name] ?? ''), ...(plain ? [value] : [])])));
    },
    trace(...args) {
      write(LOG, 'Trace' + (args.length > 0 ? ': ' + textOf(args) : '') + stackAt(methods.trace));
    },
    group(...args) {
      if (args.length > 0) write(LOG, textOf(args));
      indent += '  ';
    },
    groupCollapsed(...args) {
      methods.group(...args);
    },
    groupEnd() {
      indent = indent.slice(2);
    },
    clear() {},
    count(label = 'default') {
      label = `${label}`;
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      write(LOG, `${label}: ${count}`);
    },
    countReset(label = 'default') {
      if (!counts.delete(`${label}`)) write(WARN, `Warning: Count for '${label}' does not exist`);
    },
    assert(condition, ...args) {
      if (condition) return;
      if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
      else args.unshift(args.length > 0 ? 'Assertion failed:' : 'Assertion failed');
      write(ERROR, textOf(args));
    },
    profile() {},
    profileEnd() {},
    time(label = 'default') {
      label = `${label}`;
      if (timers.has(label)) write(WARN, `Warning: Label '${label}' already exists for console.time()`);
      else timers.set(label, host.nanos());
    },
    timeLog(label = 'default', ...args) {
      label = `${label}`;
      const time = elapsed(label);
      if (time !== undefined) write(LOG, textOf([`${label}: ${time}`, ...args]));
    },
    timeEnd(label = 'default') {
      label = `${label}`;
      const time = elapsed(label);
      if (time !== undefined) {
        timers.delete(label);
        write(LOG, `${label}: ${time}`);
      }
    },
    timeStamp() {},
    context: () => console,
  };

  const console = {};
  for (const name of Object.keys(methods)) console[name] = methods[name];
  Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
  return { console };
})
