package io.oneiros.engine.zoo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * What was asked for last, made once for all who ask at a time. Nobody waits for what somebody else
 * asked for; what could not be made is not kept. Safe for use by several threads.
 */
public final class Recent<K, V> {
  private final Map<K, CompletableFuture<V>> values;

  /**
   * @param most that are kept; the one that was not asked for the longest is forgotten first
   */
  public Recent(int most) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, CompletableFuture<V>> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * @param make may take long; whatever it throws, all who wait for it get
   */
  public V get(K key, Function<? super K, ? extends V> make) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first;
    synchronized (values) {
      first = values.putIfAbsent(key, mine);
    }
    return first == null ? made(key, mine, make) : joined(first);
  }

  /** What is there already; nobody waits. */
  public Optional<V> find(K key) {
    synchronized (values) {
      CompletableFuture<V> value = values.get(key);
      return value == null || value.isCompletedExceptionally()
          ? Optional.empty()
          : Optional.ofNullable(value.getNow(null));
    }
  }

  private V made(K key, CompletableFuture<V> mine, Function<? super K, ? extends V> make) {
    try {
      V value = make.apply(key);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      synchronized (values) {
        values.remove(key, mine);
      }
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static <V> V joined(CompletableFuture<V> value) {
    try {
      return value.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
