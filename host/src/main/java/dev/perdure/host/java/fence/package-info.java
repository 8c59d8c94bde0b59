/**
 * What class files of a fenced worker may use of the JDK. Start at {@link
 * dev.perdure.host.java.fence.Fence}. Everything that a class can name stands in its table of
 * constants; what is there and not on the list keeps the class from being loaded. Thread-safe.
 */
@NullMarked
package dev.perdure.host.java.fence;

import org.jspecify.annotations.NullMarked;
