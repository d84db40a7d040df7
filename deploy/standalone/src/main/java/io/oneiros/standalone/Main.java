package io.oneiros.standalone;

import io.oneiros.contract.spec.Nearest;
import io.oneiros.contract.spec.Presets;
import io.oneiros.contract.spec.Start;
import io.oneiros.processes.AtExit;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.launch.Home;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Exit code 0 for success, 2 for wrong usage, 1 for everything else; whatever
 * goes wrong is one line on the standard error, and {@code ONEIROS_DEBUG=1} shows where.
 */
@Command(
    name = "dream",
    description = "DeepDream for clusters, on this machine.",
    subcommands = {
      ServeCommand.class,
      ModelsCommand.class,
      PresetsCommand.class,
      DeadLettersCommand.class,
      RetryCommand.class,
      LogsCommand.class
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(arity = "0..1", paramLabel = "PHOTO", description = "the photo to dream from")
  private Path photo;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description = "where the picture goes; default: NAME-dream.png in the current folder")
  private Path out;

  @Mixin private SpecOptions spec;

  @Option(names = "--workers", paramLabel = "N", description = "worker processes; default: 1")
  private Integer workers;

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      converter = SystemOption.Address.class,
      description = "dream on this system instead")
  private URI gateway;

  @Option(
      names = "--dry-run",
      description = "only tell what it would be: tiles, memory, and about how long it would take")
  private boolean dryRun;

  @Option(names = "--json", description = "print one line of figures on the standard output")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  public static void main(String[] args) {
    System.exit(run(args, System.getenv()));
  }

  static int run(String[] args, Map<String, String> environment) {
    boolean debug = "1".equals(environment.get("ONEIROS_DEBUG"));
    return new CommandLine(new Main())
        .registerConverter(Integer.class, text -> whole(text, Integer::valueOf))
        .registerConverter(Long.class, text -> whole(text, Long::valueOf))
        .setParameterExceptionHandler(
            (wrong, given) -> fail(wrong.getCommandLine(), wrong, debug, 2))
        .setExecutionExceptionHandler((error, line, result) -> fail(line, error, debug, 1))
        .execute(args);
  }

  @Override
  public Integer call() throws Exception {
    if (photo == null && fromPhoto()) {
      throw new ParameterException(
          command.commandLine(), "No photo is given; dream --help tells what can be done.");
    }
    if (gateway != null && workers != null) {
      throw new ParameterException(
          command.commandLine(), "--workers is for a system of one's own, not for --gateway.");
    }
    SpecOptions.Asked asked = spec.asked(command.commandLine());
    Order order = new Order(asked.spec(), Optional.ofNullable(photo), spec.guide(), spec.mask());
    Optional<SpecFile> again = spec.file();
    if (again.isPresent()) {
      again.get().compare(order.pictures(), Terminal::say);
    }
    Home home = Home.of(System.getenv());
    Optional<Integer> own = Optional.ofNullable(workers);
    if (dryRun) {
      DryRun run = new DryRun(home, order, asked.uploads(), json);
      return gateway != null ? run.at(gateway) : run.inHome(own);
    }
    DreamRun run = new DreamRun(home, order, outFile(), asked.uploads(), json);
    return gateway != null ? run.at(gateway) : run.inHome(own);
  }

  private boolean fromPhoto() {
    Start start = Presets.applied(spec.spec()).start();
    if (start == null || start.from() == null) {
      return start == null || !start.isGenerated();
    }
    return start.from() == Start.From.PHOTO;
  }

  private Path outFile() {
    if (out != null) {
      return out;
    }
    return photo == null ? Path.of("dream.png") : OutFile.beside(photo);
  }

  private static <T> T whole(String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          text.matches("[-+]?\\d+")
              ? "'%s' is too large".formatted(text)
              : "'%s' is no whole number".formatted(text));
    }
  }

  /** Of an option that is unknown, what follows it is no second mistake. */
  private static String usage(Throwable wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      String typed = unmatched.getUnmatched().get(0).replaceAll("=.*", "");
      CommandSpec spec = unmatched.getCommandLine().getCommandSpec();
      Set<String> known = new TreeSet<>(spec.optionsMap().keySet());
      known.addAll(spec.negatedOptionsMap().keySet());
      return "Unknown option: '%s'.%s".formatted(typed, Nearest.hint(Nearest.to(typed, known)));
    }
    return wrong.getMessage();
  }

  private static int fail(CommandLine line, Throwable error, boolean debug, int code) {
    PrintWriter err = line.getErr();
    if (debug) {
      error.printStackTrace(err);
    }
    // After Ctrl-C, errors tell only of children that are being stopped.
    if (!AtExit.ending()) {
      err.println("dream: " + (code == 2 ? usage(error) : ErrorLine.of(error)));
    }
    return code;
  }
}
