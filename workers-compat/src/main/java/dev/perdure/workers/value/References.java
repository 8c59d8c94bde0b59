package dev.perdure.workers.value;

import dev.perdure.workers.WorkerException;
import dev.perdure.workers.wire.ValueSink;

/** What goes beside a value by reference, such as stubs and streams. */
public interface References {
  /** Nothing does: for values that are stored. */
  References NONE =
      new References() {
        @Override
        public boolean write(Object value, ValueSink sink) {
          return false;
        }

        @Override
        public Object read(int tag, long place) {
          throw new WorkerException(
              "DataCloneError", "A stub or stream cannot be part of a stored value.");
        }
      };

  /** Writes one object of the platform, if {@code value} is to go as one. */
  boolean write(Object value, ValueSink sink);

  /** What an object of the platform stands for. */
  Object read(int tag, long place);
}
