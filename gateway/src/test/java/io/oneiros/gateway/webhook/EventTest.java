package io.oneiros.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static Event event(String trace) {
    ConsumerRecord<String, byte[]> message =
        new ConsumerRecord<>("dream.events", 1, 7, "dream", new byte[1]);
    message.headers().add("ce_webhook", bytes("https://example.org"));
    message.headers().add("traceparent", bytes(trace));
    message.headers().add("ce_traceparent", bytes(trace));
    message.headers().add("authorization", bytes("mine"));
    return Event.of(message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void traceIsHandedOnAndNoHeaderButOurs() {
    assertThat(event(TRACE).trace()).isEqualTo(TRACE);
    assertThat(event(TRACE).headers())
        .containsOnlyKeys("ce-id", "traceparent", "ce-traceparent")
        .containsEntry("ce-id", "dream.events-1-7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", TRACE + "\n", TRACE + TRACE})
  void traceThatCannotBeReadIsLeftOut(String trace) {
    assertThat(event(trace).trace()).isNull();
    assertThat(event(trace).headers()).containsOnlyKeys("ce-id");
  }
}
