package dev.perdure.testworkers.bench;

import java.util.List;

/** What the benchmark measures. */
final class Workloads {
  /** All of them, in the order in which they run. */
  static final List<Workload> ALL =
      List.of(
          new Workload.Http("1", "hello from the entry", "/hello", 1, 0),
          new Workload.Http("2", "object, memory only", "/memory/one", 1, 0),
          new Workload.Http("3", "key-value read", "/get/one", 1, 0),
          new Workload.Http("3b", "list of 1000 keys", "/list/one", 1, 0),
          new Workload.Http("3c", "list of 1000 keys, 1000 objects", "/list/{n}", 1000, 0),
          new Workload.Http("4", "durable put", "/put/one", 1, 0),
          new Workload.Http("5", "durable SQL insert", "/insert/one", 1, 0),
          new Workload.Http("6", "SQL read of 10 rows", "/select/one", 1, 0),
          new Workload.Http("6b", "SQL read of 10 rows, 1000 objects", "/select/{n}", 1000, 0),
          new Workload.Http("7", "RPC call", "/rpc/one", 1, 0),
          new Workload.Http("8", "durable put, 1000 objects", "/put/{n}", 1000, 0),
          new Workload.Http("8b", "SQL insert, 1000 objects", "/insert/{n}", 1000, 0),
          new Workload.Http("8c", "memory only, 1000 objects", "/memory/{n}", 1000, 0),
          new Workload.Cold("9", "1000 objects woken from disk", 1000),
          new Workload.Http("10", "100 KB of JSON in and out", "/json", 1, 100_000),
          new Workload.Http("11", "10 MB streamed through", "/stream", 1, 10_000_000),
          new Workload.Sockets("12a", "echo, 1 socket", "/echo/one", 1, false),
          new Workload.Sockets("12b", "echo, 100 sockets", "/echo/one", 100, false),
          new Workload.Sockets("12", "echo, 1000 sockets", "/echo/one", 1000, false),
          new Workload.Sockets("13", "broadcast to 1000", "/room/one", 1000, true),
          new Workload.SleepingSockets(
              "13b", "memory per hibernated socket", "/nap/{n}", 10_000, 10),
          new Workload.Waking("13c", "answer of a hibernated object", "/nap/{n}", 200),
          new Workload.Alarms("14", "10,000 alarms at one moment", 10_000),
          new Workload.FirstAnswer("15", "start to first answer"),
          new Workload.Climb("15b", "first answer to 90 % of peak", "/put/one", 30),
          new Workload.Memory("16a", "memory when idle", 0),
          new Workload.Memory("16", "memory, 1000 live objects", 1000),
          new Workload.Memory("16b", "memory, 10,000 live objects", 10_000),
          new Workload.MemoryEach("16c", "memory of a live object", 10_000),
          new Workload.Http("17", "computing in the guest", "/compute", 1, 0),
          new Workload.Http("j2", "object, memory only, in Java too", "/memory/one", 1, 0),
          new Workload.Http("j3", "key-value read, in Java too", "/get/one", 1, 0),
          new Workload.Http("j4", "durable put, in Java too", "/put/one", 1, 0),
          new Workload.Http("j5", "durable SQL insert, in Java too", "/insert/one", 1, 0),
          new Workload.Http("j6", "SQL read of 10 rows, in Java too", "/select/one", 1, 0),
          new Workload.Http("j7", "RPC call, in Java too", "/rpc/one", 1, 0),
          new Workload.Sockets("j12", "echo, 100 sockets, in Java too", "/echo/one", 100, false));

  /** Whether a worker in Java has it too. */
  static boolean inJavaToo(Workload workload) {
    return workload.id().startsWith("j");
  }

  private Workloads() {}
}
