package io.oneiros.scheduler;

import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.ClassNames;
import io.oneiros.engine.zoo.LayerFacts;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Recent;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Zoo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Facts from the zoo's files; the networks that were asked for last stay open, their weights
 * unread. Whoever asks is a stream thread that all dreams need: what lies in the object store is
 * fetched beside it, and {@code unavailable} until it is here.
 */
final class ZooCatalog implements ModelCatalog, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ZooCatalog.class);
  private static final int FETCHERS = 4;

  /** Mostly the file is small, or in the cache already: then no dream has to be told to wait. */
  private static final long WAIT_MILLIS = 300;

  /** How long the end of a fetch is kept for who asked; a dream that waits asks every second. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final int MOST_OPEN = 32;

  private final Zoo zoo;
  private final InstantSource clock;
  private final Recent<String, Network> open = new Recent<>(MOST_OPEN);
  private final Map<String, CompletableFuture<Fetched>> fetches = new ConcurrentHashMap<>();
  private final ExecutorService fetchers =
      Executors.newFixedThreadPool(FETCHERS, ZooCatalog::thread);

  ZooCatalog(Zoo zoo, InstantSource clock) {
    this.zoo = zoo;
    this.clock = clock;
  }

  /** How a fetch has ended: with a network, or with a failure. */
  private record Fetched(Network network, ModelException failure, Instant at) {}

  @Override
  public ModelFacts facts(String model, List<String> layers) {
    return of(
        model,
        network -> {
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
  public List<Integer> classes(String model, List<String> classes) {
    return of(
        model, network -> classes.stream().map(name -> ClassNames.number(network, name)).toList());
  }

  private <T> T of(String model, Function<Network, T> answer) {
    try {
      return answer.apply(network(model == null ? Zoo.DEFAULT : model));
    } catch (ModelException e) {
      throw new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
    }
  }

  private Network network(String id) {
    return ShelfNames.isId(id)
        ? open.find(id).orElseGet(() -> fetched(id))
        : open.get(id, zoo::open);
  }

  private Network fetched(String id) {
    fetches.values().removeIf(this::isForgotten);
    boolean first = !fetches.containsKey(id);
    CompletableFuture<Fetched> fetch = fetches.computeIfAbsent(id, this::fetch);
    Fetched fetched = ended(id, fetch, first ? WAIT_MILLIS : 0);
    fetches.remove(id, fetch);
    if (fetched.failure() == null) {
      return fetched.network();
    }
    if (fetched.failure().code() == ModelException.Code.UNAVAILABLE) {
      // Who comes again then finds how this one has ended, and need not wait for it.
      fetches.computeIfAbsent(id, this::fetch);
    }
    throw fetched.failure();
  }

  private static Fetched ended(String id, Future<Fetched> fetch, long millis) {
    try {
      return fetch.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable("%s is being fetched.".formatted(id));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("Interrupted while %s was fetched.".formatted(id));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private CompletableFuture<Fetched> fetch(String id) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Fetched(open.get(id, zoo::open), null, clock.instant());
          } catch (ModelException e) {
            return new Fetched(null, e, clock.instant());
          } catch (RuntimeException | Error e) {
            // One network must not end the thread that all dreams need.
            LOG.errorf(e, "%s cannot be opened", id);
            return new Fetched(null, unopened(id, e), clock.instant());
          }
        },
        fetchers);
  }

  private static ModelException unopened(String id, Throwable e) {
    return ModelException.unavailable("%s cannot be opened: %s".formatted(id, e), e);
  }

  /** Nobody came again: what it found then says nothing about now. */
  private boolean isForgotten(CompletableFuture<Fetched> fetch) {
    return fetch.isCompletedExceptionally()
        || fetch.isDone() && fetch.join().at().plus(FRESH).isBefore(clock.instant());
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
