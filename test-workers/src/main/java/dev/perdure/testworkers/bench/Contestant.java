package dev.perdure.testworkers.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A runtime that is measured. */
sealed interface Contestant {
  String name();

  /** Whether it has a worker for that. */
  default boolean runs(Workload workload) {
    return true;
  }

  /** The project that it serves. */
  default Path worker(Plan plan) {
    return plan.worker();
  }

  /** The command that serves the benchmark's worker and becomes the server's process. */
  List<String> command(Path worker, Path state, int port, boolean fresh);

  /**
   * Starts it without waiting for it.
   *
   * @param fresh whether it forgets what it stored before
   */
  default Process start(Path worker, Path state, int port, boolean fresh) throws IOException {
    Path log = state.resolveSibling(state.getFileName() + ".log");
    return new ProcessBuilder(command(worker, state, port, fresh))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /**
   * Perdure as its launcher starts it.
   *
   * @param launcher the file {@code perdure} of a checkout
   */
  record Perdure(Path launcher) implements Contestant {
    @Override
    public String name() {
      return "Perdure";
    }

    @Override
    public List<String> command(Path worker, Path state, int port, boolean fresh) {
      return List.of(
          launcher.toString(),
          "serve",
          worker.toString(),
          "--port",
          String.valueOf(port),
          "--state",
          state.toString());
    }
  }

  /**
   * Perdure with the same worker in Java.
   *
   * @param same what is started but for the worker
   * @param kind which Java it is
   * @param project the folder of the worker beside the one in JavaScript
   */
  record PerdureJava(Perdure same, String kind, String project) implements Contestant {
    @Override
    public String name() {
      return "Perdure, " + kind;
    }

    @Override
    public boolean runs(Workload workload) {
      return Workloads.inJavaToo(workload);
    }

    @Override
    public Path worker(Plan plan) {
      return plan.worker().resolveSibling(project);
    }

    @Override
    public List<String> command(Path worker, Path state, int port, boolean fresh) {
      return same.command(worker, state, port, fresh);
    }
  }

  /**
   * Cloudflare's own runtime.
   *
   * @param program serves a folder at a port: {@code PROGRAM FOLDER PORT [--fresh]}
   */
  record Peer(Path program) implements Contestant {
    static final String NAME = "workerd";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public List<String> command(Path worker, Path state, int port, boolean fresh) {
      List<String> command =
          new ArrayList<>(List.of(program.toString(), worker.toString(), String.valueOf(port)));
      if (fresh) {
        command.add("--fresh");
      }
      return command;
    }
  }
}
