/** What an isolate can be asked to do. Start at {@link Event}. Immutable. */
@NullMarked
package dev.perdure.workers.event;

import org.jspecify.annotations.NullMarked;
