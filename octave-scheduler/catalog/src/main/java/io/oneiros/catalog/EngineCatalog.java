package io.oneiros.catalog;

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
import io.oneiros.engine.zoo.Zoo;
import java.util.List;
import java.util.function.Supplier;

/**
 * The engine's facts about networks in the contract's words. Whoever implements it says where they
 * come from, and which stay open.
 */
public interface EngineCatalog extends ModelCatalog {
  /**
   * @param id of a network
   * @throws ModelException if it cannot be opened
   */
  Network open(String id);

  /**
   * @param id of a generator
   * @throws ModelException if it cannot be opened
   */
  Generator openGenerator(String id);

  @Override
  default ModelFacts facts(String model, List<String> layers) {
    return told(
        () -> {
          Network network = openOrDefault(model);
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

  @Override
  default GeneratorFacts generator(String id) {
    return told(
        () -> {
          Generator g = openGenerator(id);
          return new GeneratorFacts(g.id(), g.sha256(), g.code(), g.width(), g.height());
        });
  }

  @Override
  default List<Integer> classes(String model, List<String> classes) {
    return told(
        () -> {
          Network network = openOrDefault(model);
          return classes.stream().map(name -> ClassNames.number(network, name)).toList();
        });
  }

  private Network openOrDefault(String model) {
    return open(model == null ? Zoo.DEFAULT : model);
  }

  /**
   * What the engine answers.
   *
   * @throws ProblemException in the place of a {@link ModelException}: its code, in its words
   */
  static <T> T told(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (ModelException e) {
      throw new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
    }
  }
}
