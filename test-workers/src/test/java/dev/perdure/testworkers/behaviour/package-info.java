/**
 * Owns what ties a test to the documented behaviours it proves. Start at {@link
 * dev.perdure.testworkers.behaviour.Behaviour}. The listener runs in JUnit's one thread.
 */
@NullMarked
package dev.perdure.testworkers.behaviour;

import org.jspecify.annotations.NullMarked;
