/**
 * Text and bytes: UTF-8, the encodings of the WHATWG Encoding standard, base64. Start at {@link
 * dev.perdure.js.encoding.Utf8} and {@link dev.perdure.js.encoding.EncodingHost}. Decoders are
 * confined to the isolate that made them; everything else is thread-safe.
 */
@NullMarked
package dev.perdure.js.encoding;

import org.jspecify.annotations.NullMarked;
