package dev.perdure.js.wording;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventListener;
import com.oracle.truffle.api.instrumentation.Instrumenter;
import com.oracle.truffle.api.instrumentation.SourceFilter;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.source.Source;

/**
 * Rewords the errors that the engine throws in guest code before guest code can look at them.
 *
 * <p>The engine has no hook where it makes an error, so this watches for errors that leave a
 * statement inside a {@code try}, or a function. Compiled code pays nothing for it; interpreted
 * code a few percent, which is why statements outside of {@code try} are left alone. An error that
 * a script makes itself with exactly the engine's words is reworded too.
 */
final class EngineErrors extends TruffleInstrument {
  /** The name under which an engine knows this instrument. */
  static final String ID = "perdure-errors";

  /** What an engine looks up so that the instrument begins to watch. */
  interface Watch {}

  @Override
  protected void onCreate(Env env) {
    env.registerService(new Watch() {});
    Instrumenter instrumenter = env.getInstrumenter();
    Rewording rewording = new Rewording();
    instrumenter.attachExecutionEventListener(
        SourceSectionFilter.newBuilder()
            .tagIs(StandardTags.RootTag.class)
            .includeInternal(false)
            .build(),
        rewording);
    instrumenter.attachLoadSourceListener(
        SourceFilter.newBuilder().includeInternal(false).build(),
        event -> watchTries(instrumenter, event.getSource(), rewording),
        true);
  }

  private static void watchTries(Instrumenter instrumenter, Source source, Rewording rewording) {
    SourceSectionFilter.IndexRange[] ranges =
        source.hasCharacters()
            ? TryBlocks.in(source.getCharacters())
            : new SourceSectionFilter.IndexRange[0];
    if (ranges.length > 0) {
      instrumenter.attachExecutionEventListener(
          SourceSectionFilter.newBuilder()
              .tagIs(StandardTags.StatementTag.class)
              .sourceIs(source)
              .indexIn(ranges)
              .build(),
          rewording);
    }
  }

  private static final class Rewording implements ExecutionEventListener {
    @Override
    public void onEnter(EventContext context, VirtualFrame frame) {}

    @Override
    public void onReturnValue(EventContext context, VirtualFrame frame, Object result) {}

    @Override
    public void onReturnExceptional(EventContext context, VirtualFrame frame, Throwable thrown) {
      reword(thrown);
    }

    @TruffleBoundary
    private static void reword(Throwable thrown) {
      InteropLibrary values = InteropLibrary.getUncached();
      if (!(thrown instanceof AbstractTruffleException error)
          || !values.isMemberReadable(error, "message")) {
        return;
      }
      try {
        String message = values.asString(values.readMember(error, "message"));
        String words = V8Words.of(message);
        if (!words.equals(message)) {
          values.writeMember(error, "message", words);
        }
      } catch (InteropException e) {
        // Not an error, or not a text: a script may throw anything.
      }
    }
  }
}
