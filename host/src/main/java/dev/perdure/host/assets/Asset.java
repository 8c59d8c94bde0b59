package dev.perdure.host.assets;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is served.
 *
 * @param path the decoded path of its URL, with a slash in front
 * @param tag the value of {@code ETag} without its quotes; another one once the file has changed
 */
record Asset(String path, Path file, long size, String tag, Optional<String> contentType) {}
