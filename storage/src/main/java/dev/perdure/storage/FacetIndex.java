package dev.perdure.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the facets of one object: each has one for ever from the first time it is seen,
 * and its database is named by it. The format, little-endian and appended to only, is that of
 * workerd's {@code server/facet-tree-index.h}. Thread-safe.
 */
public final class FacetIndex {
  private static final long MAGIC = 0xc4cdce5bc5b0ef57L;
  private static final int MOST = 0xffff;

  /**
   * A facet among those of its parent.
   *
   * @param parent the parent's number; 0 for the object itself
   */
  private record Place(int parent, String name) {}

  private final Path file;
  private final SequencedMap<Place, Integer> numbers = new LinkedHashMap<>();
  private long end;
  private boolean read;

  FacetIndex(Path file) {
    this.file = file;
  }

  /**
   * The number of a facet, which gets one where it has none.
   *
   * @throws StorageException if the file cannot be written, or no number is left
   */
  public synchronized int number(int parent, String name) {
    read();
    Place place = new Place(parent, name);
    Integer known = numbers.get(place);
    if (known != null) {
      return known;
    }
    int next = numbers.size() + 1;
    if (next > MOST) {
      throw StorageException.folderUnusable(
          file, new IOException("An object has at most " + MOST + " facets."));
    }
    append(place);
    numbers.put(place, next);
    return next;
  }

  /** The names of the facets that {@code parent} has ever had, with their numbers. */
  public synchronized Map<String, Integer> children(int parent) {
    read();
    Map<String, Integer> children = new LinkedHashMap<>();
    numbers.forEach((place, number) -> {
      if (place.parent() == parent) {
        children.put(place.name(), number);
      }
    });
    return children;
  }

  private void append(Place place) {
    byte[] name = place.name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer entry =
        ByteBuffer.allocate(2 * Long.BYTES + name.length).order(ByteOrder.LITTLE_ENDIAN);
    if (end == 0) {
      entry.putLong(MAGIC);
    }
    entry.putShort((short) place.parent()).putShort((short) name.length).put(name).flip();
    // No channel: an interrupt would close it.
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(end);
      out.write(entry.array(), 0, entry.limit());
      out.setLength(end + entry.limit());
      out.getFD().sync();
      end += entry.limit();
    } catch (IOException e) {
      throw StorageException.folderUnusable(file, e);
    }
  }

  /** Reads as far as it makes sense: the end may have been written half by a crash. */
  private void read() {
    if (read) {
      return;
    }
    read = true;
    if (!Files.exists(file)) {
      return;
    }
    ByteBuffer content;
    try {
      content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw StorageException.folderUnusable(file, e);
    }
    if (content.remaining() < Long.BYTES || content.getLong() != MAGIC) {
      return;
    }
    end = content.position();
    while (content.hasRemaining()) {
      Place place = entry(content);
      if (place == null || numbers.containsKey(place)) {
        return;
      }
      numbers.put(place, numbers.size() + 1);
      end = content.position();
    }
  }

  private @Nullable Place entry(ByteBuffer content) {
    try {
      int parent = Short.toUnsignedInt(content.getShort());
      byte[] name = new byte[Short.toUnsignedInt(content.getShort())];
      content.get(name);
      return name.length == 0 || parent > numbers.size()
          ? null
          : new Place(parent, new String(name, StandardCharsets.UTF_8));
    } catch (BufferUnderflowException _) {
      return null;
    }
  }
}
