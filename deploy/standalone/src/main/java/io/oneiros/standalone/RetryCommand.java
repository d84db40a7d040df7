package io.oneiros.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dream retry}: a failed dream of a running system has another go. */
@Command(
    name = "retry",
    description = "Dream a dream of a running system again that has failed, from its uploads.")
final class RetryCommand implements Callable<Integer> {
  @Mixin private SystemOption system;

  @Parameters(paramLabel = "ID", description = "of the dream")
  private String id;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  @Override
  public Integer call() {
    System.out.println(system.client().retry(id));
    return 0;
  }
}
