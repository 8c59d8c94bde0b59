/**
 * The benchmark beside the peer: {@link Bench} runs the same worker on Perdure and on Cloudflare's
 * own runtime, some of it in Java on Perdure too, alternating in one run on one machine, and prints
 * and keeps a table. What is measured is a {@link Workload}; who is measured a {@link Contestant};
 * the load comes from processes of their own ({@link Wrk}, {@link LoadClient}).
 *
 * <p>Everything here runs on one thread and blocks.
 */
@NullMarked
package dev.perdure.testworkers.bench;

import org.jspecify.annotations.NullMarked;
