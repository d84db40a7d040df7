package io.oneiros.gateway.board;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How every dream stands: the latest snapshot by id, and who wants to hear of the next. A snapshot
 * replaces only one with a smaller sequence, so replays and late arrivals change nothing. At most
 * {@code capacity} dreams are kept: the one updated longest ago makes room, an ended one first.
 *
 * <p>Whoever asks what there is before it has {@linkplain #caughtUp() caught up} gets a {@link
 * ProblemException}, {@code unavailable}: it does not know of dreams that exist.
 */
public final class DreamBoard {
  private static final Comparator<DreamSnapshot> EXPENDABLE =
      Comparator.<DreamSnapshot, Boolean>comparing(dream -> !dream.status().terminal())
          .thenComparing(DreamSnapshot::updatedAt);

  private final int capacity;
  private final Map<String, DreamSnapshot> dreams = new HashMap<>();

  /** Dreams whose deletion the scheduler has not told of yet, with the time they were made. */
  private final Map<String, Instant> toBeDeleted = new HashMap<>();

  private final Map<String, Set<MultiEmitter<? super DreamSnapshot>>> watchers = new HashMap<>();

  /** Stays true: who has read so much is no further behind than the broker is away. */
  private boolean caughtUp;

  public DreamBoard(int capacity) {
    this.capacity = capacity;
  }

  /** Everything has been shown that there was when the gateway began. */
  public synchronized void caughtUp() {
    caughtUp = true;
  }

  public synchronized boolean isCaughtUp() {
    return caughtUp;
  }

  private void requireCaughtUp() {
    if (!caughtUp) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE,
          "The gateway has just begun and reads what dreams there are; try again in a moment.");
    }
  }

  /** Takes what the scheduler tells; stale news are dropped. */
  public synchronized void show(DreamSnapshot news) {
    DreamSnapshot known = dreams.get(news.id());
    if (known != null && known.sequence() >= news.sequence()) {
      return;
    }
    makeRoomFor(news.id());
    dreams.put(news.id(), marked(news));
    notifyAll();
    for (MultiEmitter<? super DreamSnapshot> watcher : watchersOf(news.id())) {
      watcher.emit(news);
      if (news.status().terminal()) {
        watcher.complete();
      }
    }
  }

  /** Shows a dream that the scheduler has not told of yet; changes nothing if it has. */
  public synchronized DreamSnapshot announce(DreamSnapshot provisional) {
    DreamSnapshot known = dreams.get(provisional.id());
    if (known != null) {
      return known;
    }
    show(provisional);
    return provisional;
  }

  /**
   * Shows that a dream is to be deleted. What the scheduler tells before it has read of that does
   * not change it; from then on what the scheduler tells counts.
   */
  public synchronized void deleting(DreamSnapshot seen) {
    DreamSnapshot known = dreams.get(seen.id());
    if (known != null && known.createdAt().equals(seen.createdAt())) {
      toBeDeleted.put(seen.id(), seen.createdAt());
      dreams.put(seen.id(), marked(known));
    }
  }

  private DreamSnapshot marked(DreamSnapshot news) {
    boolean marked = news.createdAt().equals(toBeDeleted.get(news.id()));
    if (!marked || news.deleting()) {
      toBeDeleted.remove(news.id());
      return news;
    }
    return news.asDeleting();
  }

  /** Drops a dream and ends the streams of its watchers. */
  public synchronized void forget(String id) {
    dreams.remove(id);
    toBeDeleted.remove(id);
    watchersOf(id).forEach(MultiEmitter::complete);
  }

  public synchronized Optional<DreamSnapshot> find(String id) {
    requireCaughtUp();
    return Optional.ofNullable(dreams.get(id));
  }

  /** Waits until the dream has ended, as far as the scheduler has told, or for {@code atMost}. */
  public synchronized void awaitEnd(String id, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!ended(id)) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** Whether the scheduler has told that the dream has ended. */
  public synchronized boolean ended(String id) {
    DreamSnapshot known = dreams.get(id);
    return known != null && known.status().terminal();
  }

  /** Dreams that have not ended. */
  public synchronized List<DreamSnapshot> open() {
    requireCaughtUp();
    return dreams.values().stream().filter(dream -> !dream.status().terminal()).toList();
  }

  /**
   * Dreams, newest first.
   *
   * @param status of those wanted, or null for all
   */
  public synchronized List<DreamSnapshot> newest(DreamStatus status, int limit) {
    requireCaughtUp();
    return dreams.values().stream()
        .filter(dream -> status == null || dream.status() == status)
        .sorted(
            Comparator.comparing(DreamSnapshot::createdAt)
                .reversed()
                .thenComparing(DreamSnapshot::id))
        .limit(limit)
        .toList();
  }

  /**
   * The current snapshot, unless its sequence is {@code seen}, and every newer one; ends after a
   * terminal one, or when the dream is forgotten. A slow reader misses snapshots that are
   * superseded before it asks for them, never the last.
   */
  public Multi<DreamSnapshot> watch(String id, long seen) {
    return Multi.createFrom()
        .emitter(watcher -> join(id, seen, watcher), BackPressureStrategy.LATEST);
  }

  private synchronized void join(
      String id, long seen, MultiEmitter<? super DreamSnapshot> watcher) {
    DreamSnapshot current = dreams.get(id);
    if (current != null && current.sequence() != seen) {
      watcher.emit(current);
    }
    if (current == null || current.status().terminal()) {
      watcher.complete();
      return;
    }
    watchers.computeIfAbsent(id, any -> new LinkedHashSet<>()).add(watcher);
    watcher.onTermination(() -> leave(id, watcher));
  }

  private synchronized void leave(String id, MultiEmitter<? super DreamSnapshot> watcher) {
    watchers.computeIfPresent(
        id,
        (any, all) -> {
          all.remove(watcher);
          return all.isEmpty() ? null : all;
        });
  }

  /** A copy, because a watcher that completes leaves. */
  private List<MultiEmitter<? super DreamSnapshot>> watchersOf(String id) {
    return List.copyOf(watchers.getOrDefault(id, Set.of()));
  }

  private void makeRoomFor(String id) {
    if (dreams.size() >= capacity && !dreams.containsKey(id)) {
      dreams.values().stream().min(EXPENDABLE).map(DreamSnapshot::id).ifPresent(this::forget);
    }
  }
}
