package io.oneiros.scheduler;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.oneiros.contract.DreamStatus;
import io.oneiros.scheduler.stream.Census;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Gauges of what this scheduler has in hand, its partitions taken together. A kind of device that a
 * worker was heard of keeps its name; of others, which anybody may make up, only the family is
 * told: {@code cpu-other}, {@code cuda-other}, {@code other}. {@code none} is the kind of tiles
 * that may go to any.
 */
final class CensusGauges {
  private static final String DREAMS = "oneiros.dreams.open";
  private static final String READY = "oneiros.tiles.ready";
  private static final String IN_FLIGHT = "oneiros.tiles.in.flight";
  private static final String SLOTS = "oneiros.slots";
  private static final String NO_KIND = "none";

  private final Map<Integer, Census> censuses = new ConcurrentHashMap<>();
  private final ByKind ready;
  private final ByKind inFlight;
  private final ByKind slots;

  CensusGauges(MeterRegistry registry) {
    ready = new ByKind(registry, READY, "Tiles that wait in the scheduler for a slot of this kind");
    inFlight = new ByKind(registry, IN_FLIGHT, "Tiles that are out and not answered");
    slots = new ByKind(registry, SLOTS, "Tiles that the workers heard lately can take at a time");
    for (DreamStatus status : DreamStatus.values()) {
      Gauge.builder(DREAMS, () -> dreams(status))
          .description("Dreams that something is to be done for; of ended ones, the deletion")
          .tag("state", status.code())
          .strongReference(true)
          .register(registry);
    }
  }

  /** Gauges of one name. One that is told stays while its number changes: no scrape misses it. */
  private static final class ByKind {
    private final MultiGauge gauges;
    private volatile Map<String, Integer> numbers = Map.of();

    private ByKind(MeterRegistry registry, String name, String what) {
      gauges = MultiGauge.builder(name).description(what).register(registry);
    }

    private void show(Map<String, Integer> byKind, Set<String> heard) {
      Map<String, Integer> shown = new TreeMap<>();
      heard.forEach(kind -> shown.put(kind, 0));
      byKind.forEach((kind, number) -> shown.merge(named(kind, heard), number, Integer::sum));
      numbers = shown;
      gauges.register(shown.keySet().stream().map(this::row).toList(), /* overwrite= */ false);
    }

    private MultiGauge.Row<?> row(String kind) {
      return MultiGauge.Row.of(Tags.of("kind", kind), () -> numbers.getOrDefault(kind, 0));
    }
  }

  private int dreams(DreamStatus status) {
    return censuses.values().stream()
        .mapToInt(census -> census.dreams().getOrDefault(status, 0))
        .sum();
  }

  void counted(int partition, Census census) {
    censuses.put(partition, census);
    show();
  }

  void gone(int partition) {
    censuses.remove(partition);
    show();
  }

  private synchronized void show() {
    // Every partition hears of all workers.
    Map<String, Integer> all = merged(Census::slots, Integer::max);
    slots.show(all, all.keySet());
    Map<String, Integer> waiting = merged(Census::ready, Integer::sum);
    waiting.putIfAbsent("", 0);
    ready.show(waiting, all.keySet());
    Map<String, Integer> out = merged(Census::inFlight, Integer::sum);
    out.putIfAbsent("", 0);
    inFlight.show(out, all.keySet());
  }

  private Map<String, Integer> merged(
      Function<Census, Map<String, Integer>> of, BinaryOperator<Integer> both) {
    Map<String, Integer> merged = new TreeMap<>();
    censuses
        .values()
        .forEach(census -> of.apply(census).forEach((k, n) -> merged.merge(k, n, both)));
    return merged;
  }

  static String named(String kind, Set<String> heard) {
    if (kind.isEmpty()) {
      return NO_KIND;
    }
    if (heard.contains(kind)) {
      return kind;
    }
    return kind.startsWith("cpu-")
        ? "cpu-other"
        : kind.startsWith("cuda-") ? "cuda-other" : "other";
  }
}
