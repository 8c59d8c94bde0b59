/**
 * What is printed: the console of workers on standard output ({@link
 * dev.perdure.host.log.WorkerLog}), the host's own log on standard error ({@link
 * dev.perdure.host.log.HostLog}). The host logs by SLF4J; Undertow's log ends here too, and is
 * silent below warnings.
 *
 * <p>Everything here is thread-safe; a message is written as a whole.
 */
@NullMarked
package dev.perdure.host.log;

import org.jspecify.annotations.NullMarked;
