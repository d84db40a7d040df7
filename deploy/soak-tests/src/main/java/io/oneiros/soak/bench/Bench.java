package io.oneiros.soak.bench;

import io.oneiros.standalone.ErrorLine;
import io.oneiros.standalone.bench.EngineBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code deploy/bench}. */
@Command(
    name = "bench",
    description = "How fast this machine dreams.",
    subcommands = {EngineBench.class, CostBench.class, ScaleBench.class, SchedulerBench.class},
    mixinStandardHelpOptions = true)
public final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench())
            .setExecutionExceptionHandler(
                (error, line, result) -> {
                  line.getErr().println("bench: " + ErrorLine.of(error));
                  return 1;
                })
            .execute(args));
  }
}
