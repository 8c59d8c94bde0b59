/** Workers in Java, alone and beside JavaScript. Each test has threads of its own. */
@NullMarked
package dev.perdure.testworkers.java;

import org.jspecify.annotations.NullMarked;
