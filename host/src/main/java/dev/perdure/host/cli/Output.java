package dev.perdure.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.host.control.Reply;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints the answer to a command: tables for people, or a line of JSON a row for programs. */
final class Output implements Reply {
  private static final int BAR = 30;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final List<ObjectNode> rows = new ArrayList<>();
  private boolean bar;

  Output(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  @Override
  public void row(ObjectNode row) {
    endBar();
    if (json) {
      out.println(row);
    } else {
      rows.add(row);
    }
  }

  /** What was not printed as JSON. */
  List<ObjectNode> rows() {
    return rows;
  }

  @Override
  public void progress(long done, long of) {
    if (json || terminal().isEmpty()) {
      return;
    }
    int full = (int) (BAR * done / Math.max(1, of));
    err.printf(
        Locale.ROOT, "\r[%s%s] %,d of %,d", "#".repeat(full), " ".repeat(BAR - full), done, of);
    err.flush();
    bar = true;
  }

  /** Where somebody sits before it, the terminal. */
  static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private void endBar() {
    if (bar) {
      err.println();
      bar = false;
    }
  }

  /** Prints lines of cells under a heading, in columns; the last is as wide as it needs. */
  void table(List<String> heading, List<List<String>> lines) {
    int[] widths = new int[heading.size()];
    List<List<String>> all = new ArrayList<>(List.of(heading));
    all.addAll(lines);
    for (List<String> line : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : all) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  /** A size, in words. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    String[] units = {"KB", "MB", "GB", "TB"};
    double size = bytes / 1024.0;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, units[unit]);
  }

  /** A time of a row, on the clock of whoever reads it. */
  static String time(JsonNode text) {
    return text.isTextual()
        ? TIME.format(Instant.parse(text.textValue()).truncatedTo(ChronoUnit.SECONDS))
        : "";
  }

  /** A cell; nothing where there is none. */
  static String cell(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    return oneLine(value.isTextual() ? value.textValue() : value.toString());
  }

  /** Text that does nothing to a terminal. */
  static String oneLine(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars()
        .forEach(character -> {
          if (character == '\n') {
            safe.append("\\n");
          } else if (character == '\t') {
            safe.append("\\t");
          } else if (Character.isISOControl(character)) {
            safe.append(String.format(Locale.ROOT, "\\x%02x", character));
          } else {
            safe.append((char) character);
          }
        });
    return safe.toString();
  }
}
