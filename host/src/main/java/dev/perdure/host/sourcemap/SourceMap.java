package dev.perdure.host.sourcemap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A decoded source map, version 3.
 *
 * <p>Lines and columns are counted from 1, as stack traces have them.
 */
public final class SourceMap {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> sources;
  private final List<Line> lines;

  /**
   * A place in an original file.
   *
   * @param file the file as the map names it
   * @param line the line, from 1
   * @param column the column, from 1
   */
  public record Position(String file, int line, int column) {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  /** The segments of one generated line, columns ascending; a source of -1 means none. */
  private record Line(int[] columns, int[] sources, int[] lines, int[] originalColumns) {}

  private SourceMap(List<String> sources, List<Line> lines) {
    this.sources = sources;
    this.lines = lines;
  }

  /**
   * Decodes a map.
   *
   * @throws IllegalArgumentException when the text is not a source map
   */
  public static SourceMap parse(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The source map is not JSON.", e);
    }
    if (!root.path("mappings").isTextual()) {
      throw new IllegalArgumentException("The source map has no \"mappings\".");
    }
    String base = root.path("sourceRoot").asText("");
    List<String> sources = new ArrayList<>();
    for (JsonNode source : root.path("sources")) {
      String name = source.asText("");
      sources.add(base.isEmpty() ? name : base.replaceAll("/$", "") + "/" + name);
    }
    return new SourceMap(List.copyOf(sources), decode(root.path("mappings").textValue()));
  }

  /** Where the code at a generated place comes from. */
  public Optional<Position> original(int line, int column) {
    if (line < 1 || line > lines.size()) {
      return Optional.empty();
    }
    Line segments = lines.get(line - 1);
    int found = Arrays.binarySearch(segments.columns(), column - 1);
    int index = found >= 0 ? found : -found - 2;
    if (index < 0 || segments.sources()[index] < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Position(
            sources.get(segments.sources()[index]),
            segments.lines()[index] + 1,
            segments.originalColumns()[index] + 1));
  }

  private static List<Line> decode(String mappings) {
    List<Line> lines = new ArrayList<>();
    VlqReader in = new VlqReader(mappings);
    int source = 0;
    int originalLine = 0;
    int originalColumn = 0;
    while (true) {
      int column = 0;
      List<int[]> segments = new ArrayList<>();
      while (in.atValue()) {
        column += in.next();
        if (in.atValue()) {
          source += in.next();
          originalLine += in.next();
          originalColumn += in.next();
          if (in.atValue()) {
            in.next();
          }
          segments.add(new int[] {column, source, originalLine, originalColumn});
        } else {
          segments.add(new int[] {column, -1, 0, 0});
        }
        in.skip(',');
      }
      lines.add(line(segments));
      if (!in.skip(';')) {
        return List.copyOf(lines);
      }
    }
  }

  private static Line line(List<int[]> segments) {
    int[][] parts = new int[4][segments.size()];
    for (int i = 0; i < segments.size(); i++) {
      for (int part = 0; part < parts.length; part++) {
        parts[part][i] = segments.get(i)[part];
      }
    }
    return new Line(parts[0], parts[1], parts[2], parts[3]);
  }
}
