/**
 * A look into a state folder, and changes to what it holds: by the host that runs on it, which
 * other processes of the same user ask through a local socket, or by a process of its own where no
 * host runs. Start at {@link dev.perdure.host.control.StateAccess}, which asks, and {@link
 * dev.perdure.host.control.Operations}, which answers. Thread-safe unless a class says otherwise.
 */
@NullMarked
package dev.perdure.host.control;

import org.jspecify.annotations.NullMarked;
