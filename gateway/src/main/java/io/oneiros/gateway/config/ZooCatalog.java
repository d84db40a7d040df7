package io.oneiros.gateway.config;

import io.oneiros.catalog.EngineCatalog;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.Layer;
import io.oneiros.engine.zoo.ModelCard;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Recent;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks the zoo, and keeps the networks that were asked about last open; their weights stay
 * undecoded.
 */
public final class ZooCatalog implements EngineCatalog {
  private static final int MOST_OPEN = 32;

  private final Zoo zoo;
  private final Recent<String, Network> networks = new Recent<>(MOST_OPEN);
  private final Recent<String, Generator> generators = new Recent<>(MOST_OPEN);

  ZooCatalog(Zoo zoo) {
    this.zoo = zoo;
  }

  @Override
  public Network open(String id) {
    return networks.get(existing(id), zoo::open);
  }

  @Override
  public Generator openGenerator(String id) {
    return generators.get(existing(id), zoo::generator);
  }

  /** It may have been deleted since it was opened, by another gateway perhaps. */
  private String existing(String id) {
    if (ShelfNames.isId(id)) {
      zoo.card(id);
    }
    return id;
  }

  /**
   * Networks, whether their files are here or not: the user's own, those of the zoo, then those
   * that were sent along. One bad description must not hide the others.
   *
   * @param sent ids of networks that were sent along
   * @throws ProblemException {@code unavailable}
   */
  public List<ModelCard> cards(List<String> sent) {
    return Stream.concat(zoo.ids().stream(), sent.stream())
        .flatMap(id -> described(id).stream())
        .toList();
  }

  private Optional<ModelCard> described(String id) {
    try {
      return Optional.of(card(id));
    } catch (ProblemException e) {
      if (e.problem().code() == ProblemCode.UNAVAILABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * @throws ProblemException {@code unknown-model}, {@code model-unavailable} or {@code
   *     unavailable}
   */
  public ModelCard card(String id) {
    return EngineCatalog.told(() -> zoo.card(id));
  }

  /**
   * @throws ProblemException {@code unknown-model}, {@code model-unavailable} or {@code
   *     unavailable}
   */
  public List<Layer> layers(String model) {
    return EngineCatalog.told(() -> open(model).layers());
  }

  /**
   * Bytes that an engine on a processor has in use for one gradient of a recipe, its network
   * included. Pictures that a measure compares with are not counted.
   *
   * @param patch what is computed at a time, in pixels
   * @throws ProblemException {@code model-unavailable} or {@code unavailable}
   */
  public long memory(Recipe recipe, Size patch) {
    Size one = recipe.start().grid().picture(patch);
    int pad = recipe.ascent().pad();
    int frame = pad == 0 ? 0 : 2 * pad + recipe.stride();
    return EngineCatalog.told(
        () -> {
          Network network = open(recipe.model());
          List<Objective.Layer> layers =
              recipe.layers().stream()
                  .map(layer -> new Objective.Layer(network.layer(layer.name()), layer.weight()))
                  .toList();
          return TorchNetwork.memory(
              network,
              new Objective(layers),
              Executor.FLOAT32,
              one.height() + frame,
              one.width() + frame,
              recipe.start().grid().pictures());
        });
  }
}
