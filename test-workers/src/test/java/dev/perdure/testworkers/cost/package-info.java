/**
 * What a request costs, counted and not timed: calls between Java and the guest, and bytes
 * allocated. Start with {@link dev.perdure.testworkers.cost.CostTest}. Each test drives one host
 * from one thread.
 */
@NullMarked
package dev.perdure.testworkers.cost;

import org.jspecify.annotations.NullMarked;
