package io.oneiros.gateway.letters;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Topic {@code dream.dead-letters}, read when somebody asks, by one reader at a time, which keeps a
 * few megabytes at most: nothing of it is held here.
 */
@ApplicationScoped
public class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, Object> settings;
  private final Semaphore turn = new Semaphore(1, true);

  DeadLetters(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    settings = new HashMap<>(kafka);
    settings.putAll(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            1 << 20,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            3000,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5000));
  }

  /**
   * The newest ones before some bounds, without their messages.
   *
   * @throws ProblemException {@code unavailable}
   */
  public Page newest(Bounds bounds, int limit) {
    return reading(Topics.DEAD_LETTERS_NAME, tails -> Page.of(tails.of(bounds, limit), limit));
  }

  /**
   * One of them, whole.
   *
   * @throws ProblemException {@code unknown-dead-letter} or {@code unavailable}
   */
  public Letter find(String id) {
    return LetterId.of(id)
        .flatMap(place -> reading(Topics.DEAD_LETTERS_NAME, tails -> tails.at(place)))
        .map(Letter::of)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UNKNOWN_DEAD_LETTER,
                    "There is no dead letter '%s'; GET /v1/dead-letters lists those there are."
                        .formatted(id)));
  }

  /**
   * The event that a webhook was not told of, if its topic still has it.
   *
   * @throws ProblemException {@code unavailable}
   */
  Optional<ConsumerRecord<String, byte[]>> event(Letter letter) {
    return Optional.ofNullable(letter.event())
        .flatMap(place -> reading(Topics.EVENTS_NAME, tails -> tails.at(place)));
  }

  private <T> T reading(String topic, Function<Tails, T> work) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      if (!turn.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw unavailable("Others are reading dead letters; try again in a moment.", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("The gateway is stopping.", null);
    }
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      return work.apply(new Tails(consumer, topic, deadline));
    } catch (KafkaException e) {
      LOG.warnf("Dead letters could not be read: %s", e);
      throw unavailable(
          "Kafka cannot be reached; try again in a moment.", "kafka.bootstrap.servers");
    } finally {
      turn.release();
    }
  }

  private static ProblemException unavailable(String detail, String setting) {
    return new ProblemException(new Problem(ProblemCode.UNAVAILABLE, detail, setting));
  }
}
