// Errors with the codes and texts of Node.js.
(function perdurePart(host, lib, realm) {
  'use strict';
  function described() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  function withCode(Type, code, message) {
    const error = new Type(message);
    error.code = code;
    Object.defineProperty(error, 'toString', { value: described, writable: true, configurable: true });
    return error;
  }

  function received(value) {
    if (value == null) return ` Received ${value}`;
    if (typeof value === 'function') return ` Received function ${value.name}`;
    if (typeof value === 'object') {
      if (value.constructor?.name) return ` Received an instance of ${value.constructor.name}`;
      return ` Received ${lib('inspect').inspect(value, { depth: -1 })}`;
    }
    let text = lib('inspect').inspect(value, { colors: false });
    if (text.length > 28) text = `${text.slice(0, 25)}...`;
    return ` Received type ${typeof value} (${text})`;
  }

  const list = (words, last) => words.length > 2 ? `${words.slice(0, -1).join(', ')}, ${last} ${words.at(-1)}` : words.join(` ${last} `);

  /** `expected` are names of types, such as 'string', and of classes, such as 'Buffer'. */
  function invalidArgType(name, expected, actual) {
    const all = Array.isArray(expected) ? expected : [expected];
    const kinds = all.filter((word) => /^[a-z]/.test(word) && word !== 'function' || word === 'Function' || word === 'function').map((word) => word.toLowerCase());
    const classes = all.filter((word) => /^[A-Z]/.test(word) && word !== 'Object' && word !== 'Function');
    const parts = [];
    if (kinds.length > 0) parts.push(`${kinds.length > 1 ? 'one of type' : 'of type'} ${list(kinds, 'or')}`);
    if (classes.length > 0) parts.push(`an instance of ${list(classes, 'or')}`);
    if (all.includes('Object')) parts.push('of type object');
    const what = name.endsWith(' argument') ? `The ${name}` : `The "${name}" ${name.includes('.') ? 'property' : 'argument'}`;
    return withCode(TypeError, 'ERR_INVALID_ARG_TYPE', `${what} must be ${parts.join(' or ')}.${received(actual)}`);
  }

  function invalidArgValue(name, value, reason = 'is invalid') {
    let text = lib('inspect').inspect(value);
    if (text.length > 128) text = `${text.slice(0, 128)}...`;
    return withCode(TypeError, 'ERR_INVALID_ARG_VALUE', `The ${name.includes('.') ? 'property' : 'argument'} '${name}' ${reason}. Received ${text}`);
  }

  const grouped = (text) => text.replace(/\B(?=(\d{3})+(?!\d))/g, '_');

  function outOfRange(name, range, value) {
    let text = typeof value === 'bigint' ? `${grouped(String(value))}n` : Number.isInteger(value) && Math.abs(value) > 2 ** 32 ? grouped(String(value)) : lib('inspect').inspect(value);
    return withCode(RangeError, 'ERR_OUT_OF_RANGE', `The value of "${name}" is out of range. It must be ${range}. Received ${text}`);
  }

  const notImplemented = (name) => withCode(Error, 'ERR_METHOD_NOT_IMPLEMENTED', `The ${name} method is not implemented`);

  function validateString(value, name) {
    if (typeof value !== 'string') throw invalidArgType(name, 'string', value);
  }

  function validateFunction(value, name) {
    if (typeof value !== 'function') throw invalidArgType(name, 'function', value);
  }

  function validateObject(value, name) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw invalidArgType(name, 'Object', value);
  }

  function validateNumber(value, name, min, max) {
    if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
    if ((min != null && value < min) || (max != null && value > max) || ((min != null || max != null) && Number.isNaN(value))) {
      throw outOfRange(name, `${min != null ? `>= ${min}` : ''}${min != null && max != null ? ' && ' : ''}${max != null ? `<= ${max}` : ''}`, value);
    }
  }

  function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
    if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
    if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
    if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
  }

  function validateBoolean(value, name) {
    if (typeof value !== 'boolean') throw invalidArgType(name, 'boolean', value);
  }

  function validateAbortSignal(signal, name) {
    if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
      throw invalidArgType(name, 'AbortSignal', signal);
    }
  }

  class AbortError extends Error {
    constructor(message = 'The operation was aborted', options) {
      super(message, options);
      this.code = 'ABORT_ERR';
      this.name = 'AbortError';
    }
  }

  return {
    withCode, invalidArgType, invalidArgValue, outOfRange, notImplemented, validateString, validateFunction, validateObject,
    validateNumber, validateInteger, validateBoolean, validateAbortSignal, AbortError,
  };
})
