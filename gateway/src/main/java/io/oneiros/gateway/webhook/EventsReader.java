package io.oneiros.gateway.webhook;

import io.oneiros.gateway.config.Reader;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads topic {@code dream.events} where there is something to sign with, each event by one of all
 * gateways. One is acknowledged once whom it names has taken it, or it is a dead letter, and not
 * before all that came before it are: what a gateway that dies had in hand is read again. An error
 * of ours ends the channel, and with it the gateway's health, rather than an event be lost.
 */
@ApplicationScoped
class EventsReader {
  private final Multi<Message<byte[]>> events;
  private final Deliveries deliveries;

  EventsReader(@Channel("webhook-events") Multi<Message<byte[]>> events, Deliveries deliveries) {
    this.events = events;
    this.deliveries = deliveries;
  }

  /** Settings that are wrong end the start. */
  void start(@Observes StartupEvent started) {
    if (deliveries.open()) {
      Reader.start(events, this::read);
    }
  }

  private CompletionStage<Void> read(
      ConsumerRecord<String, byte[]> message, CompletableFuture<Void> over) {
    Event event = Event.of(message);
    if (event == null) {
      over.complete(null);
      return over;
    }
    return deliveries.deliver(event, over);
  }
}
