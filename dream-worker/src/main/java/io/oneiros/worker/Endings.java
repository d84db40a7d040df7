package io.oneiros.worker;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Hears which dreams have been cancelled or have failed since this worker began, so that nothing is
 * computed for them any more. What is missed costs time only: what a dream that is over gets is
 * thrown away.
 */
final class Endings implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Endings.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

  /** Far more than may be over while a tile of theirs is still out. */
  private static final int KEPT = 10_000;

  private final KafkaSettings kafka;
  private final Set<String> over = new LinkedHashSet<>();
  private volatile boolean closed;

  Endings(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Whether the task is of a dream that is over; another dream may have its id by now. */
  boolean over(TaskId task) {
    synchronized (over) {
      return over.contains(key(task.dream(), task.incarnation()));
    }
  }

  /** Events that end no dream, or say not which one, change nothing. */
  void heard(DreamEvent event) {
    if (event instanceof DreamEvent.Cancelled cancelled) {
      add(cancelled.dream(), cancelled.incarnation());
    } else if (event instanceof DreamEvent.Failed failed) {
      add(failed.dream(), failed.incarnation());
    }
  }

  private void add(String dream, String incarnation) {
    if (incarnation == null) {
      return;
    }
    synchronized (over) {
      over.add(key(dream, incarnation));
      if (over.size() > KEPT) {
        over.remove(over.iterator().next());
      }
    }
  }

  private static String key(String dream, String incarnation) {
    return dream + "/" + incarnation;
  }

  @Override
  public void run() {
    while (!closed) {
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(
              kafka.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")),
              new StringDeserializer(),
              new ByteArrayDeserializer())) {
        listen(consumer);
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("Endings of dreams are not heard for %s: %s", AFTER_ERROR, e.getMessage());
        pause();
      }
    }
  }

  /** Whatever is told from now on, in all partitions: every worker hears of every dream. */
  private void listen(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EVENTS_NAME).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    while (!closed) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        heard(record);
      }
    }
  }

  private void heard(ConsumerRecord<String, byte[]> record) {
    try {
      heard(Json.read(DreamEvent.class, record.value()));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      LOG.debugf("Not an event this worker knows: %s", e.getMessage());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_ERROR.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The thread ends within a poll. */
  @Override
  public void close() {
    closed = true;
  }
}
