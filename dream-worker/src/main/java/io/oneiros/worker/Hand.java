package io.oneiros.worker;

import io.oneiros.contract.Traceparent;
import io.oneiros.traces.DreamTrace;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes one tile at a time from the share group and holds its lock until the work is over.
 *
 * <p>Guarantee: a record is accepted only after its result has been published, so a worker that
 * dies loses no tile: the broker notices the lost connection and hands the tile to another one. A
 * tile may be done twice; the scheduler accepts it once.
 *
 * <p>The lock is not renewed, so it must last longer than a tile takes: docs/adr/0005.
 */
final class Hand implements Runnable {
  private static final Logger LOG = Logger.getLogger(Hand.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

  /** The pause after errors is doubled so often at most, and is short again after so long. */
  private static final int DOUBLED = 3;

  private static final Duration WELL = Duration.ofMinutes(1);

  /** Who has failed is let in again if so long nothing has said that it is not. */
  private static final Duration LET_IN = Duration.ofSeconds(5);

  /** Who is to stop does not sleep longer. */
  private static final Duration NAP = Duration.ofMillis(100);

  private static final Duration AFTER_RELEASE = Duration.ofMillis(500);

  private final Map<String, Object> consumerSettings;
  private final String topic;
  private final Handler handler;
  private final Consumer<Duration> delivered;
  private final BooleanSupplier stopping;

  /** One after the other, without a while between them in which all was well. */
  private int failures;

  /** When it last asked to be let in, in nanoTime. */
  private long joined;

  private volatile boolean takes = true;

  /** Works on a message of the queue. */
  interface Handler {
    /**
     * Returns once the outcome has been published.
     *
     * @param deliveries how often it was given to somebody, this time included
     * @return what the broker is to do with the record: accept it, or hand it to somebody else
     */
    AcknowledgeType handle(byte[] message, int deliveries) throws InterruptedException;
  }

  /**
   * @param topic of the tiles
   * @param delivered hears how long each tile was in the queue, by the clocks of both ends
   * @param stopping no new tile is taken once it says true
   */
  Hand(
      Map<String, Object> consumerSettings,
      String topic,
      Handler handler,
      Consumer<Duration> delivered,
      BooleanSupplier stopping) {
    this.consumerSettings = consumerSettings;
    this.topic = topic;
    this.handler = handler;
    this.delivered = delivered;
    this.stopping = stopping;
  }

  @Override
  public void run() {
    try {
      takeAndJoinAgain();
    } finally {
      takes = false;
    }
  }

  private void takeAndJoinAgain() {
    while (!stopping.getAsBoolean()) {
      joined = System.nanoTime();
      try (ShareConsumer<String, byte[]> consumer =
          new KafkaShareConsumer<>(
              consumerSettings, new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(List.of(topic));
        take(consumer);
      } catch (InterruptedException | WakeupException e) {
        return;
      } catch (GroupMaxSizeReachedException e) {
        Duration pause = failed();
        LOG.errorf(
            "%s That is the broker's group.share.max.size; every device has oneiros.worker.hands of them. Joining again in %s",
            e.getMessage(), pause);
        pause(pause);
      } catch (RuntimeException e) {
        Duration pause = failed();
        LOG.errorf(e, "The tile queue failed; joining it again in %s", pause);
        pause(pause);
      }
    }
  }

  /**
   * Whether tiles come to it: not while it is to join again, not yet while the broker may refuse
   * it, and no more once it has ended.
   */
  boolean takesTiles() {
    return takes;
  }

  private Duration failed() {
    takes = false;
    if (joinedBefore(WELL)) {
      failures = 0;
    }
    return afterError(failures++, ThreadLocalRandom.current().nextDouble());
  }

  private boolean joinedBefore(Duration time) {
    return System.nanoTime() - joined > time.toNanos();
  }

  /**
   * Longer each time, for a hand that joins costs the broker most when it has no time; and not the
   * same for all hands, which fail together.
   *
   * @param before failures one after the other, without this one
   * @param chance from 0 to 1
   */
  static Duration afterError(int before, double chance) {
    double most = AFTER_ERROR.toMillis() << Math.min(before, DOUBLED);
    return Duration.ofMillis(Math.round(most * (1 + chance) / 2));
  }

  private void take(ShareConsumer<String, byte[]> consumer) throws InterruptedException {
    while (!stopping.getAsBoolean()) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty() || joinedBefore(LET_IN)) {
        takes = true;
      }
      for (ConsumerRecord<String, byte[]> record : records) {
        AcknowledgeType outcome = outcome(record);
        consumer.acknowledge(record, outcome);
        if (outcome == AcknowledgeType.RELEASE) {
          leaveItToOthers(consumer);
        }
      }
    }
    consumer.commitSync();
  }

  private AcknowledgeType outcome(ConsumerRecord<String, byte[]> record)
      throws InterruptedException {
    int deliveries = record.deliveryCount().orElse((short) 1);
    if (deliveries == 1) {
      delivered.accept(Duration.ofMillis(System.currentTimeMillis() - record.timestamp()));
    }
    if (stopping.getAsBoolean()) {
      return AcknowledgeType.RELEASE;
    }
    String dream = dream(record.key());
    try (DreamTrace trace = DreamTrace.span("tile", SpanKind.CONSUMER, dream, cause(record))) {
      trace.with("task", String.valueOf(record.key()));
      return handler.handle(record.value(), deliveries);
    }
  }

  /** The key is the task's id, which begins with the dream's. */
  private static String dream(String key) {
    return key == null ? "" : key.split("/", 2)[0];
  }

  private static String cause(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader(Traceparent.HEADER);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** At once, not with the next poll; and this hand asks for the next tile a little later. */
  private void leaveItToOthers(ShareConsumer<String, byte[]> consumer) {
    consumer.commitSync();
    pause(AFTER_RELEASE);
  }

  private void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      while (!stopping.getAsBoolean() && System.nanoTime() < end) {
        Thread.sleep(NAP.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
