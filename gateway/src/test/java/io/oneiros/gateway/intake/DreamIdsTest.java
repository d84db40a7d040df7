package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.ObjectKeys;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DreamIdsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void idsAreValidAndNeverTheSame() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(DreamIds.fresh(NOW));
    }
    assertThat(ids)
        .hasSize(10_000)
        .allMatch(ObjectKeys::isDreamId)
        .allMatch(id -> id.length() == 25);
  }

  @Test
  void laterIdsSortAfterEarlierOnes() {
    for (long millis : new long[] {1, 31, 1023, 1_000_000, 1_000_000_000_000L}) {
      assertThat(DreamIds.fresh(NOW)).isLessThan(DreamIds.fresh(NOW.plusMillis(millis)));
    }
  }

  @Test
  void keyNamesTheSameDreamEveryTimeAndAnotherKeyAnother() {
    // sha256("a") = ca978112ca1bbdcafac231b39a23dc4d...
    assertThat(DreamIds.ofKey("a")).isEqualTo("ca978112ca1bbdcafac231b39a23dc4d");
    assertThat(DreamIds.ofKey("b")).isNotEqualTo(DreamIds.ofKey("a"));
    assertThat(DreamIds.ofKey("ключ ../../x")).matches(ObjectKeys::isDreamId);
  }
}
