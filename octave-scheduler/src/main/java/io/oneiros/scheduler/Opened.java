package io.oneiros.scheduler;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Recent;
import io.oneiros.engine.zoo.ShelfNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What was opened last, by its id. Whoever asks is a stream thread that all dreams need: what lies
 * in the object store is fetched beside it, and {@code unavailable} until it is here.
 */
final class Opened<V> {
  private static final Logger LOG = Logger.getLogger(Opened.class);

  /** Mostly the file is small, or in the cache already: then no dream has to be told to wait. */
  private static final long WAIT_MILLIS = 300;

  /** How long the end of a fetch is kept for who asked; a dream that waits asks every second. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final int MOST_OPEN = 32;

  private final Function<String, V> opener;
  private final Executor fetchers;
  private final InstantSource clock;
  private final Recent<String, V> open = new Recent<>(MOST_OPEN);
  private final Map<String, CompletableFuture<Fetched<V>>> fetches = new ConcurrentHashMap<>();

  /**
   * @param opener throws a {@link ModelException} for what cannot be opened
   * @param fetchers where that runs for what lies in the object store
   */
  Opened(Function<String, V> opener, Executor fetchers, InstantSource clock) {
    this.opener = opener;
    this.fetchers = fetchers;
    this.clock = clock;
  }

  /** How a fetch has ended: with what was opened, or with a failure. */
  private record Fetched<V>(V value, ModelException failure, Instant at) {}

  /**
   * @throws ModelException if it cannot be opened
   * @throws ProblemException {@code unavailable} while it is being fetched
   */
  V get(String id) {
    return ShelfNames.isId(id) ? open.find(id).orElseGet(() -> fetched(id)) : open.get(id, opener);
  }

  private V fetched(String id) {
    fetches.values().removeIf(this::isForgotten);
    boolean first = !fetches.containsKey(id);
    CompletableFuture<Fetched<V>> fetch = fetches.computeIfAbsent(id, this::fetch);
    Fetched<V> fetched = ended(id, fetch, first ? WAIT_MILLIS : 0);
    fetches.remove(id, fetch);
    if (fetched.failure() == null) {
      return fetched.value();
    }
    if (fetched.failure().code() == ModelException.Code.UNAVAILABLE) {
      // Who comes again then finds how this one has ended, and need not wait for it.
      fetches.computeIfAbsent(id, this::fetch);
    }
    throw fetched.failure();
  }

  private static <V> Fetched<V> ended(String id, Future<Fetched<V>> fetch, long millis) {
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

  private CompletableFuture<Fetched<V>> fetch(String id) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Fetched<>(open.get(id, opener), null, clock.instant());
          } catch (ModelException e) {
            return new Fetched<>(null, e, clock.instant());
          } catch (RuntimeException | Error e) {
            // One file must not end the thread that all dreams need.
            LOG.errorf(e, "%s cannot be opened", id);
            return new Fetched<>(null, unopened(id, e), clock.instant());
          }
        },
        fetchers);
  }

  private static ModelException unopened(String id, Throwable e) {
    return ModelException.unavailable("%s cannot be opened: %s".formatted(id, e), e);
  }

  /** Nobody came again: what it found then says nothing about now. */
  private boolean isForgotten(CompletableFuture<Fetched<V>> fetch) {
    return fetch.isCompletedExceptionally()
        || fetch.isDone() && fetch.join().at().plus(FRESH).isBefore(clock.instant());
  }

  private static ProblemException unavailable(String detail) {
    return new ProblemException(ProblemCode.UNAVAILABLE, detail);
  }
}
