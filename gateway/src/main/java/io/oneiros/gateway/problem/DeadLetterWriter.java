package io.oneiros.gateway.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.ProblemCode;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Writes the gateway's dead letters, and counts them by what was wrong. */
@Startup
@ApplicationScoped
public class DeadLetterWriter {
  /** The header of a letter that has its event's {@code PARTITION-OFFSET} on dream.events. */
  public static final String EVENT_PLACE = "ce_place";

  /** Who it is that gave up. */
  public static final String NAME = "gateway";

  private static final Logger LOG = Logger.getLogger(DeadLetterWriter.class);

  /** In characters. */
  private static final int LONGEST_KEY = 256;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final MutinyEmitter<byte[]> letters;
  private final Map<ProblemCode, Counter> counters;
  private final Clock clock;

  DeadLetterWriter(
      @Channel("dead-letters") MutinyEmitter<byte[]> letters, MeterRegistry metrics, Clock clock) {
    this.letters = letters;
    this.clock = clock;
    // Known from the start, so that the first one is seen as a rise.
    this.counters =
        Stream.of(ProblemCode.UNAVAILABLE, ProblemCode.INTERNAL)
            .collect(Collectors.toMap(Function.identity(), code -> counter(metrics, code)));
  }

  private static Counter counter(MeterRegistry metrics, ProblemCode code) {
    return Counter.builder("oneiros.dead.letters")
        .description("Messages and work that were given up, by what was wrong")
        .tag("code", code.code())
        .register(metrics);
  }

  /**
   * @param letter whose problem is {@code unavailable} or {@code internal}
   * @param key of the message that it tells of; what is long is cut
   * @param trace likewise of the message; null for none
   * @param more headers
   * @return complete once Kafka has it, however long that takes; fails where it will never take it
   */
  public CompletableFuture<Void> write(
      String key, DeadLetter letter, String trace, Map<String, String> more) {
    String shown = key.substring(0, Math.min(key.length(), LONGEST_KEY));
    counters.get(letter.problem().code()).increment();
    RecordHeaders headers = headers(shown, trace, more);
    byte[] bytes = Json.write(DeadLetter.class, letter);
    return Uni.createFrom()
        .deferred(() -> letters.sendMessage(message(shown, headers, bytes)))
        .onFailure(DeadLetterWriter::mayPass)
        .invoke(e -> LOG.warnf("A dead letter is written again, for Kafka did not take it: %s", e))
        .onFailure(DeadLetterWriter::mayPass)
        .retry()
        .withBackOff(PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .subscribeAsCompletionStage();
  }

  /** False where it is the letter itself that Kafka does not take. */
  private static boolean mayPass(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .noneMatch(
            e -> e instanceof RecordTooLargeException || e instanceof SerializationException);
  }

  private static Message<byte[]> message(String key, RecordHeaders headers, byte[] value) {
    return Message.of(value)
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(key)
                .withHeaders(headers)
                .build());
  }

  private RecordHeaders headers(String subject, String trace, Map<String, String> more) {
    Map<String, String> all =
        CloudEvent.headers(
            UUID.randomUUID().toString(),
            "/oneiros/gateway",
            CloudEvent.type(DeadLetter.class),
            subject,
            clock.instant(),
            trace);
    all.putAll(more);
    RecordHeaders headers = new RecordHeaders();
    all.forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }
}
