/**
 * Java as a guest language. Start at {@link dev.perdure.host.java.JavaIsolate}; {@link
 * dev.perdure.host.java.Fibers} holds the rule of the threads.
 *
 * <p>Each event runs on a virtual thread of its own, and one of them at a time: the thread that
 * runs the isolate's turn hands it a baton and carries it until it ends or waits for something.
 * What it waits for comes back as a task of the event loop, which hands the baton back. So other
 * events come in exactly where JavaScript's {@code await} lets them, and turns, commits and gates
 * hold unchanged. Classes of this package are confined to the holder of the baton unless they say
 * otherwise.
 *
 * <p>A class loader of its own for each worker shows guests the JDK and {@code
 * dev.perdure.workers}, and nothing of the host. That alone is no fence against code that wants to
 * do harm: such code reaches files, processes and the network as any Java code does. {@link
 * dev.perdure.host.java.fence.Fence} is one, for workers that ask for it.
 */
@NullMarked
package dev.perdure.host.java;

import org.jspecify.annotations.NullMarked;
