package dev.perdure.workers;

/** A handle to one object, which starts with the first call. */
public interface DurableObjectStub extends Fetcher {
  /** The id of the object. */
  DurableObjectId id();
}
