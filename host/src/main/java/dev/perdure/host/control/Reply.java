package dev.perdure.host.control;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes the answer to a request, part by part. */
public interface Reply {
  /** One line of the answer. */
  void row(ObjectNode row);

  /** How far long work has come. */
  void progress(long done, long of);
}
