package io.oneiros.soak.bench;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.Topics;
import io.oneiros.engine.ascent.DreamSettings;
import io.oneiros.engine.ascent.Dreamer;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.torch.Threads;
import io.oneiros.engine.torch.Torch;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.oneiros.soak.House;
import io.oneiros.soak.Journal;
import io.oneiros.soak.Shape;
import io.oneiros.standalone.Failure;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.launch.Home;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What the services add to a dream: the default dream of a photo, from its being posted to its
 * picture being there, against the same dream by the bare engine in this process.
 */
@Command(
    name = "cost",
    description = {
      "What the services add to a dream: the default one of a photo, posted, dreamed by one worker",
      "and exported, against the same in one piece in this process, in turns. Computing is what the",
      "worker's engine took of it, engine what the bare loop takes, alone the loop with the photo's",
      "file read before it and the PNG written after it. Ratios are of whole. Then the processor's",
      "time: of all services, broker and store, and alone. It tells the same on a busy machine."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class CostBench implements Callable<Integer> {
  /** All that services do for a dream, and a tenth of the computing. */
  private static final DreamSpec ONE_STEP =
      Json.read(DreamSpec.class, "{\"iterations\":1}".getBytes(StandardCharsets.UTF_8));

  @Parameters(
      arity = "0..1",
      paramLabel = "PHOTO",
      description = "a PNG or JPEG; default: docs/pictures/alps.jpg")
  private Path photo;

  @Option(names = "--rounds", paramLabel = "N", description = "default: 5")
  private int rounds = 5;

  @Option(
      names = "--warm",
      paramLabel = "N",
      description = {
        "dreams of one step an octave before, until the services' code is compiled;",
        "default: 60"
      })
  private int warm = 60;

  @Option(
      names = "--dreams",
      paramLabel = "N",
      description = {
        "at a time, of which one is computed while others are moved; whole is then their time by N;",
        "default: 1"
      })
  private int dreams = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = photo == null ? Checkout.root().resolve("docs/pictures/alps.jpg") : photo;
    Torch.start();
    Threads.limit(Runtime.getRuntime().availableProcessors());
    Network network = new Zoo(Home.of(System.getenv()).models(), null).open(Zoo.DEFAULT);
    try (TorchNetwork running = new TorchNetwork(network.graph(), network.preprocessing())) {
      Objective objective =
          new Objective(
              network.facts(List.of()).nodes().stream()
                  .map(node -> new Objective.Layer(node, 1))
                  .toList());
      Dreamer bare = new Dreamer(running.gradient(objective));
      Houses.with(
          new Shape(1, 1, 1, 1, false, Map.of(), Map.of()), house -> measure(house, bare, file));
    }
    return 0;
  }

  private void measure(House house, Dreamer bare, Path file)
      throws IOException, InterruptedException {
    GatewayClient gateway = new GatewayClient(house.gateway());
    Picture picture = read(file);
    System.out.printf(
        "%d x %d pixels%nround   whole s   computing s   engine s   alone s   : engine   : alone   processor s   alone s   : alone%n",
        picture.width(), picture.height());
    for (int i = 0; i < warm; i++) {
      whole(gateway, house, file, ONE_STEP);
    }
    whole(gateway, house, file, DreamSpec.DEFAULTS);
    alone(bare, file);
    Whole leastWhole = null;
    Alone leastAlone = null;
    for (int round = 1; round <= rounds; round++) {
      Whole whole = whole(gateway, house, file, DreamSpec.DEFAULTS);
      Alone alone = alone(bare, file);
      print("%5d".formatted(round), whole, alone);
      leastWhole = whole.least(leastWhole);
      leastAlone = alone.least(leastAlone);
    }
    print("least", leastWhole, leastAlone);
  }

  private static void print(String what, Whole whole, Alone alone) {
    System.out.printf(
        "%s %9.2f %13.2f %10.2f %9.2f %10.2f %9.2f %13.2f %9.2f %9.2f%n",
        what,
        whole.seconds(),
        whole.computing(),
        alone.engine(),
        alone.seconds(),
        whole.seconds() / alone.engine(),
        whole.seconds() / alone.seconds(),
        whole.processor(),
        alone.processor(),
        whole.processor() / alone.processor());
  }

  /**
   * @param computing seconds that the worker's engine was busy
   * @param processor seconds that all processes of the house had a processor
   */
  private record Whole(double seconds, double computing, double processor) {
    Whole least(Whole other) {
      return other == null
          ? this
          : new Whole(
              Math.min(seconds, other.seconds),
              Math.min(computing, other.computing),
              Math.min(processor, other.processor));
    }
  }

  private Whole whole(GatewayClient gateway, House house, Path file, DreamSpec spec)
      throws IOException, InterruptedException {
    double before = processor(house);
    long start = System.nanoTime();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < dreams; i++) {
      ids.add(gateway.submit(Order.of(file, spec)));
    }
    for (String id : ids) {
      DreamSnapshot end = new DreamFollower(gateway, () -> {}).follow(id, snapshot -> {});
      if (end.status() != DreamStatus.COMPLETED) {
        throw new Failure("The dream ended so: " + end);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double processor = processor(house) - before;
    try (Journal journal = new Journal(house.kafka())) {
      double computing =
          journal.read(Topics.RESULTS_NAME).stream()
              .map(message -> Json.read(Result.class, message.value()))
              .filter(result -> result instanceof Result.TileDreamed)
              .map(result -> (Result.TileDreamed) result)
              .filter(tile -> ids.contains(tile.task().dream()))
              .mapToDouble(Result.TileDreamed::seconds)
              .sum();
      return new Whole(seconds / dreams, computing / dreams, processor / dreams);
    }
  }

  private static double processor(House house) {
    return house.names("").stream()
        .map(name -> ProcessHandle.of(house.pid(name)).orElseThrow())
        .mapToDouble(CostBench::processor)
        .sum();
  }

  /** Seconds that a process has had a processor. */
  private static double processor(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /**
   * One dream without services.
   *
   * @param seconds from the photo's file to the PNG's
   * @param engine of them in the loop
   * @param processor seconds that this process had a processor
   */
  private record Alone(double seconds, double engine, double processor) {
    Alone least(Alone other) {
      return other == null
          ? this
          : new Alone(
              Math.min(seconds, other.seconds),
              Math.min(engine, other.engine),
              Math.min(processor, other.processor));
    }
  }

  private static Alone alone(Dreamer dreamer, Path file) throws IOException {
    double before = processor(ProcessHandle.current());
    long start = System.nanoTime();
    Picture picture = read(file);
    long read = System.nanoTime();
    Picture dreamed = dreamer.dream(picture, DreamSettings.DEFAULTS, Dreamer.Listener.NONE);
    long done = System.nanoTime();
    write(dreamed);
    return new Alone(
        (System.nanoTime() - start) / 1e9,
        (done - read) / 1e9,
        processor(ProcessHandle.current()) - before);
  }

  private static Picture read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new Failure("%s is no PNG or JPEG.".formatted(file));
    }
    int width = image.getWidth();
    Picture picture = Picture.blank(width, image.getHeight());
    int[] pixels = image.getRGB(0, 0, width, picture.height(), null, 0, width);
    for (int c = 0; c < Picture.CHANNELS; c++) {
      int plane = picture.index(c, 0, 0);
      for (int i = 0; i < pixels.length; i++) {
        picture.values()[plane + i] = (pixels[i] >> (16 - 8 * c) & 0xff) / 255f;
      }
    }
    return picture;
  }

  private static void write(Picture picture) throws IOException {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      int plane = picture.index(c, 0, 0);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] |= Math.round(picture.values()[plane + i] * 255) << (16 - 8 * c);
      }
    }
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, picture.width(), picture.height(), pixels, 0, picture.width());
    Path file = Files.createTempFile("oneiros-bench-", ".png");
    try {
      ImageIO.write(image, "png", file.toFile());
    } finally {
      Files.delete(file);
    }
  }
}
