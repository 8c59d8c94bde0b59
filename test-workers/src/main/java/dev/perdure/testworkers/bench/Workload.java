package dev.perdure.testworkers.bench;

/** Something that is measured. Its id is the number that the issue of the benchmark gave it. */
sealed interface Workload {
  String id();

  String title();

  /** What is counted each second, or what the figure is, for the table. */
  String unit();

  /** Whether more is better. */
  default boolean moreIsBetter() {
    return true;
  }

  /**
   * Requests as fast as 32 connections send them.
   *
   * @param path the path; {@code {n}} stands for the number of an object
   * @param objects how many numbers there are
   * @param bodyBytes the size of what is sent, 0 for a GET
   */
  record Http(String id, String title, String path, int objects, int bodyBytes)
      implements Workload {
    @Override
    public String unit() {
      return "requests/s";
    }
  }

  /**
   * WebSocket messages.
   *
   * @param room true for one sender and all sockets of an object as receivers; else each socket is
   *     answered its own messages
   */
  record Sockets(String id, String title, String path, int sockets, boolean room)
      implements Workload {
    @Override
    public String unit() {
      return "messages/s";
    }
  }

  /**
   * Resident memory for each socket of objects that hibernate.
   *
   * @param path the path; {@code {n}} stands for the number of an object
   */
  record SleepingSockets(String id, String title, String path, int sockets, int objects)
      implements Workload {
    @Override
    public String unit() {
      return "KB";
    }

    @Override
    public boolean moreIsBetter() {
      return false;
    }
  }

  /**
   * From a message to the answer of an object that hibernates, one object after the other.
   *
   * @param path the path; {@code {n}} stands for the number of an object
   */
  record Waking(String id, String title, String path, int objects) implements Workload {
    @Override
    public String unit() {
      return "ms";
    }

    @Override
    public boolean moreIsBetter() {
      return false;
    }
  }

  /** The first request to each of many objects after a start. */
  record Cold(String id, String title, int objects) implements Workload {
    @Override
    public String unit() {
      return "objects/s";
    }
  }

  /** Alarms due at one moment; the latencies are how late they ran. */
  record Alarms(String id, String title, int alarms) implements Workload {
    @Override
    public String unit() {
      return "alarms/s";
    }
  }

  /** From the start of the process to its first answer. */
  record FirstAnswer(String id, String title) implements Workload {
    @Override
    public String unit() {
      return "s";
    }

    @Override
    public boolean moreIsBetter() {
      return false;
    }
  }

  /**
   * Load from the first answer on, second by second.
   *
   * @param seconds how long
   */
  record Climb(String id, String title, String path, int seconds) implements Workload {
    @Override
    public String unit() {
      return "s";
    }

    @Override
    public boolean moreIsBetter() {
      return false;
    }
  }

  /** Resident memory with so many live objects. */
  record Memory(String id, String title, int objects) implements Workload {
    @Override
    public String unit() {
      return "MB";
    }

    @Override
    public boolean moreIsBetter() {
      return false;
    }
  }

  /** By how much each of so many live objects raises the resident memory. */
  record MemoryEach(String id, String title, int objects) implements Workload {
    @Override
    public String unit() {
      return "KB";
    }

    @Override
    public boolean moreIsBetter() {
      return false;
    }
  }
}
