/**
 * The compatibility suite: one class for each area of behaviours.tsv, each over one worker project
 * of {@code src/test/workers}. Tests of a class share one running host.
 */
@NullMarked
package dev.perdure.testworkers.suite;

import org.jspecify.annotations.NullMarked;
