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
      "and exported, against the same in one piece by the bare engine, in turns. Computing is what",
      "the worker's engine took of it."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class CostBench implements Callable<Integer> {
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
      description = "dreams before, until the services' code is compiled; default: 12")
  private int warm = 12;

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
    Picture picture = read(file);
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
          new Shape(1, 1, 1, 1, false, Map.of(), Map.of()),
          house -> measure(house, bare, picture, file));
    }
    return 0;
  }

  private void measure(House house, Dreamer bare, Picture picture, Path file)
      throws IOException, InterruptedException {
    GatewayClient gateway = new GatewayClient(house.gateway());
    double leastWhole = Double.MAX_VALUE;
    double leastBare = Double.MAX_VALUE;
    System.out.printf(
        "%d x %d pixels%nround   whole s   computing s   engine s   ratio%n",
        picture.width(), picture.height());
    for (int i = 0; i < warm; i++) {
      whole(gateway, house.kafka(), file);
    }
    bare(bare, picture);
    for (int round = 1; round <= rounds; round++) {
      Whole whole = whole(gateway, house.kafka(), file);
      double alone = bare(bare, picture);
      leastWhole = Math.min(leastWhole, whole.seconds());
      leastBare = Math.min(leastBare, alone);
      System.out.printf(
          "%5d %9.2f %13.2f %10.2f %7.2f%n",
          round, whole.seconds(), whole.computing(), alone, whole.seconds() / alone);
    }
    System.out.printf("least %9.2f %10.2f %7.2f%n", leastWhole, leastBare, leastWhole / leastBare);
  }

  /**
   * @param computing seconds that the worker's engine was busy
   */
  private record Whole(double seconds, double computing) {}

  private Whole whole(GatewayClient gateway, String kafka, Path file)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < dreams; i++) {
      ids.add(gateway.submit(Order.of(file, DreamSpec.DEFAULTS)));
    }
    for (String id : ids) {
      DreamSnapshot end = new DreamFollower(gateway, () -> {}).follow(id, snapshot -> {});
      if (end.status() != DreamStatus.COMPLETED) {
        throw new Failure("The dream ended so: " + end);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    try (Journal journal = new Journal(kafka)) {
      double computing =
          journal.read(Topics.RESULTS_NAME).stream()
              .map(message -> Json.read(Result.class, message.value()))
              .filter(result -> result instanceof Result.TileDreamed)
              .map(result -> (Result.TileDreamed) result)
              .filter(tile -> ids.contains(tile.task().dream()))
              .mapToDouble(Result.TileDreamed::seconds)
              .sum();
      return new Whole(seconds / dreams, computing / dreams);
    }
  }

  private static double bare(Dreamer dreamer, Picture picture) {
    long start = System.nanoTime();
    dreamer.dream(picture, DreamSettings.DEFAULTS, Dreamer.Listener.NONE);
    return (System.nanoTime() - start) / 1e9;
  }

  private static Picture read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new Failure("%s is no PNG or JPEG.".formatted(file));
    }
    Picture picture = Picture.blank(image.getWidth(), image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < Picture.CHANNELS; c++) {
          picture.values()[picture.index(c, y, x)] = (rgb >> (16 - 8 * c) & 0xff) / 255f;
        }
      }
    }
    return picture;
  }
}
