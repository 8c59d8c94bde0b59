/**
 * What guests send to the network. Start at {@link dev.perdure.host.outbound.HttpOutbound}.
 * Thread-safe.
 */
@NullMarked
package dev.perdure.host.outbound;

import org.jspecify.annotations.NullMarked;
