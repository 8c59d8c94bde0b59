package dev.perdure.host.java;

import dev.perdure.workers.ExecutionContext;
import dev.perdure.workers.Exports;
import dev.perdure.workers.JsObject;
import dev.perdure.workers.Task;
import dev.perdure.workers.value.References;
import dev.perdure.workers.value.Shapes;
import dev.perdure.workers.value.ValueReader;
import org.jspecify.annotations.Nullable;

/**
 * What one event has of its own.
 *
 * @param name of its threads, for people
 * @param serializedProps {@code ctx.props} in V8's format, or null
 */
record EventContext(JavaRealm realm, String name, byte @Nullable [] serializedProps)
    implements ExecutionContext {
  @Override
  public void waitUntil(Task<?> task) {
    realm.waitUntil(task);
  }

  @Override
  public Exports exports() {
    return new ExportsView(realm);
  }

  @Override
  public JsObject props() {
    return serializedProps == null
        ? new JsObject()
        : Shapes.to(ValueReader.read(serializedProps, References.NONE), JsObject.class);
  }
}
