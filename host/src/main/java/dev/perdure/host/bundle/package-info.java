/**
 * Bundling: from a worker's sources to the modules that an isolate loads, as wrangler does it.
 *
 * <p>Start with {@link dev.perdure.host.bundle.Bundler}, which runs the project's build command and
 * then esbuild over its own stdio protocol, and {@link dev.perdure.host.bundle.LiveProject}, which
 * does so again whenever a source or a configuration changes. What esbuild is told follows
 * wrangler's {@code packages/wrangler/src/deployment-bundle}.
 *
 * <p>Threads: a bundler may be used by any thread; esbuild's callbacks run on virtual threads.
 */
@NullMarked
package dev.perdure.host.bundle;

import org.jspecify.annotations.NullMarked;
