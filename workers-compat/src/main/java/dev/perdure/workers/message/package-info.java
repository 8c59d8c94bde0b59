/**
 * What crosses isolates and the network: requests, responses, bodies, RPC payloads, thrown errors.
 * Start at {@link RequestMessage}. Records here are immutable; a {@link ByteSource} belongs to one
 * reader.
 */
@NullMarked
package dev.perdure.workers.message;

import org.jspecify.annotations.NullMarked;
