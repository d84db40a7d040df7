package io.oneiros.worker;

import io.oneiros.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes one tile at a time from the share group and holds its lock until the work is over.
 *
 * <p>Guarantee: a record is accepted only after its result has been published, so a worker that
 * dies loses no tile: the broker hands it to another one. A tile may be done twice; the scheduler
 * accepts it once.
 */
final class Hand implements Runnable {
  private static final Logger LOG = Logger.getLogger(Hand.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int MISSED_POLLS = 20;
  private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

  private final Map<String, Object> consumerSettings;
  private final Duration renewEvery;
  private final Function<byte[], Work> start;
  private final BooleanSupplier stopping;

  /** One tile on its way. */
  interface Work {
    /** Waits at most so long for the end; true once its outcome has been published. */
    boolean over(Duration atMost) throws InterruptedException;

    /** What the broker is to do with the record: accept it, or hand it to somebody else. */
    AcknowledgeType acknowledgement();
  }

  private record Held(long offset, Work work) {}

  /**
   * @param start begins to work on a record's value and returns at once
   * @param stopping no new tile is taken once it says true
   */
  Hand(
      Map<String, Object> consumerSettings,
      Duration renewEvery,
      Function<byte[], Work> start,
      BooleanSupplier stopping) {
    this.consumerSettings = consumerSettings;
    this.renewEvery = renewEvery;
    this.start = start;
    this.stopping = stopping;
  }

  @Override
  public void run() {
    while (!stopping.getAsBoolean()) {
      try (ShareConsumer<String, byte[]> consumer =
          new KafkaShareConsumer<>(
              consumerSettings, new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(List.of(Topics.TILES.name()));
        take(consumer);
      } catch (InterruptedException | WakeupException e) {
        return;
      } catch (RuntimeException e) {
        LOG.errorf(e, "The tile queue failed; joining it again in %s", AFTER_ERROR);
        pause();
      }
    }
  }

  private void take(ShareConsumer<String, byte[]> consumer) throws InterruptedException {
    Held held = null;
    int missed = 0;
    while (held != null || !stopping.getAsBoolean()) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : records) {
        if (held == null && stopping.getAsBoolean()) {
          consumer.acknowledge(record, AcknowledgeType.RELEASE);
          continue;
        }
        if (held == null) {
          held = new Held(record.offset(), start.apply(record.value()));
        }
        boolean over = held.work().over(renewEvery);
        // A renewed record comes back with the next poll. Another one can only come if the lock on
        // ours was lost (a pause longer than the lock): it waits, renewed, until our work is over.
        if (over && record.offset() == held.offset()) {
          consumer.acknowledge(record, held.work().acknowledgement());
          held = null;
        } else {
          consumer.acknowledge(record, AcknowledgeType.RENEW);
        }
      }
      missed = records.isEmpty() ? missed + 1 : 0;
      if (held != null && missed > MISSED_POLLS && held.work().over(Duration.ZERO)) {
        held = null; // published, but its record went to somebody else
      }
    }
    consumer.commitSync();
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_ERROR.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
