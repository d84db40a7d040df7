package io.oneiros.standalone;

import io.oneiros.engine.zoo.ModelException;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.launch.Running;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dream serve}: everything up until Ctrl-C. */
@Command(name = "serve", description = "Keep the whole system up until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
  private static final long CHECK_MILLIS = 1000;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "worker processes; default: ${DEFAULT-VALUE}")
  private int workers;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "of the gateway on 127.0.0.1, 0 for a free one; default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  /** Whoever dreams with a network of their own does without the default one. */
  private static void pullDefault(Home home) {
    try {
      Models.of(home).pullIfMissing(null);
    } catch (ModelException e) {
      Terminal.say(e.getMessage());
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Home home = Home.of(System.getenv()).prepared();
    Options options = Options.of(workers, port, System.getenv());
    pullDefault(home);
    try (Running system =
        Running.serve(home, options)
            .orElseThrow(
                () -> new Failure("A system is running in " + home.folder() + " already."))) {
      Terminal.say("Dreams are taken at " + system.gateway());
      Terminal.say("Logs are in " + home.log());
      Terminal.say("Ctrl-C to stop");
      while (true) {
        Thread.sleep(CHECK_MILLIS);
        system.check().forEach(death -> Terminal.say(death + "; the others go on."));
      }
    }
  }
}
