/** The Workers contract in plain Java. */
@NullMarked
package dev.perdure.workers;

import org.jspecify.annotations.NullMarked;
