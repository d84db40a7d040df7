package io.oneiros.gateway.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** How webhooks fare, as metrics; docs/reference/metrics.md lists them. */
final class WebhookMetrics {
  private static final String CALLS = "oneiros.webhook.calls";
  private static final String WAITING = "oneiros.webhook.waiting";

  private final Map<Answer.Outcome, Counter> calls;

  /**
   * @param waiting events in hand
   */
  WebhookMetrics(MeterRegistry registry, IntSupplier waiting) {
    calls =
        Arrays.stream(Answer.Outcome.values())
            .collect(Collectors.toMap(outcome -> outcome, outcome -> calls(registry, outcome)));
    Gauge.builder(WAITING, waiting::getAsInt)
        .description("Events in hand, to be sent to webhooks or sent again")
        .strongReference(true)
        .register(registry);
  }

  private static Counter calls(MeterRegistry registry, Answer.Outcome outcome) {
    return Counter.builder(CALLS)
        .description("Attempts to tell a webhook of an event, and what came of them")
        .tag("outcome", outcome.code())
        .register(registry);
  }

  void called(Answer answer) {
    calls.get(answer.outcome()).increment();
  }
}
