package dev.perdure.host.life;

/**
 * Hears what happens to the objects of a host. Called on any thread, in their order for one object;
 * must not block.
 */
@FunctionalInterface
public interface LifeListener {
  /** Hears nothing. */
  LifeListener NONE = event -> {};

  /** Something has happened to an object. */
  void happened(LifeEvent event);
}
