package dev.perdure.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.host.control.Request;
import dev.perdure.migrations.Trash;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that look into a state folder, and change what it holds. */
final class StateCommands {
  private static final String CLASS =
      "The class, as the worker calls it; WORKER/CLASS where several workers have one.";
  private static final String OBJECT = "The object: its name, or its id of 64 hex digits.";

  private StateCommands() {}

  /** Adds them to the tree of commands. */
  static void addTo(CommandLine root, Path workingDirectory) {
    CommandLine keyValue =
        new CommandLine(new KeyValue())
            .addSubcommand(new KeyValueGet(workingDirectory))
            .addSubcommand(new KeyValueList(workingDirectory))
            .addSubcommand(new KeyValuePut(workingDirectory))
            .addSubcommand(new KeyValueDelete(workingDirectory));
    root.addSubcommand(new Objects(workingDirectory))
        .addSubcommand(new Sql(workingDirectory))
        .addSubcommand(keyValue)
        .addSubcommand(new Export(workingDirectory))
        .addSubcommand(new Import(workingDirectory))
        .addSubcommand(new Restore(workingDirectory))
        .addSubcommand(new Delete(workingDirectory))
        .addSubcommand(new EmptyTrash(workingDirectory));
  }

  @Command(
      name = "objects",
      description = "Lists the objects of a state folder, or of one of its classes.",
      footer = {
        "",
        "An object sleeps where it has sockets and is not live. A name is known while the object",
        "is live or has an alarm.",
        "",
        "Examples:",
        "  perdure objects",
        "  perdure objects Counter --json | jq -r 'select(.bytes > 1e6).id'"
      })
  private static final class Objects extends StateCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "CLASS", description = CLASS)
    @Nullable String className;

    Objects(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return Request.of("objects").with("class", Optional.ofNullable(className));
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      if (rows.isEmpty()) {
        out().println("There are no objects.");
        return;
      }
      List<List<String>> lines = new ArrayList<>();
      long bytes = 0;
      for (ObjectNode row : rows) {
        int sockets = row.path("sockets").asInt();
        lines.add(
            List.of(
                Output.cell(row.path("class")),
                Output.cell(row.path("id")),
                Output.cell(row.path("name")),
                Output.size(row.path("bytes").asLong()),
                Output.time(row.path("lastUse")),
                Output.time(row.path("alarm")),
                sockets == 0 ? "" : Integer.toString(sockets),
                row.path("live").asBoolean() ? "live" : sockets > 0 ? "sleeps" : ""));
        bytes += row.path("bytes").asLong();
      }
      output.table(
          List.of("CLASS", "ID", "NAME", "SIZE", "LAST USE", "ALARM", "SOCKETS", "STATE"), lines);
      out()
          .printf(
              Locale.ROOT,
              "%,d %s, %s%n",
              rows.size(),
              rows.size() == 1 ? "object" : "objects",
              Output.size(bytes));
    }
  }

  @Command(
      name = "sql",
      description = "Runs SQL in the database of one object.",
      footer = {
        "",
        "On a host that runs, it takes its turn among the object's own events. A script that keeps",
        "what it read in memory does not see what --write changes until the object starts anew.",
        "",
        "Examples:",
        "  perdure sql Room lobby \"SELECT * FROM messages ORDER BY id DESC LIMIT 5\"",
        "  perdure sql Room lobby \"DELETE FROM messages\" --write"
      })
  private static final class Sql extends StateCommand {
    @Parameters(index = "0", paramLabel = "CLASS", description = CLASS)
    String className = "";

    @Parameters(index = "1", paramLabel = "ID|NAME", description = OBJECT)
    String object = "";

    @Parameters(index = "2", paramLabel = "SQL", description = "One or more statements.")
    String sql = "";

    @Option(names = "--write", description = "Let statements write; else they are refused.")
    boolean write;

    Sql(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return Request.of("sql")
          .with("class", className)
          .with("object", object)
          .with("sql", sql)
          .with("write", write);
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      List<String> columns = new ArrayList<>();
      List<List<String>> lines = new ArrayList<>();
      long written = 0;
      for (ObjectNode row : rows) {
        row.path("columns").forEach(column -> columns.add(Output.cell(column)));
        if (row.has("values")) {
          List<String> line = new ArrayList<>();
          row.path("values").forEach(value -> line.add(sqlCell(value)));
          lines.add(line);
        }
        written += row.path("rowsWritten").asLong();
      }
      if (!columns.isEmpty()) {
        output.table(columns, lines);
      }
      out().printf(Locale.ROOT, "%,d %s", lines.size(), lines.size() == 1 ? "row" : "rows");
      out().println(written == 0 ? "" : String.format(Locale.ROOT, ", %,d written", written));
    }

    private static String sqlCell(JsonNode value) {
      return value.isNull()
          ? "NULL"
          : value.has("base64")
              ? "x'"
                  + HexFormat.of()
                      .formatHex(Base64.getDecoder().decode(value.path("base64").asText()))
                  + "'"
              : Output.cell(value);
    }
  }

  @Command(
      name = "kv",
      description = "Reads and writes the key-value pairs of one object.",
      synopsisSubcommandLabel = "COMMAND")
  private static final class KeyValue implements Callable<Integer> {
    @Spec @Nullable CommandSpec command;

    @Override
    public Integer call() {
      if (command != null) {
        throw new ParameterException(
            command.commandLine(), "Say what to do: get, list, put or delete.");
      }
      return ExitCodes.USAGE;
    }
  }

  /** A command on the pairs of one object. */
  private abstract static class OfObject extends StateCommand {
    @Parameters(index = "0", paramLabel = "CLASS", description = CLASS)
    String className = "";

    @Parameters(index = "1", paramLabel = "ID|NAME", description = OBJECT)
    String object = "";

    OfObject(Path workingDirectory) {
      super(workingDirectory);
    }

    Request ask(String operation) {
      return Request.of(operation).with("class", className).with("object", object);
    }
  }

  /** A command on one pair of an object. */
  private abstract static class OfPair extends OfObject {
    @Parameters(index = "2", paramLabel = "KEY", description = "The key.")
    String key = "";

    OfPair(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request ask(String operation) {
      return super.ask(operation).with("key", key);
    }
  }

  @Command(name = "get", description = "Prints a value, as JSON.")
  private static final class KeyValueGet extends OfPair {
    KeyValueGet(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return ask("kv-get");
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      rows.forEach(row -> out().println(row.path("value")));
    }
  }

  @Command(name = "list", description = "Lists the pairs in the order of their keys.")
  private static final class KeyValueList extends OfObject {
    @Option(names = "--prefix", paramLabel = "TEXT", description = "Keys that start with TEXT.")
    @Nullable String prefix;

    @Option(names = "--limit", paramLabel = "N", description = "At most N pairs. Default: 1000.")
    long limit = 1000;

    KeyValueList(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return ask("kv-list").with("prefix", Optional.ofNullable(prefix)).with("limit", limit);
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      if (rows.isEmpty()) {
        out().println("There are no pairs.");
        return;
      }
      output.table(
          List.of("KEY", "SIZE", "VALUE"),
          rows.stream()
              .map(row ->
                  List.of(
                      Output.cell(row.path("key")),
                      Output.size(row.path("bytes").asLong()),
                      Output.oneLine(row.path("value").toString())))
              .toList());
    }
  }

  @Command(
      name = "put",
      description = "Stores a value, given as JSON.",
      footer = {"", "Example:", "  perdure kv put Counter main value 42"})
  private static final class KeyValuePut extends OfPair {
    @Parameters(index = "3", paramLabel = "VALUE", description = "The value.")
    String value = "";

    @Option(names = "--text", description = "The value is a text rather than JSON.")
    boolean text;

    KeyValuePut(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      String json = text ? JsonNodeFactory.instance.textNode(value).toString() : value;
      return ask("kv-put").with("value", json);
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      rows.forEach(row ->
          out()
              .printf(
                  "Stored %s (%s)%n",
                  Output.cell(row.path("key")), Output.size(row.path("bytes").asLong())));
    }
  }

  @Command(name = "delete", description = "Deletes a pair.")
  private static final class KeyValueDelete extends OfPair {
    KeyValueDelete(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return ask("kv-delete");
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      rows.forEach(row -> out().println("Deleted " + Output.cell(row.path("key"))));
    }
  }

  @Command(
      name = "export",
      description = "Writes one object, or all of a class, to one file.",
      footer = {
        "",
        "Each object is in it as it was at one moment, also while it is in use. The file is a ZIP",
        "of one SQLite database an object.",
        "",
        "Examples:",
        "  perdure export Room rooms.zip",
        "  perdure export Room lobby.zip --object lobby"
      })
  private static final class Export extends StateCommand {
    @Parameters(index = "0", paramLabel = "CLASS", description = CLASS)
    String className = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to write.")
    Path file = Path.of("");

    @Option(names = "--object", paramLabel = "ID|NAME", description = OBJECT + " Default: all.")
    @Nullable String object;

    @Option(names = "--replace", description = "Replace a file that is there.")
    boolean replace;

    Export(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return Request.of("export")
          .with("class", className)
          .with("object", Optional.ofNullable(object))
          .with("file", absolute(file).toString())
          .with("replace", replace);
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      rows.forEach(row ->
          out()
              .printf(
                  Locale.ROOT,
                  "Wrote %,d %s of %s to %s (%s)%n",
                  row.path("objects").asLong(),
                  row.path("objects").asLong() == 1 ? "object" : "objects",
                  row.path("class").asText(),
                  row.path("file").asText(),
                  Output.size(row.path("bytes").asLong())));
    }
  }

  @Command(
      name = "import",
      description = "Brings the objects of a file in that 'perdure export' wrote.",
      footer = {
        "",
        "Ids belong to a class of a worker. In another class an object is found again by its name,",
        "where the file knows it, or by the name that --as gives.",
        "",
        "Examples:",
        "  perdure import rooms.zip",
        "  perdure import lobby.zip --class Room --as lobby-copy"
      })
  private static final class Import extends StateCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    Path file = Path.of("");

    @Option(names = "--class", paramLabel = "CLASS", description = CLASS + " Default: the file's.")
    @Nullable String className;

    @Option(
        names = "--as",
        paramLabel = "ID|NAME",
        description = "What the object of a file with one object is to be.")
    @Nullable String object;

    @Option(names = "--replace", description = "Let objects that are there go to the trash.")
    boolean replace;

    Import(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return Request.of("import")
          .with("file", absolute(file).toString())
          .with("class", Optional.ofNullable(className))
          .with("object", Optional.ofNullable(object))
          .with("replace", replace);
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      rows.forEach(row ->
          out()
              .printf(
                  Locale.ROOT,
                  "Brought %,d %s of %s in%n",
                  row.path("objects").asLong(),
                  row.path("objects").asLong() == 1 ? "object" : "objects",
                  row.path("class").asText()));
    }
  }

  @Command(
      name = "restore",
      description = "Puts an object back to what it was at a time.",
      footer = {
        "",
        "The object starts anew. How far back it can go: docs/point-in-time-recovery.md.",
        "",
        "Example:",
        "  perdure restore Room lobby --at 2026-01-31T12:00:00Z"
      })
  private static final class Restore extends OfObject {
    @Option(
        names = "--at",
        required = true,
        paramLabel = "TIME",
        description = "The time, on this machine's clock where it names no zone.")
    String at = "";

    Restore(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return ask("restore").with("at", instant().toString());
    }

    private Instant instant() {
      String text = at.replace(' ', 'T');
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException _) {
        // It may name no zone.
      }
      try {
        return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
      } catch (DateTimeException e) {
        throw new ParameterException(
            options.commandLine(),
            "'--at %s' is no time; write it as 2026-01-31T12:00:00Z.".formatted(at),
            e);
      }
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      rows.forEach(row ->
          out()
              .printf(
                  "Restored %s to %s%nA script can undo it with onNextSessionRestoreBookmark(\"%s\")%n",
                  row.path("id").asText(),
                  row.path("restoredTo").asText(),
                  row.path("undoBookmark").asText()));
    }
  }

  @Command(
      name = "delete",
      description = "Moves one object to the trash.",
      footer = {"", "Example:", "  perdure delete Room lobby"})
  private static final class Delete extends OfObject {
    Delete(Path workingDirectory) {
      super(workingDirectory);
    }

    @Override
    Request request() {
      return ask("delete");
    }

    @Override
    void print(List<ObjectNode> rows, Output output) {
      rows.forEach(row ->
          out()
              .printf(
                  "Moved %s to the trash as %s%n",
                  row.path("id").asText(), row.path("trash").asText()));
    }
  }

  @Command(
      name = "trash",
      description = "Lists what deleted and replaced objects left, or empties it.",
      footer = {"", "Examples:", "  perdure trash", "  perdure trash --empty"})
  private static final class EmptyTrash implements Callable<Integer> {
    private final Path workingDirectory;

    @Mixin final StateOptions options = new StateOptions();

    @Option(names = "--empty", description = "Delete it for good.")
    boolean empty;

    EmptyTrash(Path workingDirectory) {
      this.workingDirectory = workingDirectory;
    }

    @Override
    public Integer call() {
      Trash trash = new Trash(options.folder(workingDirectory));
      List<Trash.Item> items = trash.items();
      Output output =
          new Output(options.commandLine().getOut(), options.commandLine().getErr(), options.json);
      for (Trash.Item item : items) {
        output.row(
            JsonNodeFactory.instance
                .objectNode()
                .put("name", item.name())
                .put("objects", item.objects())
                .put("bytes", item.bytes()));
      }
      if (empty) {
        trash.empty();
      }
      if (!options.json) {
        print(items, output);
      }
      return ExitCodes.OK;
    }

    private void print(List<Trash.Item> items, Output output) {
      if (items.isEmpty()) {
        options.commandLine().getOut().println("The trash is empty.");
        return;
      }
      output.table(
          List.of("NAME", "OBJECTS", "SIZE"),
          items.stream()
              .map(item ->
                  List.of(item.name(), Long.toString(item.objects()), Output.size(item.bytes())))
              .toList());
      if (empty) {
        options.commandLine().getOut().println("Deleted for good.");
      }
    }
  }
}
