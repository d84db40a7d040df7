package io.oneiros.soak.bench;

import io.oneiros.contract.Json;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.soak.Journal;
import java.util.Collections;
import java.util.List;
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

  /** A task, or the answer to one, and when it was said. */
  private record Said(TaskId task, long at) {}

  static List<RoundTimes> of(Journal journal, List<String> dreams) {
    List<Said> sent =
        Stream.concat(
                said(
                    journal.readAll(Topics.TILES_NAME + "."),
                    message -> Json.read(TileTask.class, message.value()).id()),
                said(
                    journal.read(Topics.STORAGE_NAME),
                    message -> Json.read(StorageTask.class, message.value()).id()))
            .toList();
    List<Said> answered =
        said(
                journal.read(Topics.RESULTS_NAME),
                message ->
                    Json.read(Result.class, message.value()) instanceof Result.OfTask answer
                        ? answer.task()
                        : null)
            .filter(said -> said.task() != null)
            .toList();
    return dreams.stream().map(dream -> of(sent, answered, dream)).toList();
  }

  private static Stream<Said> said(
      List<ConsumerRecord<String, byte[]>> messages,
      Function<ConsumerRecord<String, byte[]>, TaskId> task) {
    return messages.stream().map(message -> new Said(task.apply(message), message.timestamp()));
  }

  private static RoundTimes of(List<Said> sent, List<Said> answered, String dream) {
    Map<Integer, Long> tilesSent = times(sent, dream, TaskId.Kind.TILE, Math::min);
    Map<Integer, Long> regionsSent = times(sent, dream, TaskId.Kind.REASSEMBLE, Math::min);
    Map<Integer, Long> dreamed = times(answered, dream, TaskId.Kind.TILE, Math::max);
    Map<Integer, Long> stored = times(answered, dream, TaskId.Kind.REASSEMBLE, Math::max);
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

  /** By round. */
  private static Map<Integer, Long> times(
      List<Said> all, String dream, TaskId.Kind kind, BinaryOperator<Long> which) {
    return all.stream()
        .filter(said -> said.task().dream().equals(dream) && said.task().kind() == kind)
        .collect(Collectors.toMap(said -> said.task().round(), Said::at, which, TreeMap::new));
  }
}
