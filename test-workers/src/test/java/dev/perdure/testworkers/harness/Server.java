package dev.perdure.testworkers.harness;

import java.net.URI;
import java.util.List;

/** A running worker, whoever runs it. Thread-safe. */
interface Server extends AutoCloseable {
  /** Where it answers. */
  URI url();

  /** What it and its workers have written so far, line by line. */
  List<String> logs();

  /** Ends it as a signal would; what was answered is on disk then. */
  @Override
  void close();
}
