package io.oneiros.gateway.letters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads a topic's partitions from their ends. Offsets that hold no record, such as the marks of
 * transactions, are passed over.
 *
 * @param deadline in {@link System#nanoTime}, after which reading is given up
 */
record Tails(Consumer<String, byte[]> consumer, String topic, long deadline) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int WINDOW = 64;

  /** Of every partition the last letters, without their messages. */
  List<Page.Tail> of(Bounds bounds, int limit) {
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    var begins = consumer.beginningOffsets(all);
    var ends = consumer.endOffsets(all);
    return all.stream()
        .map(
            part -> {
              long bound = bounds.in(part.partition(), ends.get(part));
              return tail(part, begins.get(part), bound, limit);
            })
        .toList();
  }

  /** The message at that place, if there is one. */
  Optional<ConsumerRecord<String, byte[]>> at(LetterId id) {
    TopicPartition part = new TopicPartition(topic, id.partition());
    if (consumer.partitionsFor(topic).stream().noneMatch(p -> p.partition() == id.partition())) {
      return Optional.empty();
    }
    List<TopicPartition> one = List.of(part);
    boolean there =
        id.offset() >= consumer.beginningOffsets(one).get(part)
            && id.offset() < consumer.endOffsets(one).get(part);
    return there
        ? read(part, id.offset(), id.offset() + 1, record -> record).stream().findFirst()
        : Optional.empty();
  }

  private Page.Tail tail(TopicPartition part, long begin, long bound, int limit) {
    List<Letter> letters = new ArrayList<>();
    long from = bound;
    for (long window = WINDOW; letters.size() < limit && from > begin; window *= 2) {
      long to = from;
      from = Math.max(begin, to - window);
      letters.addAll(0, read(part, from, to, record -> Letter.of(record).withoutMessage()));
    }
    return new Page.Tail(part.partition(), bound, letters, from > begin);
  }

  /**
   * @param kept of each record, so that what is not wanted is not held
   */
  private <T> List<T> read(
      TopicPartition part, long from, long to, Function<ConsumerRecord<String, byte[]>, T> kept) {
    consumer.assign(List.of(part));
    consumer.seek(part, from);
    List<T> records = new ArrayList<>();
    while (consumer.position(part) < to) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("%s could not be read in time".formatted(part));
      }
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        if (message.offset() < to) {
          records.add(kept.apply(message));
        }
      }
    }
    return records;
  }
}
