package io.oneiros.storage;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.Topics;
import io.oneiros.traces.DreamTrace;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** What storage says to the world; a method returns when the broker has acknowledged. */
@ApplicationScoped
class Outbox {
  private static final Logger LOG = Logger.getLogger(Outbox.class);
  private static final String SOURCE = "/oneiros/storage";

  private static final String RESULTS = "results";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Far more than a task's id has, in characters: headers repeat it. */
  private static final int LONGEST_KEY = 256;

  /** The key decides. */
  private static final int ANY_PARTITION = -1;

  private final KafkaClientService clients;
  private final MutinyEmitter<byte[]> results;
  private final MutinyEmitter<byte[]> deadLetters;
  private final String name;

  Outbox(
      KafkaClientService clients,
      @Channel(RESULTS) MutinyEmitter<byte[]> results,
      @Channel("dead-letters") MutinyEmitter<byte[]> deadLetters,
      StorageConfig config) {
    this.clients = clients;
    this.results = results;
    this.deadLetters = deadLetters;
    this.name = config.name();
  }

  /** To {@code dream.results}, under the dream's id. */
  void result(Result.OfTask result) {
    String dream = result.task().dream();
    send(results, ANY_PARTITION, dream, dream, result.getClass(), Json.write(Result.class, result));
  }

  /** To every partition of {@code dream.results}: each scheduler has open work of its own. */
  void heartbeat(Result.StorageHeartbeat beat) {
    byte[] value = Json.write(Result.class, beat);
    List<PartitionInfo> partitions =
        clients.getProducer(RESULTS).partitionsFor(Topics.RESULTS_NAME).await().atMost(PATIENCE);
    for (PartitionInfo info : partitions) {
      send(results, info.partition(), beat.by(), beat.by(), beat.getClass(), value);
    }
  }

  /** To {@code dream.dead-letters}, under the message's own key, or the beginning of a long one. */
  void deadLetter(ConsumerRecord<String, byte[]> message, RuntimeException why) {
    Problem problem =
        Problem.of(ProblemCode.INVALID_MESSAGE, "The message is no storage task: " + Json.why(why));
    DeadLetter letter = DeadLetter.of(message.topic(), message.value(), name, problem);
    String key = message.key() == null ? message.topic() : message.key();
    String shown = key.substring(0, Math.min(key.length(), LONGEST_KEY));
    LOG.errorf("Message '%s': %s", shown, letter.problem().detail());
    send(
        deadLetters,
        ANY_PARTITION,
        shown,
        shown,
        DeadLetter.class,
        Json.write(DeadLetter.class, letter));
  }

  private static void send(
      MutinyEmitter<byte[]> channel,
      int partition,
      String key,
      String subject,
      Class<?> type,
      byte[] value) {
    Headers headers = new RecordHeaders();
    CloudEvent.headers(
            UUID.randomUUID().toString(),
            SOURCE,
            CloudEvent.type(type),
            subject,
            Instant.now(),
            DreamTrace.current())
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    channel.sendMessageAndAwait(
        Message.of(value)
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder()
                    .withKey(key)
                    .withPartition(partition)
                    .withHeaders(headers)
                    .build()));
  }
}
