package io.oneiros.scheduler.stream;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.contract.Topics;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Processors one after the other that find the same store. */
abstract class KeptStore {
  static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          Duration.ofHours(1));
  static final Answers CLUSTER = new Answers(new Size(600, 400));

  final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(DreamProcessor.STORE),
              Serdes.String(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  final List<TileTask> tiles = new ArrayList<>();
  final List<StorageTask> storage = new ArrayList<>();
  MockProcessorContext<String, byte[]> context;

  List<DreamSnapshot> shown() {
    return context.forwarded().stream()
        .filter(forwarded -> forwarded.childName().orElseThrow().equals(Outbox.JOBS))
        .map(forwarded -> Json.read(DreamSnapshot.class, forwarded.record().value()))
        .toList();
  }

  void tick() {
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** With a worker that has room for all. */
  DreamProcessor start() {
    DreamProcessor processor = startAlone();
    beat(processor);
    return processor;
  }

  void beat(DreamProcessor processor) {
    context.setRecordMetadata(Topics.RESULTS_NAME, 0, 0);
    Result beat = new Result.WorkerHeartbeat("w", 100, List.of(), Answers.KIND, List.of());
    processor.process(new Record<>("w", Json.write(Result.class, beat), 0));
  }

  DreamProcessor startAlone() {
    tiles.clear();
    storage.clear();
    DreamProcessor processor =
        new DreamProcessor(
            new JobMachine(Fixtures.CHECK, PATIENCE, Fixtures.VERSION),
            PATIENCE,
            Duration.ZERO,
            new Recording(),
            new Unobserved());
    context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(0);
    store.init(context.getStateStoreContext(), store);
    processor.init(context);
    return processor;
  }

  void request(DreamProcessor processor, String... dreams) {
    DreamSpec spec = Fixtures.spec(TilingMode.FAST, 1, 12, 256);
    for (String dream : dreams) {
      Request request = new Request.DreamRequested(dream, spec, "upload", null, null, null);
      context.setRecordMetadata(Topics.REQUESTS_NAME, 0, 0);
      processor.process(new Record<>(dream, Json.write(Request.class, request), 0));
    }
  }

  void retry(DreamProcessor processor, String dream, String incarnation) {
    Request request = new Request.DreamRetried(dream, incarnation, null);
    context.setRecordMetadata(Topics.REQUESTS_NAME, 0, 0);
    processor.process(new Record<>(dream, Json.write(Request.class, request), 0));
  }

  void answer(DreamProcessor processor, Result.OfTask result) {
    context.setRecordMetadata(Topics.RESULTS_NAME, 0, 0);
    processor.process(new Record<>(result.task().dream(), Json.write(Result.class, result), 0));
  }

  /** Answers every task of the dream, those that follow included. */
  void finish(DreamProcessor processor, String dream) {
    for (int t = 0, s = 0; t < tiles.size() || s < storage.size(); ) {
      Result.OfTask next =
          t < tiles.size() ? Answers.to(tiles.get(t++)) : CLUSTER.to(storage.get(s++));
      if (next.task().dream().equals(dream)) {
        answer(processor, next);
      }
    }
  }

  List<TileTask> tilesOf(String dream) {
    return tiles.stream().filter(tile -> tile.id().dream().equals(dream)).toList();
  }

  static TaskId id(String text) {
    return TaskId.of(text);
  }

  private final class Recording implements Dispatcher {
    @Override
    public void tile(String kind, TileTask task, Failures failures) {
      tiles.add(task);
    }

    @Override
    public void storage(StorageTask task, Failures failures) {
      storage.add(task);
    }
  }
}
