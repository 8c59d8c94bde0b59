/**
 * JavaScript as a guest language: {@link dev.perdure.js.JavaScript} is what the host finds. Start
 * there, then read {@link dev.perdure.js.scope.Realm}.
 */
@NullMarked
package dev.perdure.js;

import org.jspecify.annotations.NullMarked;
