package dev.perdure.storage;

import dev.perdure.workers.id.ActorIds;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of one kind of binding beside those of objects, in the layout of {@code wrangler
 * dev}: {@code <kind>/<unique key>/<id>.sqlite} and {@code <kind>/<name>/blobs}. Thread-safe.
 */
public final class BindingFolder implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int LONGEST = 255;
  private static final Pattern DOTS = Pattern.compile("(^|/|\\\\)(\\.+)(/|\\\\|$)");
  private static final Pattern ILLEGAL = Pattern.compile("[?<>*\"'^/\\\\:|\\x00-\\x1f\\x80-\\x9f]");
  private static final Pattern RESERVED =
      Pattern.compile("^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?$", Pattern.CASE_INSENSITIVE);
  private static final Pattern BLANK_ENDS = Pattern.compile("^ +| +$");

  private final Path root;
  private final String uniqueKey;
  private final DiskSync disk;
  private final Map<String, BindingDatabase> databases = new HashMap<>();
  private final ExecutorService threads;

  BindingFolder(Path root, String uniqueKey, DiskSync disk) {
    this.root = root;
    this.uniqueKey = uniqueKey;
    this.disk = disk;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            Thread.ofPlatform().daemon().name("perdure-" + root.getFileName() + "-", 0).factory());
  }

  /** The database of the binding whose state is called {@code name}; the same for the same name. */
  public synchronized BindingDatabase database(String name, String schema) {
    return databases.computeIfAbsent(
        name,
        any -> {
          String id = new ActorIds(uniqueKey).fromName(name).hex();
          return new BindingDatabase(
              root.resolve(uniqueKey), id + ".sqlite", schema, threads, disk);
        });
  }

  /** The large values of the binding whose state is called {@code name}. */
  public BlobFolder blobs(String name) {
    return new BlobFolder(root.resolve(folderName(name)).resolve("blobs"), threads);
  }

  /** What miniflare makes of a name so that it can be that of a folder. */
  static String folderName(String name) {
    String safe = DOTS.matcher(name).replaceAll(BindingFolder::underscored);
    safe = DOTS.matcher(safe).replaceAll(BindingFolder::underscored);
    safe = ILLEGAL.matcher(safe).replaceAll("_");
    safe = RESERVED.matcher(safe).replaceAll("_");
    safe = BLANK_ENDS.matcher(safe).replaceAll(match -> "_".repeat(match.group().length()));
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
  }

  private static String underscored(MatchResult match) {
    return Matcher.quoteReplacement(
        match.group(1) + "_".repeat(match.group(2).length()) + match.group(3));
  }

  @Override
  public synchronized void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    databases.values().forEach(BindingDatabase::close);
    databases.clear();
  }
}
