package io.oneiros.gateway.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads topic {@code dream.events}, each event by one of all gateways. One is done with once whom
 * it names has taken it, or it is a dead letter, so that none is forgotten when a gateway dies.
 */
@ApplicationScoped
class EventsReader {
  private final Deliveries deliveries;

  EventsReader(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Incoming("webhook-events")
  CompletionStage<Void> read(ConsumerRecord<String, byte[]> message) {
    Event event = Event.of(message);
    return event == null ? CompletableFuture.completedFuture(null) : deliveries.deliver(event);
  }
}
