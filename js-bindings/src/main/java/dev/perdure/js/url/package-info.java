/**
 * URLs and {@code application/x-www-form-urlencoded} lists as the WHATWG URL standard says. Start
 * at {@link dev.perdure.js.url.Url}. {@link dev.perdure.js.url.Url} is immutable; the parser and
 * the lists are confined to the thread that made them.
 */
@NullMarked
package dev.perdure.js.url;

import org.jspecify.annotations.NullMarked;
