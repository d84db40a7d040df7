package io.oneiros.soak;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.processes.Checkout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios that the system property {@code oneiros.soak} names, with commas between, or {@code
 * all}; {@code brief,rolling} is what every build checks.
 */
class FaultsST {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Runner runner;

  @BeforeAll
  static void start() {
    runner = new Runner(folder, Checkout.root().resolve("deploy/standalone/target"));
  }

  @AfterAll
  static void stop() {
    runner.close();
  }

  static List<Scenario> scenarios() {
    String names = System.getProperty("oneiros.soak");
    return names.equals("all") ? Scenarios.ALL : Scenarios.named(names.split(","));
  }

  /** It throws where a promise is not kept. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void everyDreamCompletesWithTheSameBytes(Scenario scenario) throws Exception {
    assumeTrue(scenario.possible().getAsBoolean(), "this machine cannot do it");
    System.out.println(runner.run(scenario));
  }
}
