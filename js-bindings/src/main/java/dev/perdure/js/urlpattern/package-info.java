/**
 * URL patterns as the WHATWG URL Pattern standard says: patterns become regular expressions here,
 * which JavaScript runs. Start at {@link dev.perdure.js.urlpattern.PatternHost}. Patterns are
 * immutable; everything that parses is confined to one call.
 */
@NullMarked
package dev.perdure.js.urlpattern;

import org.jspecify.annotations.NullMarked;
