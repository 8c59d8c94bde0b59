/**
 * A host inside another program, above all in tests of workers. Start at {@link
 * dev.perdure.host.embed.LocalHost}. Thread-safe.
 */
@NullMarked
package dev.perdure.host.embed;

import org.jspecify.annotations.NullMarked;
