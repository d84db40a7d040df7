package io.oneiros.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program: {@code Soak [--list] [SCENARIO...]}, all scenarios where none is named. Prints a
 * line for each; exit code 0 if all promises were kept, 1 if not, 2 for wrong usage.
 */
public final class Soak {
  private Soak() {}

  public static void main(String[] args) throws Exception {
    List<Scenario> scenarios;
    if (List.of(args).contains("--list")) {
      Scenarios.ALL.forEach(s -> System.out.printf("%-20s %s%n", s.name(), s.what()));
      return;
    }
    try {
      scenarios = args.length == 0 ? Scenarios.ALL : Scenarios.named(args);
    } catch (IllegalArgumentException e) {
      System.err.println("soak: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path home =
        Path.of(
            System.getenv()
                .getOrDefault("ONEIROS_HOME", System.getProperty("user.home") + "/.oneiros"));
    Path folder = Files.createTempDirectory("oneiros-soak-");
    System.out.println("Logs are in " + folder);
    List<String> broken = new ArrayList<>();
    System.out.println(Verdict.HEADER);
    try (Runner runner = new Runner(folder, home)) {
      for (Scenario scenario : scenarios) {
        if (!scenario.possible().getAsBoolean()) {
          System.out.printf("%-20s cannot be done on this machine%n", scenario.name());
          continue;
        }
        try {
          System.out.println(runner.run(scenario));
        } catch (RuntimeException e) {
          broken.add(scenario.name());
          System.out.printf("%-20s BROKEN: %s%n", scenario.name(), e.getMessage());
          if (System.getenv("ONEIROS_DEBUG") != null) {
            e.printStackTrace();
          }
        }
      }
    }
    System.exit(broken.isEmpty() ? 0 : 1);
  }
}
