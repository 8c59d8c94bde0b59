package dev.perdure.host.assets;

/** What becomes of a path. */
sealed interface Intent {
  /**
   * A file answers.
   *
   * @param status 200, or 404 for the page of what is not found
   */
  record Serve(Asset asset, int status) implements Intent {}

  /** The client is sent to another path, decoded, where the same file answers. */
  record Redirect(String path) implements Intent {}
}
