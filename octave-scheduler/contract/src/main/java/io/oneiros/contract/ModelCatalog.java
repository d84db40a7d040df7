package io.oneiros.contract;

import java.util.List;

/** Where {@link SpecCheck} learns about networks. */
public interface ModelCatalog {
  /**
   * @param model id of a network, or null for the default network
   * @param layers names asked for; empty for the network's own default layers
   * @throws ProblemException {@code unknown-model}, {@code unknown-layer} (naming the nearest),
   *     {@code model-unavailable}, or {@code unavailable} if asking again later may help
   */
  ModelFacts facts(String model, List<String> layers);

  /**
   * @param id of a generator
   * @throws ProblemException {@code unknown-model}, {@code model-unavailable}, {@code
   *     wrong-network-kind} if it is none, or {@code unavailable} if asking again later may help
   */
  default GeneratorFacts generator(String id) {
    throw new ProblemException(
        ProblemCode.UNKNOWN_MODEL, "There is no generator '%s'.".formatted(id));
  }

  /**
   * @param model as above
   * @param classes names, or numbers from 0
   * @return their numbers
   * @throws ProblemException {@code unknown-class}, naming the nearest; {@code unknown-layer} if
   *     the network is no classifier
   */
  default List<Integer> classes(String model, List<String> classes) {
    throw new ProblemException(
        ProblemCode.UNKNOWN_CLASS, "There is no class '%s'.".formatted(classes.get(0)));
  }
}
