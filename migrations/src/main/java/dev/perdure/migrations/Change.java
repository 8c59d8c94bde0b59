package dev.perdure.migrations;

import dev.perdure.migrations.ClassPlan.Kept;

/**
 * Something that happens to a class and its objects. Where it is done, the number of objects is
 * that of before.
 */
public sealed interface Change {
  /** The worker whose class it is. */
  String worker();

  /** The class, by its name of before. */
  String className();

  /** How its objects are kept. */
  Kept kept();

  /** How many objects there are. */
  long objects();

  /** Whether objects are lost by it. */
  default boolean destroys() {
    return false;
  }

  /** A class is created; objects that a folder of its name holds already are its own. */
  record Create(String worker, String className, Kept kept, long objects) implements Change {}

  /** A class has another name; its objects keep their ids. */
  record Rename(String worker, String className, String to, Kept kept, long objects)
      implements Change {}

  /** A class goes to another worker; its objects keep their ids. */
  record Transfer(
      String worker, String className, String toWorker, String to, Kept kept, long objects)
      implements Change {}

  /** A class goes; its objects are moved to the trash. */
  record Delete(String worker, String className, Kept kept, long objects) implements Change {
    @Override
    public boolean destroys() {
      return objects > 0;
    }
  }

  /** A class waits to be handed over by {@code fromWorker}. */
  record Expect(String worker, String className, String fromWorker, Kept kept, long objects)
      implements Change {}
}
