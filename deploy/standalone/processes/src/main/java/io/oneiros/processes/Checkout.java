package io.oneiros.processes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the built programs are. */
public final class Checkout {
  private Checkout() {}

  /**
   * The checkout's root: the system property {@code oneiros.root}, which the poms set for tests and
   * {@code deploy/dream} for the command.
   */
  public static Path root() {
    String root = System.getProperty("oneiros.root");
    if (root == null) {
      throw new IllegalStateException("the system property oneiros.root is not set");
    }
    return Path.of(root);
  }

  /**
   * Something Maven built.
   *
   * @param path under the root
   * @throws ChildFailedException if it is not there
   */
  public static Path built(String path) {
    Path built = root().resolve(path);
    if (Files.notExists(built)) {
      throw new ChildFailedException(
          built + " is missing; build it with: mvn package -DskipTests (in " + root() + ")");
    }
    return built;
  }

  /**
   * What a JVM is told to run a program of deploy/standalone: memory, class path and main class.
   */
  static List<String> program(String module, String main) {
    Path jars = built("deploy/standalone/" + module + "/target/dist/lib");
    List<String> words = Jvm.options();
    words.add("-Xmx512m");
    words.addAll(SharedClasses.options(jars));
    words.addAll(List.of("-cp", jars + "/*", main));
    return words;
  }
}
