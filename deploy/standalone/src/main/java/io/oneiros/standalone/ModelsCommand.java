package io.oneiros.standalone;

import io.oneiros.engine.zoo.Layer;
import io.oneiros.engine.zoo.ModelCard;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.standalone.launch.Home;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dream models}: what networks there are, and their files. */
@Command(name = "models", description = "List, pull or verify networks, or list the layers of one.")
final class ModelsCommand implements Callable<Integer> {
  private static final String ROW = "%-16s %-9s %-22s %s%n";

  /** Layers do not depend on it. */
  private static final String ANY_INPUT = "rgb";

  private static final String LAYER = "s %8s %6s %5s  %s%n";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  @Override
  public Integer call() {
    return list();
  }

  @Command(description = "What networks there are, and which of them are here.")
  Integer list() {
    Zoo zoo = zoo();
    System.out.printf(ROW, "MODEL", "HERE", "DEFAULT LAYERS", "LICENCE");
    zoo.ids().forEach(id -> row(zoo, id));
    return 0;
  }

  /** One bad description of a user's own must not hide the other networks. */
  private static void row(Zoo zoo, String id) {
    try {
      ModelCard card = zoo.card(id);
      String here = zoo.isPresent(id) ? "yes" : "no";
      String layers = card.generator() ? "(generator)" : String.join("+", card.defaultLayers());
      System.out.printf(ROW, id, here, layers, card.license());
    } catch (ModelException e) {
      System.out.printf(ROW, id, "no", "", e.getMessage());
    }
  }

  @Command(description = "The layers of a network, by the names that --layer takes.")
  Integer layers(
      @Parameters(paramLabel = "ID|FILE", description = "network, or the file of one's own")
          String model) {
    Network network =
        OwnNetwork.isFile(model) ? OwnNetwork.open(model, ANY_INPUT).network() : zoo().open(model);
    List<Layer> layers = network.layers();
    int widest = layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
    String row = "%-" + Math.max("LAYER".length(), widest) + LAYER;
    System.out.printf(row, "LAYER", "CHANNELS", "STRIDE", "FIELD", "ALSO");
    for (Layer layer : layers) {
      System.out.printf(
          row,
          layer.name(),
          layer.channels(),
          layer.stride(),
          layer.receptiveField(),
          String.join(" ", layer.aliases()));
    }
    network.unread().entrySet().stream()
        .findFirst()
        .ifPresent(
            first ->
                System.err.printf(
                    "%s values more cannot be dreamed of. %s: %s%n",
                    network.unread().size(), first.getKey(), first.getValue()));
    return 0;
  }

  @Command(description = "Fetch a network's file.")
  Integer pull(@Parameters(paramLabel = "ID", description = "network") String id) {
    System.out.println(new Models(zoo()).pull(id));
    return 0;
  }

  @Command(description = "Check the hash of every network's file that is here.")
  Integer verify() {
    Zoo zoo = zoo();
    int wrong = 0;
    for (String id : zoo.ids().stream().filter(zoo::isPresent).toList()) {
      try {
        System.out.println(id + ": right, " + zoo.verify(id));
      } catch (ModelException e) {
        System.err.println("dream: " + e.getMessage());
        wrong++;
      }
    }
    return wrong == 0 ? 0 : 1;
  }

  private static Zoo zoo() {
    return Zoo.inEnvironment(Home.of(System.getenv()).models());
  }
}
