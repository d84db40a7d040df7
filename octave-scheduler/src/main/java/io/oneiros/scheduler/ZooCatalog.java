package io.oneiros.scheduler;

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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Facts from the zoo's files; those that were asked for last stay open, their weights unread. What
 * is not here yet is {@code unavailable}: see {@link Opened}.
 */
final class ZooCatalog implements ModelCatalog, AutoCloseable {
  private static final int FETCHERS = 4;

  private final ExecutorService fetchers =
      Executors.newFixedThreadPool(FETCHERS, ZooCatalog::thread);
  private final Opened<Network> networks;
  private final Opened<Generator> generators;

  ZooCatalog(Zoo zoo, InstantSource clock) {
    this.networks = new Opened<>(zoo::open, fetchers, clock);
    this.generators = new Opened<>(zoo::generator, fetchers, clock);
  }

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

  @Override
  public GeneratorFacts generator(String id) {
    return told(
        () -> {
          Generator g = generators.get(id);
          return new GeneratorFacts(g.id(), g.sha256(), g.code(), g.width(), g.height());
        });
  }

  @Override
  public List<Integer> classes(String model, List<String> classes) {
    return told(
        () -> classes.stream().map(name -> ClassNames.number(network(model), name)).toList());
  }

  private Network network(String model) {
    return networks.get(model == null ? Zoo.DEFAULT : model);
  }

  private static <T> T told(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (ModelException e) {
      throw new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fetch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    fetchers.shutdownNow();
  }
}
