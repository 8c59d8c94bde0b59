/**
 * Owns the check whether a recorded history of one object could have come from an object that does
 * one operation after the other. Start at {@link dev.perdure.testworkers.linear.Linearizability}.
 * What is here is confined to one thread, but for {@link dev.perdure.testworkers.linear.History}.
 */
@NullMarked
package dev.perdure.testworkers.linear;

import org.jspecify.annotations.NullMarked;
