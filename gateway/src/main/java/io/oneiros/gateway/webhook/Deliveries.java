package io.oneiros.gateway.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Topics;
import io.oneiros.contract.Traceparent;
import io.oneiros.gateway.problem.BadRequest;
import io.oneiros.gateway.webhook.PublicSockets.PrivateAddressException;
import io.oneiros.traces.DreamTrace;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Sends an event until it is taken, with longer and longer pauses; what nobody takes becomes a dead
 * letter. An event may thus arrive twice, under the same {@code webhook-id}, and later than one
 * that came after it.
 */
@ApplicationScoped
class Deliveries {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);
  private static final int THREADS = 8;
  private static final int GROWTH = 4;

  /** The receiver wants no more of it. */
  private static final int GONE = 410;

  private final Webhooks webhooks;
  private final WebhookSettings settings;
  private final MutinyEmitter<byte[]> deadLetters;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(THREADS);

  Deliveries(
      Webhooks webhooks,
      WebhookSettings settings,
      @Channel("dead-letters") MutinyEmitter<byte[]> deadLetters,
      MeterRegistry metrics,
      Clock clock) {
    this.webhooks = webhooks;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** What is not over by then is sent by whoever reads the topic next. */
  @PreDestroy
  void close() {
    executor.shutdownNow();
  }

  /**
   * @return complete once the event has been taken or given up
   */
  CompletableFuture<Void> deliver(Event event) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    executor.execute(() -> attempt(event, 1, over));
    return over;
  }

  private void attempt(Event event, int attempt, CompletableFuture<Void> over) {
    String cause = event.headers().get(Traceparent.HEADER);
    try (DreamTrace trace = DreamTrace.within(event.dream(), cause)) {
      send(event, attempt, over);
    } catch (RuntimeException e) {
      LOG.errorf(e, "Event %s is lost to webhook %s", event.id(), event.url());
      over.completeExceptionally(e);
    }
  }

  private void send(Event event, int attempt, CompletableFuture<Void> over) {
    String trouble;
    try {
      trouble = trouble(event);
    } catch (BadRequest | PrivateAddressException e) {
      giveUp(event, e.getMessage(), over);
      return;
    }
    if (trouble == null) {
      count("taken");
      over.complete(null);
    } else if (attempt < settings.attempts()) {
      count("refused");
      LOG.debugf("Attempt %d to tell %s: %s", attempt, event.url(), trouble);
      Duration pause = settings.pause().multipliedBy((long) Math.pow(GROWTH, attempt - 1));
      executor.schedule(
          () -> attempt(event, attempt + 1, over), pause.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      giveUp(event, "%s, at the last of %d attempts".formatted(trouble, attempt), over);
    }
  }

  /** Null if there is none; what is thrown will be no better another time. */
  private String trouble(Event event) throws PrivateAddressException {
    try {
      int status = webhooks.send(event);
      if (status == GONE) {
        throw new BadRequest("the answer was HTTP 410: it wants to be told no more");
      }
      return status / 100 == 2 ? null : "the answer was HTTP " + status;
    } catch (PrivateAddressException e) {
      throw e;
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void giveUp(Event event, String why, CompletableFuture<Void> over) {
    count("given-up");
    LOG.warnf("Webhook %s is not told of event %s: %s", event.url(), event.id(), why);
    Problem problem =
        new Problem(
            ProblemCode.UNAVAILABLE,
            "The webhook %s was not told of event %s: %s.".formatted(event.url(), event.id(), why),
            "oneiros.webhooks.attempts");
    JsonNode message = Json.read(JsonNode.class, event.body());
    DeadLetter letter = new DeadLetter(Topics.EVENTS_NAME, message, "gateway", problem);
    deadLetters.sendMessageAndAwait(
        Message.of(Json.write(DeadLetter.class, letter))
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder()
                    .withKey(event.dream())
                    .withHeaders(headers(event))
                    .build()));
    over.complete(null);
  }

  private RecordHeaders headers(Event event) {
    RecordHeaders headers = new RecordHeaders();
    CloudEvent.headers(
            UUID.randomUUID().toString(),
            "/oneiros/gateway",
            CloudEvent.type(DeadLetter.class),
            event.dream(),
            clock.instant(),
            DreamTrace.current())
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  private void count(String outcome) {
    metrics.counter("dream.webhook.calls", "outcome", outcome).increment();
  }
}
