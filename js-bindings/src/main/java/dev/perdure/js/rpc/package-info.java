/**
 * Calls between isolates: what stubs send, what exported objects receive, and who disposes of what.
 * {@code rpc.js} holds the rules of the platform, this package moves calls between threads. Start
 * at {@link dev.perdure.js.rpc.RpcSite}. Unless a class says otherwise, confined to the isolate's
 * thread.
 */
@NullMarked
package dev.perdure.js.rpc;

import org.jspecify.annotations.NullMarked;
