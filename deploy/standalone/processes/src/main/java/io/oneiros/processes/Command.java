package io.oneiros.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param words the program and its arguments
 * @param environment added to this process's own; the place for secrets, which {@code ps} shows in
 *     a command line
 */
public record Command(List<String> words, Map<String, String> environment) {
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public Command(List<String> words) {
    this(words, Map.of());
  }

  /** The same {@code java -jar} with more options, which count before those that it has. */
  public Command jvm(List<String> options) {
    List<String> all = new ArrayList<>(words);
    all.addAll(Math.max(0, words.indexOf("-jar")), options);
    return new Command(all, environment);
  }

  /** This JVM's own {@code java} with these options and arguments. */
  public static Command java(List<String> words, Map<String, String> environment) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(words);
    return new Command(all, environment);
  }
}
