package io.oneiros.scheduler;

import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.LayerFacts;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Facts from the zoo's files; a network that was asked for once stays open, its weights unread.
 * Whoever asks is a stream thread that all dreams need: what lies in the object store is fetched
 * beside it, and {@code unavailable} until it is here.
 */
final class ZooCatalog implements ModelCatalog, AutoCloseable {
  private static final int FETCHERS = 4;

  /** Mostly the file is small, or in the cache already: then no dream has to be told to wait. */
  private static final long WAIT_MILLIS = 300;

  private final Zoo zoo;
  private final Map<String, Network> open = new ConcurrentHashMap<>();
  private final Map<String, Future<Network>> fetches = new ConcurrentHashMap<>();
  private final ExecutorService fetchers =
      Executors.newFixedThreadPool(FETCHERS, ZooCatalog::thread);

  ZooCatalog(Zoo zoo) {
    this.zoo = zoo;
  }

  @Override
  public ModelFacts facts(String model, List<String> layers) {
    try {
      Network network = network(model == null ? Zoo.DEFAULT : model);
      LayerFacts facts = network.facts(layers);
      return new ModelFacts(
          network.id(),
          network.sha256(),
          facts.names(),
          facts.channels(),
          facts.stride(),
          facts.receptiveField(),
          facts.minimumSide());
    } catch (ModelException e) {
      throw new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
    }
  }

  private Network network(String id) {
    if (!ShelfNames.isId(id)) {
      return open.computeIfAbsent(id, zoo::open);
    }
    Network known = open.get(id);
    return known != null ? known : fetched(id);
  }

  private Network fetched(String id) {
    boolean begun = fetches.containsKey(id);
    Future<Network> fetch = fetches.computeIfAbsent(id, any -> fetchers.submit(() -> zoo.open(id)));
    try {
      Network network = fetch.get(begun ? 0 : WAIT_MILLIS, TimeUnit.MILLISECONDS);
      open.put(id, network);
      fetches.remove(id, fetch);
      return network;
    } catch (TimeoutException e) {
      throw unavailable("%s is being fetched.".formatted(id));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("Interrupted while %s was fetched.".formatted(id));
    } catch (ExecutionException e) {
      fetches.remove(id, fetch);
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static ProblemException unavailable(String detail) {
    return new ProblemException(ProblemCode.UNAVAILABLE, detail);
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
