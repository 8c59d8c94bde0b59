(function perdurePart(host, lib, realm) {
  'use strict';
  const CODES = [
    ['IndexSizeError', 1], ['HierarchyRequestError', 3], ['WrongDocumentError', 4], ['InvalidCharacterError', 5],
    ['NoModificationAllowedError', 7], ['NotFoundError', 8], ['NotSupportedError', 9], ['InUseAttributeError', 10],
    ['InvalidStateError', 11], ['SyntaxError', 12], ['InvalidModificationError', 13], ['NamespaceError', 14],
    ['InvalidAccessError', 15], ['TypeMismatchError', 17], ['SecurityError', 18], ['NetworkError', 19],
    ['AbortError', 20], ['URLMismatchError', 21], ['QuotaExceededError', 22], ['TimeoutError', 23],
    ['InvalidNodeTypeError', 24], ['DataCloneError', 25],
  ];
  const byName = new Map(CODES);
  // Codes that no name has any more.
  const HISTORIC = [['DomStringSizeError', 2], ['NoDataAllowedError', 6], ['ValidationError', 16]];
  const CONSTANTS = new Map([
    ['DomStringSizeError', 'DOMSTRING_SIZE_ERR'], ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR'],
    ['URLMismatchError', 'URL_MISMATCH_ERR'],
  ]);

  class DOMException {
    #name;
    #message;

    constructor(message = '', name = 'Error') {
      this.#message = String(message);
      let cause;
      if (name !== null && typeof name === 'object') {
        cause = name;
        this.#name = name.name === undefined ? 'Error' : String(name.name);
      } else {
        this.#name = String(name);
      }
      if (cause !== undefined && 'cause' in cause) {
        Object.defineProperty(this, 'cause', { value: cause.cause, writable: true, configurable: true });
      }
      Error.captureStackTrace(this); // the frames of this script are hidden anyway
    }

    get name() {
      return this.#name;
    }

    get message() {
      return this.#message;
    }

    get code() {
      return byName.get(this.#name) ?? 0;
    }
  }

  Object.setPrototypeOf(DOMException.prototype, Error.prototype);
  Object.defineProperty(DOMException.prototype, Symbol.toStringTag, { value: 'DOMException', configurable: true });
  for (const name of ['name', 'message', 'code']) {
    Object.defineProperty(DOMException.prototype, name, { enumerable: true });
  }
  for (const [name, code] of [...CODES, ...HISTORIC].sort(([, one], [, other]) => one - other)) {
    const constant = CONSTANTS.get(name) ?? name.replace(/Error$/, '').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() + '_ERR';
    const property = { value: code, enumerable: true };
    Object.defineProperty(DOMException, constant, property);
    Object.defineProperty(DOMException.prototype, constant, property);
  }
  return { DOMException };
})
