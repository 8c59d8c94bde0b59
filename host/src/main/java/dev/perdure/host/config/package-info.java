/**
 * Configuration of workers: wrangler's files, local variables and command line overrides, read into
 * immutable records.
 *
 * <p>Start with {@link dev.perdure.host.config.ConfigLoader}, which turns a {@link
 * dev.perdure.host.config.ConfigRequest} into a {@link dev.perdure.host.config.Configuration} or
 * refuses it with every fault at once. Keys, inheritance and wording follow wrangler's {@code
 * packages/workers-utils/src/config}.
 *
 * <p>Threads: the records are immutable; a loader holds no state and reads on the caller's thread.
 */
@NullMarked
package dev.perdure.host.config;

import org.jspecify.annotations.NullMarked;
