package dev.perdure.testworkers.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a report for machines. */
public final class JsonFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonFile() {}

  /** Writes totals and every behaviour with the tests that are tied to it. */
  public static void write(Path file, CompatReport report) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode totals = root.putObject("totals");
    for (Standing standing : Standing.values()) {
      totals.put(standing.words(), report.count(standing));
    }
    ArrayNode behaviours = root.putArray("behaviours");
    for (CompatReport.Line line : report.lines()) {
      ObjectNode node = behaviours.addObject();
      node.put("id", line.behaviour().id());
      node.put("area", line.behaviour().area());
      node.put("priority", line.behaviour().priority());
      node.put("statement", line.behaviour().statement());
      node.put("standing", line.standing().words());
      line.tests().forEach(node.putArray("tests")::add);
      if (!line.note().isEmpty()) {
        node.put("note", line.note());
      }
    }
    JSON.writeValue(file.toFile(), root);
  }
}
