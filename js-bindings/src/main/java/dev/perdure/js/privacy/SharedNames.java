package dev.perdure.js.privacy;

import com.oracle.truffle.api.instrumentation.LoadSourceSectionEvent;
import com.oracle.truffle.api.instrumentation.SourceFilter;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.nodes.NodeUtil;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.nodes.access.JSConstantNode;
import com.oracle.truffle.js.nodes.access.NewPrivateNameNode;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the classes of the global scope use the same private names in all contexts of an engine.
 *
 * <p>The engine makes new names whenever it evaluates a class, and looks the shapes of objects up
 * by them. As all names of the same text have the same hash, that costs time in proportion to the
 * contexts, and no cache of the shared code fits more than one of them. Each class of the global
 * scope is evaluated once per context, and no object crosses contexts, so that one name per engine
 * tells as much. Classes of guests keep names of their own: a script may evaluate one repeatedly.
 */
final class SharedNames extends TruffleInstrument {
  /** The name under which an engine knows this instrument. */
  static final String ID = "perdure-private-names";

  /** What an engine looks up so that the instrument begins to watch. */
  @FunctionalInterface
  interface Watch {
    /** How many private names are shared so far. */
    int count();
  }

  private final AtomicInteger count = new AtomicInteger();

  @Override
  protected void onCreate(Env env) {
    Watch watch = count::get;
    env.registerService(watch);
    env.getInstrumenter()
        .attachLoadSourceSectionListener(
            SourceSectionFilter.newBuilder()
                .sourceFilter(SourceFilter.newBuilder().sourceIs(SharedNames::isOurs).build())
                .tagIs(StandardTags.RootTag.class)
                .build(),
            this::share,
            true);
  }

  private static boolean isOurs(Source source) {
    return source.isInternal() && source.getName().startsWith(SharedNamesProvider.SCRIPTS);
  }

  private void share(LoadSourceSectionEvent loaded) {
    RootNode root = Objects.requireNonNull(loaded.getNode().getRootNode());
    for (NewPrivateNameNode node : NodeUtil.findAllNodeInstances(root, NewPrivateNameNode.class)) {
      node.replace(JSConstantNode.create(node.execute(null)));
      count.incrementAndGet();
    }
  }
}
