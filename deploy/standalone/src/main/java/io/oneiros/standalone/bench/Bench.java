package io.oneiros.standalone.bench;

import io.oneiros.standalone.ErrorLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code deploy/bench}. */
@Command(
    name = "bench",
    description = "How fast this machine dreams.",
    subcommands = {EngineBench.class, ScaleBench.class},
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
