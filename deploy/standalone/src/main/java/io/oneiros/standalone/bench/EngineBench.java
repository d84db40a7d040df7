package io.oneiros.standalone.bench;

import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.Threads;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.standalone.Failure;
import io.oneiros.standalone.launch.Home;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One gradient step of each executor and of eager PyTorch, in turns on one machine with the same
 * threads; the least time of each counts.
 */
@Command(
    name = "engine",
    description = {
      "One gradient step: ours, and eager PyTorch's where PYTHON names an interpreter with torch.",
      "Networks that are not here are left out; deploy/dream models pull ID gets them."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class EngineBench implements Callable<Integer> {
  /** GoogLeNet needs no less. */
  private static final int LEAST = 64;

  private static final String STOCK = "stock";
  private static final String TUNED = "tuned";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "1 to 16; default: the processors there are")
  private int threads = Math.min(Threads.MOST, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "SIDE",
      description = "default: 256,512,1024")
  private List<Integer> sizes = List.of(256, 512, 1024);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "turns of each contestant; default: 5")
  private int rounds = 5;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    if (threads < 1
        || threads > Threads.MOST
        || rounds < 1
        || sizes.stream().anyMatch(side -> side < LEAST)) {
      throw new Failure(
          "--threads must be from 1 to %s, --rounds at least 1, each of --sizes at least %s."
              .formatted(Threads.MOST, LEAST));
    }
    Threads.limit(threads);
    Zoo zoo = Zoo.inEnvironment(Home.of(System.getenv()).models());
    out.printf(
        "%s threads; seconds a step, the least of %s; ratios: how many times faster%n",
        threads, rounds);
    double peak = peak();
    out.printf(Locale.ROOT, "peak of convolutions there and back: %.0f GFLOP/s%n%n", peak / 1e9);
    out.printf(
        "%-28s %5s | %7s %7s %7s %7s %7s | %9s %9s %9s %9s | %s%n",
        "network",
        "side",
        "plain",
        "float32",
        "bf16",
        STOCK,
        TUNED,
        "f32/stock",
        "f32/tuned",
        "bf16/stock",
        "bf16/tuned",
        "share");
    for (Supplier<Subject> subject :
        List.<Supplier<Subject>>of(
            () -> Subject.of(zoo, "googlenet", List.of("inception_4c/output")),
            () -> Subject.of(zoo, "inception_v3", List.of("mixed3", "mixed5")),
            Subject::vgg16,
            () -> Subject.of(zoo, "resnet50", List.of("layer3")))) {
      try {
        measure(subject.get(), peak);
      } catch (ModelException e) {
        out.println(e.getMessage());
      }
    }
    return 0;
  }

  private double peak() {
    Subject subject = Subject.peak();
    try (Contestant ours = new Ours(subject, Executor.FLOAT32)) {
      int side = 96;
      double least = Double.MAX_VALUE;
      for (int i = 0; i < 2 + rounds; i++) {
        least = Math.min(least, ours.seconds(side));
      }
      return Flops.of(subject.graph(), subject.nodes(), side) / least;
    }
  }

  private void measure(Subject subject, double peak) throws IOException {
    Path folder = Files.createTempDirectory("oneiros-bench-");
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    try {
      for (Executor executor : Executor.values()) {
        contestants.put(executor.name(), new Ours(subject, executor));
      }
      String python = System.getenv("PYTHON");
      if (python != null && !python.isBlank()) {
        for (boolean tuned : new boolean[] {false, true}) {
          String name = tuned ? TUNED : STOCK;
          Path written = Dump.write(subject, tuned, folder.resolve(name));
          contestants.put(name, new Eager(python, written, tuned, threads));
        }
      }
      for (int side : sizes) {
        print(subject, side, turns(contestants, side), peak);
      }
    } finally {
      contestants.values().forEach(Contestant::close);
      delete(folder);
    }
  }

  /** The first turn warms up and does not count. */
  private Map<String, Double> turns(Map<String, Contestant> contestants, int side) {
    Map<String, Double> least = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
        double seconds = contestant.getValue().seconds(side);
        if (round > 0) {
          least.merge(contestant.getKey(), seconds, Math::min);
        }
      }
    }
    return least;
  }

  private void print(Subject subject, int side, Map<String, Double> seconds, double peak) {
    List<String> times = new ArrayList<>();
    for (String who :
        List.of(
            Executor.PLAIN.name(),
            Executor.FLOAT32.name(),
            Executor.BFLOAT16.name(),
            STOCK,
            TUNED)) {
      times.add(
          seconds.containsKey(who) ? String.format(Locale.ROOT, "%.4f", seconds.get(who)) : "-");
    }
    List<String> ratios = new ArrayList<>();
    for (Executor ours : List.of(Executor.FLOAT32, Executor.BFLOAT16)) {
      for (String other : List.of(STOCK, TUNED)) {
        ratios.add(
            seconds.containsKey(other)
                ? String.format(Locale.ROOT, "%.2f", seconds.get(other) / seconds.get(ours.name()))
                : "-");
      }
    }
    double flops = Flops.of(subject.graph(), subject.nodes(), side);
    double share = flops / seconds.get(Executor.FLOAT32.name()) / peak;
    out.printf(
        "%-28s %5s | %7s %7s %7s %7s %7s | %9s %9s %9s %9s | %s%n",
        Stream.of(
                Stream.of(subject.name(), side),
                times.stream(),
                ratios.stream(),
                Stream.of("%.0f%%".formatted(100 * share)))
            .flatMap(s -> s)
            .toArray());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
