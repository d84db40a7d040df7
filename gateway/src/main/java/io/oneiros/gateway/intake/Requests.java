package io.oneiros.gateway.intake;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.Traceparent;
import io.oneiros.traces.DreamTrace;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/** Publishes on {@code dream.requests}; what has returned is on every replica that must have it. */
@ApplicationScoped
public class Requests {
  private static final Logger LOG = Logger.getLogger(Requests.class);
  private static final String SOURCE = "/oneiros/gateway";

  /** Longer than the producer tries, so that a request that was refused is not sent later. */
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private final MutinyEmitter<byte[]> emitter;
  private final Clock clock;

  Requests(@Channel("requests") MutinyEmitter<byte[]> emitter, Clock clock) {
    this.emitter = emitter;
    this.clock = clock;
  }

  /**
   * @throws ProblemException {@code unavailable} if Kafka does not acknowledge it
   */
  public void publish(Request request) {
    String cause = trace();
    Message<byte[]> message =
        Message.of(Json.write(Request.class, request), Metadata.of(metadata(request, cause)));
    try {
      emitter.sendMessage(message).await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      // The channel, the producer and the time-out each have exceptions of their own.
      throw unavailable(e);
    }
    try (DreamTrace trace = DreamTrace.within(request.dream(), cause)) {
      LOG.infof("Dream %s: %s", request.dream(), CloudEvent.type(request.getClass()));
    }
  }

  private OutgoingKafkaRecordMetadata<String> metadata(Request request, String trace) {
    Headers headers = new RecordHeaders();
    CloudEvent.headers(
            UUID.randomUUID().toString(),
            SOURCE,
            CloudEvent.type(request.getClass()),
            request.dream(),
            clock.instant(),
            trace)
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return OutgoingKafkaRecordMetadata.<String>builder()
        .withKey(request.dream())
        .withHeaders(headers)
        .build();
  }

  /** The one that whoever asks works on; else it begins here. */
  private static String trace() {
    String current = DreamTrace.current();
    return current == null ? Traceparent.begin().toString() : current;
  }

  private static ProblemException unavailable(RuntimeException e) {
    LOG.warnf("Kafka did not take a request: %s", e);
    return new ProblemException(
        new Problem(
            ProblemCode.UNAVAILABLE,
            "Kafka cannot be reached; try again in a moment.",
            "kafka.bootstrap.servers"));
  }
}
