/**
 * Bodies of HTML forms: multipart and urlencoded. Start at {@link dev.perdure.js.form.FormHost}.
 * Values are immutable; the writer is confined to the call that fills it.
 */
@NullMarked
package dev.perdure.js.form;

import org.jspecify.annotations.NullMarked;
