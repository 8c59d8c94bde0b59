package dev.perdure.js.html;

/** What handlers put around a token, or in its place. Confined to the isolate's thread. */
final class Changes {
  final StringBuilder before = new StringBuilder();
  final StringBuilder replacement = new StringBuilder();
  final StringBuilder after = new StringBuilder();
  boolean removed;
  boolean touched;

  void before(String content) {
    touched = true;
    before.append(content);
  }

  void after(String content) {
    touched = true;
    after.insert(0, content);
  }

  void replace(String content) {
    remove();
    replacement.setLength(0);
    replacement.append(content);
  }

  void remove() {
    touched = true;
    removed = true;
  }
}
