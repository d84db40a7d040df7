package io.oneiros.standalone;

import io.oneiros.contract.GeneratorFacts;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.ClassNames;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.LayerFacts;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows the networks whose files are on this machine: the zoo's, and those to be sent along. */
record LocalCatalog(Zoo zoo, List<Upload> uploads) implements ModelCatalog {

  /** Nothing can be said of a network: its file is elsewhere, or still to be pulled. */
  static final class ElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * @throws ElsewhereException if the network's file is not here
   */
  @Override
  public ModelFacts facts(String model, List<String> layers) {
    return told(
        () -> {
          Network network = network(model);
          LayerFacts facts = network.facts(layers);
          return new ModelFacts(
              network.id(),
              network.sha256(),
              facts.names(),
              facts.channels(),
              facts.stride(),
              facts.receptiveField(),
              facts.minimumSide());
        });
  }

  /**
   * @throws ElsewhereException likewise
   */
  @Override
  public GeneratorFacts generator(String id) {
    return told(
        () -> {
          Generator g =
              upload(id)
                  .map(own -> Zoo.openGenerator(own.file(), Preprocessing.parse(own.pixels())))
                  .orElseGet(() -> zoo.generator(here(id)));
          return new GeneratorFacts(g.id(), g.sha256(), g.code(), g.width(), g.height());
        });
  }

  /**
   * @throws ElsewhereException likewise
   */
  @Override
  public List<Integer> classes(String model, List<String> classes) {
    return told(
        () -> {
          Network network = network(model);
          return classes.stream().map(name -> ClassNames.number(network, name)).toList();
        });
  }

  private Network network(String model) {
    String id = model == null ? Zoo.DEFAULT : model;
    return upload(id)
        .map(own -> Zoo.openFile(own.file(), Preprocessing.parse(own.pixels())))
        .orElseGet(() -> zoo.open(here(id)));
  }

  private Optional<Upload> upload(String id) {
    return uploads.stream().filter(own -> own.id().equals(id)).findFirst();
  }

  private String here(String id) {
    if (ShelfNames.isId(id) || !zoo.isPresent(id)) {
      throw new ElsewhereException();
    }
    return id;
  }

  private static <T> T told(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (ModelException e) {
      throw new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
    }
  }
}
