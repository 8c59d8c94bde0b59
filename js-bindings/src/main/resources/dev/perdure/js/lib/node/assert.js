(function perdurePart(host, lib, realm) {
  'use strict';
  const errors = lib('node/errors');
  const util = lib('node/util');
  const { inspect } = util;
  const OPERATORS = {
    deepStrictEqual: 'Expected values to be strictly deep-equal:',
    strictEqual: 'Expected values to be strictly equal:',
    strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
    deepEqual: 'Expected values to be loosely deep-equal:',
    notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
    notStrictEqual: 'Expected "actual" to be strictly unequal to:',
    notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
    notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
    notIdentical: 'Values identical but not reference-equal:',
    notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
    partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  };
  const show = (value) => inspect(value, { compact: true, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false, sorted: true, getters: true });

  /** A line by line comparison: common lines, lines only there, lines only here. */
  function difference(actual, expected) {
    const left = show(actual).split('\n');
    const right = show(expected).split('\n');
    const table = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
    for (let i = left.length - 1; i >= 0; i--) {
      for (let j = right.length - 1; j >= 0; j--) {
        table[i][j] = left[i] === right[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    const lines = [];
    let i = 0;
    let j = 0;
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] === right[j]) {
        lines.push(`  ${left[i++]}`);
        j++;
      } else if (i < left.length && (j >= right.length || table[i + 1][j] >= table[i][j + 1])) lines.push(`+ ${left[i++]}`);
      else lines.push(`- ${right[j++]}`);
    }
    return lines.join('\n');
  }

  /** A mark below the first difference of two short lines. */
  function pointer(left, right) {
    if (left.includes('\n') || right.includes('\n') || left.length + right.length >= 80) return '';
    let at = 0;
    while (at < left.length && left[at] === right[at]) at++;
    return at > 2 ? `\n  ${' '.repeat(at)}^` : '';
  }

  function explain(operator, actual, expected) {
    const objects = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
    if (operator === 'deepStrictEqual' || operator === 'strictEqual' || operator === 'partialDeepStrictEqual') {
      let name = operator;
      if (operator === 'strictEqual' && objects(actual) && objects(expected)) name = 'strictEqualObject';
      const left = show(actual);
      const right = show(expected);
      if (left === right && operator === 'strictEqual' && objects(actual)) return `${OPERATORS.notIdentical}\n\n${left}\n`;
      if (left.split('\n').length === 1 && right.split('\n').length === 1 && left !== right
        && !objects(actual) && !objects(expected) && left.length + right.length <= 12 && (actual !== 0 || expected !== 0)) {
        return `${OPERATORS[operator]}\n\n${left} !== ${right}\n`;
      }
      return `${OPERATORS[name]}\n+ actual - expected\n\n${difference(actual, expected)}${pointer(left, right)}`;
    }
    if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
      const name = operator === 'notStrictEqual' && objects(actual) ? 'notStrictEqualObject' : operator;
      const text = show(actual);
      return text.includes('\n') ? `${OPERATORS[name]}\n\n${text}\n` : `${OPERATORS[name]}${text.length > 5 ? '\n\n' : ' '}${text}`;
    }
    const simple = operator === 'deepEqual' || operator === 'notDeepEqual' ? show : inspect;
    let left = simple(actual);
    let right = simple(expected);
    if (left.length > 512) left = `${left.slice(0, 509)}...`;
    if (right.length > 512) right = `${right.slice(0, 509)}...`;
    if (operator === 'deepEqual') return `${OPERATORS.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
    if (operator === 'notDeepEqual') return `${OPERATORS.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
    return `${left} ${operator} ${right}`;
  }

  class AssertionError extends Error {
    constructor(options) {
      errors.validateObject(options, 'options');
      const { message, operator, actual, expected, stackStartFn } = options;
      super(message != null ? String(message) : explain(operator, actual, expected));
      this.generatedMessage = message == null;
      Object.defineProperty(this, 'name', { value: 'AssertionError', enumerable: false, writable: true, configurable: true });
      this.code = 'ERR_ASSERTION';
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
      // The engine drops all frames up to the constructor's, which is not in the stack: those of this module are hidden.
      if (stackStartFn) Error.captureStackTrace(this, stackStartFn);
      else Error.captureStackTrace(this);
    }

    toString() {
      return `${this.name} [${this.code}]: ${this.message}`;
    }
  }

  function raise(options) {
    if (options.message instanceof Error) throw options.message;
    throw new AssertionError(options);
  }

  function need(args, count, ...names) {
    if (args < count) {
      const list = names.map((name) => `"${name}"`);
      throw errors.withCode(TypeError, 'ERR_MISSING_ARGS', `The ${list.join(' and ')} argument${list.length > 1 ? 's' : ''} must be specified`);
    }
  }

  function truthy(count, value, message) {
    if (value) return;
    let generated = false;
    if (count === 0) {
      generated = true;
      message = 'No value argument passed to `assert.ok()`';
    } else if (message == null) {
      generated = true;
      message = 'The expression evaluated to a falsy value:\n\n  assert.ok(' + inspect(value) + ')\n';
    } else if (message instanceof Error) {
      throw message;
    }
    const error = new AssertionError({ actual: value, expected: true, message, operator: '==' });
    error.generatedMessage = generated;
    throw error;
  }

  function assert(...args) {
    truthy(args.length, args[0], args[1]);
  }

  function comparison(name, operator, passes) {
    const check = { [name](actual, expected, message) {
      need(arguments.length, 2, 'actual', 'expected');
      if (!passes(actual, expected)) raise({ actual, expected, message, operator });
    } }[name];
    return check;
  }

  const same = (actual, expected) => util.deepEqual(actual, expected, true);

  /** Whether `actual` has at least what `expected` has; `seen` are the pairs on the way here. */
  function partial(actual, expected, seen = []) {
    if (seen.some(([one, other]) => one === actual && other === expected)) return true;
    return within(actual, expected, [...seen, [actual, expected]]);
  }

  function within(actual, expected, seen) {
    if (expected === null || typeof expected !== 'object' || actual === null || typeof actual !== 'object') return Object.is(actual, expected);
    if (Array.isArray(expected)) {
      let from = 0;
      return Array.isArray(actual) && expected.every((item) => {
        while (from < actual.length && !partial(actual[from], item, seen)) from++;
        return from++ < actual.length;
      });
    }
    if (expected instanceof Map) return actual instanceof Map && [...expected].every(([key, value]) => actual.has(key) && partial(actual.get(key), value, seen));
    if (expected instanceof Set) return actual instanceof Set && [...expected].every((item) => [...actual].some((other) => partial(other, item, seen)));
    if (Object.getPrototypeOf(expected) !== Object.prototype) return same(actual, expected);
    return Reflect.ownKeys(expected).every((key) => key in actual && partial(actual[key], expected[key], seen));
  }

  class Comparison {}

  /** Checks what was thrown against a class, a pattern, a function or an object. */
  function expectThrown(thrown, expected, message, check) {
    if (expected === undefined) return;
    const name = check.name;
    if (typeof expected === 'function') {
      if (expected.prototype !== undefined && thrown instanceof expected) return;
      if (Error.isPrototypeOf(expected) || expected === Error) {
        raise({
          actual: thrown, expected, operator: name,
          message: message ?? `The error is expected to be an instance of "${expected.name}". Received ${thrown instanceof Error ? `"${thrown.name}"` : `"${inspect(thrown, { depth: -1 })}"`}${thrown instanceof Error ? `\n\nError message:\n\n${thrown.message}` : ''}`,
        });
      }
      const result = Reflect.apply(expected, {}, [thrown]);
      if (result !== true) {
        raise({
          actual: thrown, expected, operator: name,
          message: message ?? `The ${expected.name ? `"${expected.name}" ` : ''}validation function is expected to return "true". Received ${inspect(result)}${thrown instanceof Error ? `\n\nCaught error:\n\n${thrown}` : ''}`,
        });
      }
      return;
    }
    if (expected instanceof RegExp) {
      const text = String(thrown);
      if (expected.test(text)) return;
      raise({ actual: thrown, expected, operator: name, message: message ?? `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n` });
    }
    if (thrown === null || typeof thrown !== 'object') {
      raise({ actual: thrown, expected, operator: name, message });
    }
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push('name', 'message');
    else if (keys.length === 0) throw errors.invalidArgValue('error', expected, 'may not be an empty object');
    for (const key of keys) {
      if (typeof thrown[key] === 'string' && expected[key] instanceof RegExp && expected[key].test(thrown[key])) continue;
      if (key in thrown && same(thrown[key], expected[key])) continue;
      const pick = (source) => Object.assign(new Comparison(), Object.fromEntries(keys.filter((item) => item in source).map((item) => [item, source[item]])));
      raise({ actual: pick(thrown), expected: pick(expected), message, operator: name === 'throws' || name === 'rejects' ? 'deepStrictEqual' : name });
    }
  }

  const NOTHING = Symbol();
  function thrownBy(callback) {
    errors.validateFunction(callback, 'fn');
    try {
      callback();
    } catch (error) {
      return error;
    }
    return NOTHING;
  }

  async function rejectionOf(promise) {
    if (typeof promise === 'function') {
      promise = promise();
      if (typeof promise?.then !== 'function') {
        throw errors.withCode(TypeError, 'ERR_INVALID_RETURN_VALUE', `Expected instance of Promise to be returned from the "promiseFn" function but got ${promise === undefined ? 'undefined' : `type ${typeof promise}`}.`);
      }
    } else if (typeof promise?.then !== 'function') {
      throw errors.invalidArgType('promiseFn', ['Function', 'Promise'], promise);
    }
    try {
      await promise;
    } catch (error) {
      return error;
    }
    return NOTHING;
  }

  function mustFail(check, thrown, expected, message) {
    if (typeof expected === 'string') {
      message = expected;
      expected = undefined;
    }
    if (thrown === NOTHING) {
      const detail = `${expected?.name ? ` (${expected.name})` : ''}${message ? `: ${message}` : '.'}`;
      raise({ actual: undefined, expected, operator: check.name, message: `Missing expected ${check.name === 'rejects' ? 'rejection' : 'exception'}${detail}` });
    }
    expectThrown(thrown, expected, message, check);
  }

  function mustNotFail(check, thrown, expected, message) {
    if (thrown === NOTHING) return;
    if (typeof expected === 'string') {
      message = expected;
      expected = undefined;
    }
    const matches = expected === undefined || (expected instanceof RegExp ? expected.test(String(thrown)) : thrown instanceof expected);
    if (matches) {
      raise({
        actual: thrown, expected, operator: check.name,
        message: `Got unwanted ${check.name === 'doesNotReject' ? 'rejection' : 'exception'}${message ? `: ${message}` : '.'}\nActual message: "${thrown?.message}"`,
      });
    }
    throw thrown;
  }

  function matching(name, wanted) {
    const check = { [name](text, pattern, message) {
      if (!(pattern instanceof RegExp)) throw errors.invalidArgType('regexp', 'RegExp', pattern);
      if (typeof text !== 'string' || pattern.test(text) !== wanted) {
        raise({
          actual: text, expected: pattern, operator: name,
          message: message ?? (typeof text !== 'string'
            ? `The "string" argument must be of type string. Received type ${typeof text} (${inspect(text)})`
            : `${wanted ? 'The input did not match the regular expression' : 'The input was expected to not match the regular expression'} ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`),
        });
      }
    } }[name];
    return check;
  }

  const methods = {
    AssertionError,
    deepStrictEqual: comparison('deepStrictEqual', 'deepStrictEqual', same),
    doesNotMatch: matching('doesNotMatch', false),
    async doesNotReject(promise, expected, message) {
      mustNotFail(methods.doesNotReject, await rejectionOf(promise), expected, message);
    },
    doesNotThrow(callback, expected, message) {
      mustNotFail(methods.doesNotThrow, thrownBy(callback), expected, message);
    },
    fail(message) {
      if (message instanceof Error) throw message;
      const error = new AssertionError({ message: message ?? 'Failed', operator: 'fail' });
      error.generatedMessage = message === undefined;
      throw error;
    },
    ifError(value) {
      if (value === null || value === undefined) return;
      const text = typeof value === 'object' && typeof value.message === 'string' ? value.message || value.constructor.name : inspect(value);
      throw new AssertionError({ actual: value, expected: null, operator: 'ifError', message: `ifError got unwanted exception: ${text}` });
    },
    match: matching('match', true),
    notDeepStrictEqual: comparison('notDeepStrictEqual', 'notDeepStrictEqual', (actual, expected) => !same(actual, expected)),
    notStrictEqual: comparison('notStrictEqual', 'notStrictEqual', (actual, expected) => !Object.is(actual, expected)),
    ok(...args) {
      truthy(args.length, args[0], args[1]);
    },
    partialDeepStrictEqual: comparison('partialDeepStrictEqual', 'partialDeepStrictEqual', (actual, expected) => partial(actual, expected)),
    async rejects(promise, expected, message) {
      mustFail(methods.rejects, await rejectionOf(promise), expected, message);
    },
    strictEqual: comparison('strictEqual', 'strictEqual', Object.is),
    throws(callback, expected, message) {
      mustFail(methods.throws, thrownBy(callback), expected, message);
    },
  };
  // The platform has node:assert in strict mode only.
  const inStrictMode = {
    equal: methods.strictEqual, deepEqual: methods.deepStrictEqual, notEqual: methods.notStrictEqual, notDeepEqual: methods.notDeepStrictEqual,
  };
  Object.assign(assert, methods, inStrictMode);
  function strict(...args) {
    truthy(args.length, args[0], args[1]);
  }
  Object.assign(strict, assert);
  assert.strict = strict;
  strict.strict = strict;
  return assert;
})
