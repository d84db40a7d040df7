package io.oneiros.gateway.config;

import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.LayerFacts;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the zoo, and keeps the networks that were asked about open; their weights stay undecoded.
 */
final class ZooCatalog implements ModelCatalog {
  private final Zoo zoo;
  private final Map<String, Network> open = new ConcurrentHashMap<>();

  ZooCatalog(Zoo zoo) {
    this.zoo = zoo;
  }

  @Override
  public ModelFacts facts(String model, List<String> layers) {
    try {
      Network network = open.computeIfAbsent(model == null ? Zoo.DEFAULT : model, zoo::open);
      LayerFacts facts = network.facts(layers);
      return new ModelFacts(
          network.id(),
          network.sha256(),
          facts.names(),
          facts.stride(),
          facts.receptiveField(),
          facts.minimumSide());
    } catch (ModelException e) {
      throw new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
    }
  }
}
