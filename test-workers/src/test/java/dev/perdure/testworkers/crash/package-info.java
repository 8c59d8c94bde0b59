/**
 * Owns the test that kills a server at any moment and looks whether it kept what it had
 * acknowledged. Start at {@link dev.perdure.testworkers.crash.ServerCrashTest}. Clients run on
 * threads of their own; what they share is thread-safe.
 */
@NullMarked
package dev.perdure.testworkers.crash;

import org.jspecify.annotations.NullMarked;
