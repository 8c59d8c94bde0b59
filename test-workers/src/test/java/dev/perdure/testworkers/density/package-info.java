/**
 * Owns the programs that show what sockets cost and that none is lost: many that sleep, and many
 * that come and go. Start at {@link dev.perdure.testworkers.density.DensityTest} and {@link
 * dev.perdure.testworkers.density.ChurnTest}. What is here is used by one test thread unless it
 * says otherwise.
 */
@NullMarked
package dev.perdure.testworkers.density;

import org.jspecify.annotations.NullMarked;
