/**
 * Composition: from what the user asked for to a host that answers. Start at {@link
 * dev.perdure.host.session.Starter}, then {@link dev.perdure.host.session.WorkerSet}. Thread-safe
 * unless a class says otherwise.
 */
@NullMarked
package dev.perdure.host.session;

import org.jspecify.annotations.NullMarked;
