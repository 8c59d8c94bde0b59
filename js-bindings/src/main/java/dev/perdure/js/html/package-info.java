/**
 * HTMLRewriter: a tokenizer that keeps every byte it is not asked to change, and selectors. Start
 * at {@link dev.perdure.js.html.HtmlRewriter}. Everything is confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.html;

import org.jspecify.annotations.NullMarked;
