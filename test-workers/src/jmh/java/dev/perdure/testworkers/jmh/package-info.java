/**
 * The hot inner parts, each measured alone with JMH; docs/performance.md says how to run them.
 * Start with {@link dev.perdure.testworkers.jmh.GuestRealm}, where guest code is needed. Each
 * benchmark runs on one thread.
 */
@NullMarked
package dev.perdure.testworkers.jmh;

import org.jspecify.annotations.NullMarked;
