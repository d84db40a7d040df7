package io.oneiros.scheduler.stream;

import io.oneiros.contract.DreamStatus;
import io.oneiros.scheduler.job.DreamState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one processor has in hand at a moment.
 *
 * @param dreams that are not settled, by status; what one that has ended waits for is its deletion
 * @param ready tiles that wait to be sent, by the kind of device that they go to; those that no
 *     kind has been chosen for yet are {@code ""}'s
 * @param inFlight tiles that are out and not answered, by kind
 * @param slots tiles that the workers heard lately can take at a time, by kind; of a kind that was
 *     heard once and is no more, 0
 */
public record Census(
    Map<DreamStatus, Integer> dreams,
    Map<String, Integer> ready,
    Map<String, Integer> inFlight,
    Map<String, Integer> slots) {
  public Census {
    dreams = Map.copyOf(dreams);
    ready = Map.copyOf(ready);
    inFlight = Map.copyOf(inFlight);
    slots = Map.copyOf(slots);
  }

  static Map<DreamStatus, Integer> byStatus(List<DreamState> open) {
    Map<DreamStatus, Integer> dreams = new EnumMap<>(DreamStatus.class);
    open.forEach(dream -> dreams.merge(dream.shown().status(), 1, Integer::sum));
    return dreams;
  }
}
