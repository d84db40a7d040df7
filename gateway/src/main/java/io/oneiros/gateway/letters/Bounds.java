package io.oneiros.gateway.letters;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a list of dead letters goes on: in each partition before that offset, in one that is not
 * named before its end. Written as ids with dots between them; one id alone is the letters before
 * that one, on a topic of one partition.
 */
public record Bounds(Map<Integer, Long> before) {
  /** Before nothing: the newest letters. */
  public static final Bounds NONE = new Bounds(Map.of());

  private static final int MOST_CHARACTERS = 4096;

  public Bounds {
    before = Map.copyOf(before);
  }

  /** Nothing if the text is none. */
  public static Optional<Bounds> of(String text) {
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    Map<Integer, Long> before = new TreeMap<>();
    for (String part : text.split("\\.", -1)) {
      Optional<LetterId> id = LetterId.of(part);
      if (id.isEmpty() || before.put(id.get().partition(), id.get().offset()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Bounds(before));
  }

  long in(int partition, long end) {
    return Math.min(end, before.getOrDefault(partition, end));
  }

  @Override
  public String toString() {
    return new TreeMap<>(before)
        .entrySet().stream()
            .map(bound -> new LetterId(bound.getKey(), bound.getValue()).toString())
            .collect(Collectors.joining("."));
  }
}
