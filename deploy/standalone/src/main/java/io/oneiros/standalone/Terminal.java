package io.oneiros.standalone;

/** Words for people, on the standard error: the standard output is for figures. */
final class Terminal {
  private Terminal() {}

  static void say(String line) {
    System.err.println(line);
  }

  /** Whether people look on; the launching script knows, the JVM does not. */
  static boolean isTerminal() {
    return Boolean.getBoolean("oneiros.terminal");
  }
}
