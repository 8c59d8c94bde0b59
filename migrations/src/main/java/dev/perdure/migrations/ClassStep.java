package dev.perdure.migrations;

import java.util.Objects;

/** One change in the life of a class, as a configuration lists it. */
public sealed interface ClassStep {
  /** A class is created. */
  record Create(String className, boolean sqlite) implements ClassStep {
    public Create {
      Objects.requireNonNull(className);
    }
  }

  /** A class gets another name and keeps its objects. */
  record Rename(String from, String to) implements ClassStep {
    public Rename {
      Objects.requireNonNull(from);
      Objects.requireNonNull(to);
    }
  }

  /** A class goes, with its objects. */
  record Delete(String className) implements ClassStep {
    public Delete {
      Objects.requireNonNull(className);
    }
  }

  /** A class of another worker comes over with its objects. */
  record Transfer(String fromWorker, String from, String to) implements ClassStep {
    public Transfer {
      Objects.requireNonNull(fromWorker);
      Objects.requireNonNull(from);
      Objects.requireNonNull(to);
    }
  }
}
