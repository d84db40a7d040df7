package io.oneiros.standalone;

import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.show.LogRecords;
import io.oneiros.standalone.show.LogRecords.LogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dream logs}: all that the services' logs say of a dream. */
@Command(
    name = "logs",
    description = "Show what the services' logs say of a dream, in the order of time.")
final class LogsCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Parameters(index = "0", paramLabel = "ID", description = "of the dream")
  private String id;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description =
          "logs, - for the standard input, such as of kubectl logs; default: those of this home")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    List<LogRecord> records = new ArrayList<>();
    for (Path file : files.isEmpty() ? ofHome() : files) {
      boolean given = file.toString().equals(STANDARD_INPUT);
      try (InputStream in = given ? System.in : Files.newInputStream(file)) {
        records.addAll(LogRecords.read(name(file), in));
      }
    }
    List<LogRecord> found = LogRecords.about(id, records);
    if (found.isEmpty()) {
      throw new Failure("No log says anything of a dream '%s'.".formatted(id));
    }
    found.forEach(record -> System.out.println(record.source() + " | " + record.text()));
    return 0;
  }

  private static List<Path> ofHome() throws IOException {
    Path folder = Home.of(System.getenv()).log();
    if (!Files.isDirectory(folder)) {
      throw new Failure("There are no logs in " + folder + ".");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name(file).matches("(scheduler|storage|gateway|worker-\\d+)(\\.1)?"))
          .sorted()
          .toList();
    }
  }

  /** Of the process, with a .1 where it is of its start before. */
  private static String name(Path file) {
    return file.getFileName().toString().replace(".log", "");
  }
}
