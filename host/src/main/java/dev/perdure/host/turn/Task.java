package dev.perdure.host.turn;

import org.jspecify.annotations.Nullable;

/**
 * Something to run in a turn.
 *
 * @param section the critical section in which it was begun; null for what passes every gate
 */
record Task(@Nullable GateSection section, Runnable action) {}
