(function perdurePart(host, lib, realm) {
  'use strict';
  const check = (value, name) => {
    if (typeof value !== 'string') lib('node/errors').validateString(value, name);
  };
  // Not the directory of the process: workerd resolves from the root.
  const cwd = () => '/';

  /** Resolves . and .. among segments. */
  function simplify(segments, allowAbove) {
    const result = [];
    for (const segment of segments) {
      if (segment === '' || segment === '.') continue;
      if (segment !== '..') result.push(segment);
      else if (result.length > 0 && result.at(-1) !== '..') result.pop();
      else if (allowAbove) result.push('..');
    }
    return result;
  }

  function make(sep, delimiter, isSep, rootOf) {
    const split = (text) => {
      const segments = [];
      let start = 0;
      for (let i = 0; i <= text.length; i++) {
        if (i === text.length || isSep(text[i])) {
          segments.push(text.slice(start, i));
          start = i + 1;
        }
      }
      return segments;
    };
    const trimmed = (text, least) => {
      let end = text.length;
      while (end > least && isSep(text[end - 1])) end--;
      return end;
    };
    const lastSeparator = (text, end, least) => {
      for (let i = end - 1; i >= least; i--) if (isSep(text[i])) return i;
      return -1;
    };

    const path = {
      resolve(...paths) {
        let device = '';
        let tail = '';
        let absolute = false;
        for (let i = paths.length - 1; i >= -1 && !(absolute && (sep === '/' || device !== '')); i--) {
          const part = i >= 0 ? paths[i] : cwd();
          check(part, `paths[${i}]`);
          if (part === '') continue;
          const root = rootOf(part);
          if (root.device !== '') {
            if (device !== '' && device.toLowerCase() !== root.device.toLowerCase()) continue;
            if (device === '') device = root.device;
          }
          if (!absolute) {
            tail = `${part.slice(root.length)}${sep}${tail}`;
            absolute = root.absolute;
          }
        }
        const result = simplify(split(tail), !absolute).join(sep);
        return `${device}${absolute ? sep : ''}${result}` || '.';
      },

      normalize(text) {
        check(text, 'path');
        if (text === '') return '.';
        const root = rootOf(text);
        const tail = text.slice(root.length);
        let result = simplify(split(tail), !root.absolute).join(sep);
        if (result === '' && !root.absolute) result = '.';
        if (result !== '' && tail !== '' && isSep(text.at(-1))) result += sep;
        return `${root.device}${root.absolute ? sep : ''}${result}`;
      },

      isAbsolute(text) {
        check(text, 'path');
        return rootOf(text).absolute;
      },

      join(...paths) {
        let joined;
        for (const part of paths) {
          check(part, 'path');
          if (part !== '') joined = joined === undefined ? part : `${joined}${sep}${part}`;
        }
        if (joined === undefined) return '.';
        if (sep === '\\' && isSep(joined[0]) && isSep(joined[1] ?? '') && !/^[\\/]{2}[^\\/]/.test(paths.find((part) => part !== ''))) {
          joined = sep + joined.replace(/^[\\/]+/, '');
        }
        return path.normalize(joined);
      },

      relative(from, to) {
        check(from, 'from');
        check(to, 'to');
        if (from === to) return '';
        from = path.resolve(from);
        to = path.resolve(to);
        const same = sep === '/' ? (a, b) => a === b : (a, b) => a.toLowerCase() === b.toLowerCase();
        if (same(from, to)) return '';
        const fromRoot = rootOf(from);
        const toRoot = rootOf(to);
        if (!same(fromRoot.device, toRoot.device)) return to;
        const left = split(from.slice(fromRoot.length)).filter(Boolean);
        const right = split(to.slice(toRoot.length)).filter(Boolean);
        let common = 0;
        while (common < left.length && common < right.length && same(left[common], right[common])) common++;
        return [...left.slice(common).fill('..'), ...right.slice(common)].join(sep);
      },

      toNamespacedPath: (text) => text,

      dirname(text) {
        check(text, 'path');
        if (text === '') return '.';
        const root = rootOf(text);
        const end = trimmed(text, root.length);
        const last = lastSeparator(text, end, root.length);
        if (last === -1) return root.length > 0 ? text.slice(0, root.length) : '.';
        if (sep === '/' && last === 1 && root.absolute) return '//';
        return text.slice(0, last);
      },

      basename(text, suffix) {
        if (suffix !== undefined) check(suffix, 'suffix');
        check(text, 'path');
        const start = sep === '\\' && /^[a-zA-Z]:/.test(text) ? 2 : 0;
        const end = trimmed(text, start);
        const name = text.slice(Math.max(lastSeparator(text, end, start) + 1, start), end);
        if (suffix === text) return '';
        return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
      },

      extname(text) {
        check(text, 'path');
        const name = path.basename(text);
        const dot = name.lastIndexOf('.');
        return dot <= 0 || name === '..' ? '' : name.slice(dot);
      },

      format(parts) {
        lib('node/errors').validateObject(parts, 'pathObject');
        const dir = parts.dir || parts.root;
        const ext = parts.ext ? `${parts.ext[0] === '.' ? '' : '.'}${parts.ext}` : '';
        const base = parts.base || `${parts.name || ''}${ext}`;
        if (!dir) return base;
        return dir === parts.root ? `${dir}${base}` : `${dir}${sep}${base}`;
      },

      parse(text) {
        check(text, 'path');
        const root = rootOf(text);
        const rootText = text.slice(0, root.length);
        const end = trimmed(text, root.length);
        const last = lastSeparator(text, end, root.length);
        const base = text.slice(Math.max(last + 1, root.length), end);
        const dot = base.lastIndexOf('.');
        const ext = dot <= 0 || base === '..' ? '' : base.slice(dot);
        return {
          root: rootText,
          dir: last === -1 ? rootText : text.slice(0, last),
          base,
          ext,
          name: ext === '' ? base : base.slice(0, -ext.length),
        };
      },

      matchesGlob(text, pattern) {
        check(text, 'path');
        check(pattern, 'pattern');
        return new RegExp(`^${globSource(pattern)}$`).test(text);
      },

      sep,
      delimiter,
      win32: null,
      posix: null,
      _makeLong: (text) => text,
    };
    return path;
  }

  function globSource(pattern) {
    let source = '';
    for (let i = 0; i < pattern.length; i++) {
      const char = pattern[i];
      if (char === '*' && pattern[i + 1] === '*') {
        const directory = pattern[i + 2] === '/';
        source += directory ? '(?:[^/]+/)*' : '.*';
        i += directory ? 2 : 1;
      } else if (char === '*') source += '[^/]*';
      else if (char === '?') source += '[^/]';
      else if (char === '{') source += '(?:';
      else if (char === '}') source += ')';
      else if (char === ',') source += '|';
      else if (char === '[') source += '[';
      else if (char === ']') source += ']';
      else source += char.replace(/[.+^$|()\\]/g, '\\$&');
    }
    return source;
  }

  const posix = make('/', ':', (char) => char === '/', (text) => (text[0] === '/' ? { device: '', length: 1, absolute: true } : { device: '', length: 0, absolute: false }));
  const win32 = make('\\', ';', (char) => char === '/' || char === '\\', (text) => {
    const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)([\\/]|$)/.exec(text);
    if (share !== null) return { device: `\\\\${share[1]}\\${share[2]}`, length: share[0].length, absolute: true };
    const drive = /^[a-zA-Z]:/.exec(text);
    if (drive !== null) {
      const absolute = text[2] === '/' || text[2] === '\\';
      return { device: drive[0], length: absolute ? 3 : 2, absolute };
    }
    const absolute = text[0] === '/' || text[0] === '\\';
    return { device: '', length: absolute ? 1 : 0, absolute };
  });
  posix.posix = win32.posix = posix;
  posix.win32 = win32.win32 = win32;
  return posix;
})
