/**
 * Owns how tests run a worker project and talk to it. Start at {@link
 * dev.perdure.testworkers.harness.TestHost}. What is here is used by one test thread at a time
 * unless it says otherwise.
 */
@NullMarked
package dev.perdure.testworkers.harness;

import org.jspecify.annotations.NullMarked;
