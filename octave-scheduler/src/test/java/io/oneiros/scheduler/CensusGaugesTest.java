package io.oneiros.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oneiros.contract.DreamStatus;
import io.oneiros.scheduler.stream.Census;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CensusGaugesTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final CensusGauges gauges = new CensusGauges(registry);

  @Test
  void partitionsAreAddedUpButHearOfTheSameWorkers() {
    gauges.counted(0, census(Map.of("cpu-a", 3), Map.of("cpu-a", 2)));
    gauges.counted(1, census(Map.of("cpu-a", 4), Map.of("cpu-a", 2)));
    assertThat(ready()).containsEntry("cpu-a", 7.0);
    assertThat(registry.get("oneiros.slots").gauge().value()).isEqualTo(2);
    assertThat(registry.get("oneiros.dreams.open").tag("state", "running").gauge().value())
        .isEqualTo(2);

    gauges.gone(1);
    assertThat(ready()).containsEntry("cpu-a", 3.0);
  }

  @Test
  void kindsThatNoWorkerWasHeardOfAreToldByTheirFamilyOnly() {
    gauges.counted(
        0,
        census(
            Map.of("", 1, "cpu-a", 2, "cuda-made-up", 3, "cuda-made-up-too", 4, "whatever", 5),
            Map.of("cpu-a", 0, "cpu-b", 1)));
    assertThat(ready())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("none", 1.0, "cpu-a", 2.0, "cpu-b", 0.0, "cuda-other", 7.0, "other", 5.0));
  }

  /** A gauge that is put back has been away, for whoever asks in between. */
  @Test
  void whatIsToldStaysWhileItsNumberChanges() {
    gauges.counted(0, census(Map.of("cpu-a", 3), Map.of("cpu-a", 2)));
    Gauge before = gauge("cpu-a");
    Gauge none = gauge("none");
    gauges.counted(0, census(Map.of("cpu-a", 5, "", 1), Map.of("cpu-a", 2, "cpu-b", 2)));
    assertThat(gauge("cpu-a")).isSameAs(before);
    assertThat(gauge("none")).isSameAs(none);
    assertThat(before.value()).isEqualTo(5);
    assertThat(none.value()).isEqualTo(1);
  }

  @Test
  void aKindThatIsGoneIsToldNoMore() {
    gauges.counted(0, census(Map.of("cpu-a", 3), Map.of("cpu-a", 2)));
    gauges.gone(0);
    assertThat(ready()).containsOnly(Map.entry("none", 0.0));
  }

  private Gauge gauge(String kind) {
    return registry.get("oneiros.tiles.ready").tag("kind", kind).gauge();
  }

  private static Census census(Map<String, Integer> ready, Map<String, Integer> slots) {
    return new Census(Map.of(DreamStatus.RUNNING, 1), ready, Map.of(), slots);
  }

  private Map<String, Double> ready() {
    return registry.get("oneiros.tiles.ready").gauges().stream()
        .collect(Collectors.toMap(gauge -> gauge.getId().getTag("kind"), gauge -> gauge.value()));
  }
}
