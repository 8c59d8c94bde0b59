package dev.perdure.host.turn;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what threads allocate. Thread-safe. */
final class Allocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  /** Bytes that this thread has allocated in its life. */
  static long current() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Bytes that another thread has allocated in its life. */
  static long of(Thread thread) {
    return THREADS.getThreadAllocatedBytes(thread.threadId());
  }
}
