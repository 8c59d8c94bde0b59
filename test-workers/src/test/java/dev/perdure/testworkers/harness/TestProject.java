package dev.perdure.testworkers.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A worker project that a test writes into a folder of its own. */
public final class TestProject {
  /** The configuration of one class {@code Thing} behind the binding {@code THING}. */
  public static final String ONE_CLASS =
      """
      {
        "name": "thing",
        "main": "src/index.js",
        "compatibility_date": "2026-01-01",
        "durable_objects": { "bindings": [{ "name": "THING", "class_name": "Thing" }] },
        "migrations": [{ "tag": "v1", "new_sqlite_classes": ["Thing"] }]
      }
      """;

  private final Path folder;

  private TestProject(Path folder) {
    this.folder = folder;
  }

  /** An empty project. */
  public static TestProject in(Path folder) {
    return new TestProject(folder);
  }

  /** A project with one class {@code Thing} and this code. */
  public static TestProject of(Path folder, String code) {
    return in(folder).file("wrangler.jsonc", ONE_CLASS).file("src/index.js", code);
  }

  /** Writes a file. */
  public TestProject file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a host for it. */
  public TestHost start() {
    return host().start();
  }

  /** A host for it that is not started. */
  public TestHost host() {
    return TestHost.at(folder, TestHost.Settings.DEV);
  }

  /** A host for it in other settings. */
  public TestHost host(TestHost.Settings settings) {
    return TestHost.at(folder, settings);
  }
}
