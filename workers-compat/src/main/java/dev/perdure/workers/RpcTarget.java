package dev.perdure.workers;

/**
 * Marks a class whose instances go by reference over RPC: the other side gets a stub, and calls the
 * public methods. Where it is {@link AutoCloseable}, it is closed when its last stub is given back.
 */
public interface RpcTarget {}
