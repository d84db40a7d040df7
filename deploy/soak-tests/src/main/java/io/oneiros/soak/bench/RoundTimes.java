package io.oneiros.soak.bench;

import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.soak.Journal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the times of messages tell of a dream of one octave.
 *
 * @param began its first tile was sent, in milliseconds of the epoch
 * @param ended its last region was stored
 * @param handing milliseconds that the scheduler kept it waiting, of all its rounds together: in a
 *     round, from the last tile's answer to the first region's task; between rounds, from the last
 *     region's answer to the first tile's task
 */
record RoundTimes(long began, long ended, long handing) {

  private record Said(TaskId task, long at) {}

  static RoundTimes of(Journal journal, String dream) {
    Map<Integer, Long> tilesSent =
        times(
            journal.readAll(Topics.TILES_NAME + ".").stream(),
            message -> Json.read(TileTask.class, message.value()).id(),
            dream,
            TaskId.Kind.TILE,
            Math::min);
    Map<Integer, Long> regionsSent =
        times(
            journal.read(Topics.STORAGE_NAME).stream(),
            message -> Json.read(StorageTask.class, message.value()).id(),
            dream,
            TaskId.Kind.REASSEMBLE,
            Math::min);
    Map<Integer, Long> dreamed = answers(journal, dream, TaskId.Kind.TILE);
    Map<Integer, Long> stored = answers(journal, dream, TaskId.Kind.REASSEMBLE);
    long sum = 0;
    for (int round : regionsSent.keySet()) {
      sum += regionsSent.get(round) - dreamed.get(round);
      if (round > 0) {
        sum += tilesSent.get(round) - stored.get(round - 1);
      }
    }
    return new RoundTimes(
        Collections.min(tilesSent.values()), Collections.max(stored.values()), sum);
  }

  private static Map<Integer, Long> answers(Journal journal, String dream, TaskId.Kind kind) {
    return times(
        journal.read(Topics.RESULTS_NAME).stream(),
        message ->
            Json.read(Result.class, message.value()) instanceof Result.OfTask answer
                ? answer.task()
                : null,
        dream,
        kind,
        Math::max);
  }

  /** By round. */
  private static Map<Integer, Long> times(
      Stream<ConsumerRecord<String, byte[]>> messages,
      Function<ConsumerRecord<String, byte[]>, TaskId> task,
      String dream,
      TaskId.Kind kind,
      BinaryOperator<Long> which) {
    return messages
        .map(message -> new Said(task.apply(message), message.timestamp()))
        .filter(said -> said.task() != null && said.task().dream().equals(dream))
        .filter(said -> said.task().kind() == kind)
        .collect(Collectors.toMap(said -> said.task().round(), Said::at, which, TreeMap::new));
  }
}
