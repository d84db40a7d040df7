package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  /** The example of the W3C recommendation. */
  private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void exampleOfTheRecommendationIsReadAndWritten() {
    Traceparent read = Traceparent.of(EXAMPLE).orElseThrow();

    assertThat(read.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(read.spanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(read).hasToString(EXAMPLE);
  }

  @Test
  void whatBeginsIsReadAgainAndIsLikeNoOther() {
    Traceparent begun = Traceparent.begin();

    assertThat(Traceparent.of(begun.toString())).contains(begun);
    assertThat(Traceparent.begin().traceId()).isNotEqualTo(begun.traceId());
  }

  @Test
  void versionsToComeMaySayMore() {
    assertThat(Traceparent.of("cc" + EXAMPLE.substring(2) + "-more")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
      })
  void whatIsNoTraceparentSaysNothing(String header) {
    assertThat(Traceparent.of(header)).isEmpty();
  }

  @Test
  void messageSaysItsTraceToBrokersAndToCloudEvents() {
    assertThat(CloudEvent.headers("1", "/s", "t", "d", Instant.EPOCH, EXAMPLE))
        .containsEntry("traceparent", EXAMPLE)
        .containsEntry("ce_traceparent", EXAMPLE);
  }
}
