package io.oneiros.soak;

import io.oneiros.soak.large.Large;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program: {@code Soak [--list] [SCENARIO...]}, all scenarios where none is named, or {@code
 * Soak large [SIDE]}. Prints a line for each; exit code 0 if all promises were kept, 1 if not, 2
 * for wrong usage.
 */
public final class Soak {
  private static final String LARGE = "large";
  private static final int LARGE_SIDE = 16_384;

  private Soak() {}

  public static void main(String[] args) throws Exception {
    List<Scenario> scenarios;
    if (List.of(args).contains("--list")) {
      Scenarios.ALL.forEach(s -> System.out.printf("%-20s %s%n", s.name(), s.what()));
      System.out.printf(
          "%-20s a picture of %,d x %,d, or of another SIDE, and what memory it takes%n",
          LARGE + " [SIDE]", LARGE_SIDE, LARGE_SIDE);
      return;
    }
    if (args.length > 0 && args[0].equals(LARGE)) {
      System.exit(large(args.length > 1 ? args[1] : Integer.toString(LARGE_SIDE)));
    }
    try {
      scenarios = args.length == 0 ? Scenarios.ALL : Scenarios.named(args);
    } catch (IllegalArgumentException e) {
      System.err.println("soak: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path home = home();
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

  private static Path home() {
    String user = System.getProperty("user.home");
    return Path.of(System.getenv().getOrDefault("ONEIROS_HOME", user + "/.oneiros"));
  }

  private static int large(String side) throws Exception {
    if (!side.matches("[0-9]{3,5}") || Integer.bitCount(Integer.parseInt(side)) != 1) {
      System.err.println("soak: SIDE is %s; it must be 512, 1024, 2048 ... 65536.".formatted(side));
      return 2;
    }
    if (!Large.possible()) {
      System.out.println("large cannot be done on this machine: it has no /proc.");
      return 0;
    }
    Path folder = Files.createTempDirectory("oneiros-large-");
    System.out.println("Logs are in " + folder);
    try {
      System.out.println(new Large(folder, Integer.parseInt(side), Map.of()).run(home()));
      return 0;
    } catch (BrokenPromiseException e) {
      System.out.println("BROKEN: " + e.getMessage());
      return 1;
    }
  }
}
