package io.oneiros.gateway.letters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Some dead letters, newest first.
 *
 * @param next where the older ones begin; null if there are none
 */
public record Page(List<Letter> letters, Bounds next) {
  private static final Comparator<Deque<Letter>> NEWEST =
      Comparator.comparing(tail -> tail.getLast().at());

  /**
   * The last letters of one partition.
   *
   * @param bound offset that they end before
   * @param letters in the order of their offsets
   * @param older whether something lies before them
   */
  record Tail(int partition, long bound, List<Letter> letters, boolean older) {}

  /**
   * Goes through every partition from its end, so that no letter is passed over, whatever its time.
   *
   * @param tails one a partition; of each all letters, or as many as the page at least
   */
  static Page of(List<Tail> tails, int limit) {
    Map<Integer, Long> bounds = new HashMap<>();
    List<Deque<Letter>> left = new ArrayList<>();
    for (Tail tail : tails) {
      bounds.put(tail.partition(), tail.bound());
      left.add(new ArrayDeque<>(tail.letters()));
    }
    left.removeIf(Deque::isEmpty);
    List<Letter> page = new ArrayList<>();
    while (page.size() < limit && !left.isEmpty()) {
      Letter newest = left.stream().max(NEWEST).orElseThrow().removeLast();
      page.add(newest);
      bounds.put(newest.id().partition(), newest.id().offset());
      left.removeIf(Deque::isEmpty);
    }
    boolean last = left.isEmpty() && tails.stream().noneMatch(Tail::older);
    return new Page(List.copyOf(page), last ? null : new Bounds(bounds));
  }
}
