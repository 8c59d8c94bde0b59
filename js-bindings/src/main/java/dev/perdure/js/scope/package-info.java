/**
 * The global scope of a JavaScript isolate: a small bootstrap that is evaluated at once, and parts
 * that load when a script first touches one of their names. Start at {@link
 * dev.perdure.js.scope.Realm} and {@link dev.perdure.js.scope.Parts}. Everything here is confined
 * to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.scope;

import org.jspecify.annotations.NullMarked;
