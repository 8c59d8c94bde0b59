package dev.perdure.testworkers.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The documented behaviours in the order of their file, with the reasons of those left out. */
public final class Catalogue {
  private final SequencedMap<String, DocumentedBehaviour> behaviours;
  private final Map<String, String> reasons;
  private final Map<String, String> notInJava;

  Catalogue(
      List<DocumentedBehaviour> behaviours,
      Map<String, String> reasons,
      Map<String, String> notInJava) {
    this.behaviours = new LinkedHashMap<>();
    for (DocumentedBehaviour behaviour : behaviours) {
      if (this.behaviours.put(behaviour.id(), behaviour) != null) {
        throw new IllegalArgumentException(
            "behaviours.tsv holds '%s' twice.".formatted(behaviour.id()));
      }
    }
    check("not-applicable.tsv", reasons);
    check("not-in-java.tsv", notInJava);
    this.reasons = Map.copyOf(reasons);
    this.notInJava = Map.copyOf(notInJava);
  }

  private void check(String file, Map<String, String> named) {
    for (String id : named.keySet()) {
      if (!behaviours.containsKey(id)) {
        throw new IllegalArgumentException(
            "%s names '%s', which behaviours.tsv does not hold.".formatted(file, id));
      }
    }
  }

  /** The catalogue of this project. */
  public static Catalogue load() {
    List<DocumentedBehaviour> behaviours =
        lines("behaviours.tsv").stream()
            .skip(1)
            .map(Catalogue::columns)
            .map(c -> new DocumentedBehaviour(c[0], c[1], c[2], c[3], c[4], Integer.parseInt(c[5])))
            .toList();
    return new Catalogue(behaviours, reasons("not-applicable.tsv"), reasons("not-in-java.tsv"));
  }

  private static Map<String, String> reasons(String file) {
    return lines(file).stream()
        .map(Catalogue::columns)
        .collect(Collectors.toMap(c -> c[0], c -> c[1]));
  }

  /** All behaviours. */
  public List<DocumentedBehaviour> behaviours() {
    return List.copyOf(behaviours.values());
  }

  /** The behaviour of this name. */
  public Optional<DocumentedBehaviour> behaviour(String id) {
    return Optional.ofNullable(behaviours.get(id));
  }

  /** Why a behaviour does not apply to Perdure, where it does not. */
  public Optional<String> reasonLeftOut(String id) {
    return Optional.ofNullable(reasons.get(id));
  }

  /** Why a behaviour is none of workers in Java, where it is not. */
  Optional<String> reasonNotInJava(String id) {
    return Optional.ofNullable(notInJava.get(id));
  }

  private static String[] columns(String line) {
    return line.split("\t", -1);
  }

  private static List<String> lines(String file) {
    try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The file '%s' is not on the class path.".formatted(file));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
