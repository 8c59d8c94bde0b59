/**
 * The contract between the host and a guest language. Start at {@link GuestLanguage}. Each type
 * names the thread it is called on.
 */
@NullMarked
package dev.perdure.workers.spi;

import org.jspecify.annotations.NullMarked;
