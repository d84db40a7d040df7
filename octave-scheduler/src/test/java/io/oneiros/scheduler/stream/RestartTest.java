package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ProblemCode;
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
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A processor that finds the store of one that is no more. */
class RestartTest {
  private static final Answers CLUSTER = new Answers(new Size(600, 400));

  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(DreamProcessor.STORE),
              Serdes.String(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final List<TileTask> tiles = new ArrayList<>();
  private final List<StorageTask> storage = new ArrayList<>();
  private MockProcessorContext<String, byte[]> context;

  @Test
  void sendsWhatIsOpenAgainAndNothingElse() {
    DreamProcessor first = start();
    request(first, "running", "halfway", "done");
    for (StorageTask ingest : List.copyOf(storage).subList(1, 3)) {
      answer(first, CLUSTER.to(ingest));
    }
    finish(first, "done");
    answer(first, Answers.to(tilesOf("halfway").get(2)));
    List<TileTask> open = new ArrayList<>(tilesOf("halfway"));
    open.remove(2);

    start();

    assertThat(tiles).isEqualTo(open);
    assertThat(storage)
        .extracting(StorageTask::id)
        .containsExactly(id("running/0/o0/r0/ingest/0/a1"));
  }

  @Test
  void goesOnWhereTheOtherStopped() {
    DreamProcessor first = start();
    request(first, "dream");
    answer(first, CLUSTER.to(storage.get(0)));
    answer(first, Answers.to(tiles.get(0)));
    DreamProcessor second = start();

    finish(second, "dream");

    assertThat(storage.get(storage.size() - 2)).isInstanceOf(StorageTask.Export.class);
    assertThat(storage.get(storage.size() - 1)).isInstanceOf(StorageTask.Discard.class);
    assertThat(store.get("dream")).asString().contains("\"status\":\"completed\"");
  }

  @Test
  void stateThatCannotBeGoneOnWithFailsItsDreamAndNoOther() {
    DreamProcessor first = start();
    request(first, "broken", "whole");
    answer(first, CLUSTER.to(storage.get(0)));
    String json = new String(store.get("broken"), StandardCharsets.UTF_8);
    store.put("broken", bytes(json.replaceFirst("\"sizes\":\\[.*?\\]", "\"sizes\":[]")));

    DreamProcessor second = startAlone();
    assertThat(tiles).isEmpty();
    assertThat(storage)
        .extracting(StorageTask::id)
        .containsExactly(id("whole/0/o0/r0/ingest/0/a1"));
    assertThat(context.forwarded()).as("sinks may not have been started").isEmpty();
    beat(second);

    assertThat(context.forwarded())
        .extracting(forwarded -> forwarded.childName().orElseThrow())
        .containsExactly(Outbox.EVENTS, Outbox.JOBS);
    assertThat(store.get("broken")).asString().contains("\"status\":\"failed\"", "internal");
    assertThat(store.get("whole")).asString().contains("\"status\":\"accepted\"");
    tick();
    assertThat(context.forwarded()).as("failed once").hasSize(2);
  }

  @Test
  void stateThatCannotBeReadFailsItsDreamWhereverGatewaysStand() {
    DreamProcessor first = start();
    request(first, "one", "two", "three");
    answer(first, CLUSTER.to(storage.get(0)));
    String json = new String(store.get("one"), StandardCharsets.UTF_8);
    store.put("one", bytes(json.replace("\"open\":[", "\"open\":[7")));
    store.put(
        "two",
        bytes("{\"shown\":{\"id\":\"two\",\"status\":\"sleepy\",\"sequence\":41},\"open\":7}"));
    store.put("three", bytes("not even JSON"));

    start();
    assertThat(storage).isEmpty();
    tick();

    assertThat(shown())
        .extracting(DreamSnapshot::id, DreamSnapshot::sequence)
        .containsExactlyInAnyOrder(tuple("one", 3L), tuple("two", 42L), tuple("three", 1L));
    assertThat(shown())
        .allMatch(dream -> dream.status() == DreamStatus.FAILED)
        .allMatch(dream -> dream.problem().code() == ProblemCode.INTERNAL);
    start();
    tick();
    assertThat(context.forwarded()).as("failed once, and readable now").isEmpty();
  }

  @Test
  void pageThatCannotBeReadFailsItsDreamAndGoesWithIt() {
    DreamProcessor first = start();
    request(first, "torn", "whole");
    answer(first, CLUSTER.to(storage.get(0)));
    String page = pages("torn").get(3);
    store.put(page, bytes("torn"));

    start();
    tick();

    assertThat(shown())
        .extracting(DreamSnapshot::id, DreamSnapshot::status)
        .containsExactly(tuple("torn", DreamStatus.FAILED));
    assertThat(pages("torn")).containsExactly("torn/open/00000000/00000000/DISCARD/00000000");
    assertThat(pages("whole")).hasSize(1);
  }

  @Test
  void answerToOneOfManyTilesWritesItsPagesAlone() {
    DreamProcessor scheduler = start();
    request(scheduler, "dream");
    answer(scheduler, CLUSTER.to(storage.get(0)));
    answer(scheduler, Answers.to(tiles.get(0)));
    Map<String, byte[]> before = entries();

    answer(scheduler, Answers.to(tiles.get(1)));

    Map<String, byte[]> after = entries();
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.keySet())
        .filteredOn(key -> after.get(key) != before.get(key))
        .containsExactlyInAnyOrder("dream", "dream/tiles/00000001");
    assertThat(before.keySet())
        .filteredOn(key -> !after.containsKey(key))
        .containsExactly("dream/open/00000000/00000000/TILE/00000001");
  }

  @Test
  void stateThatAnOlderSchedulerWroteInOnePieceIsGoneOnWith() {
    DreamProcessor first = start();
    request(first, "dream");
    answer(first, CLUSTER.to(storage.get(0)));
    answer(first, Answers.to(tiles.get(0)));
    DreamState state = new Pages(store).all().get("dream").read();
    pages("dream").forEach(store::delete);
    store.put("dream", Json.write(DreamState.class, state));

    DreamProcessor second = start();
    assertThat(tiles).hasSize(state.open().size());
    finish(second, "dream");

    assertThat(store.get("dream")).asString().contains("\"status\":\"completed\"");
    assertThat(pages("dream")).isEmpty();
  }

  private List<String> pages(String dream) {
    return entries().keySet().stream().filter(key -> key.startsWith(dream + "/")).toList();
  }

  private Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
    }
    return entries;
  }

  @Test
  void dreamThatHadEndedKeepsItsEndThoughItsStateCannotBeReadAndCanBeDeleted() {
    DreamProcessor first = start();
    request(first, "done");
    finish(first, "done");
    String json = new String(store.get("done"), StandardCharsets.UTF_8);
    store.put("done", bytes(json.replace("\"open\":[", "\"open\":[7")));

    DreamProcessor second = start();
    tick();
    assertThat(context.forwarded()).isEmpty();
    context.setRecordMetadata(Topics.REQUESTS_NAME, 0, 0);
    Request cancel = new Request.DreamCancelled("done", null);
    second.process(new Record<>("done", Json.write(Request.class, cancel), 0));

    assertThat(storage).hasOnlyElementsOfType(StorageTask.Delete.class).hasSize(1);
    assertThat(shown())
        .allMatch(dream -> dream.status() == DreamStatus.COMPLETED && dream.deleting());
    answer(second, CLUSTER.to(storage.get(0)));
    assertThat(store.get("done")).isNull();
  }

  private List<DreamSnapshot> shown() {
    return context.forwarded().stream()
        .filter(forwarded -> forwarded.childName().orElseThrow().equals(Outbox.JOBS))
        .map(forwarded -> Json.read(DreamSnapshot.class, forwarded.record().value()))
        .toList();
  }

  private void tick() {
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** With a worker that has room for all. */
  private DreamProcessor start() {
    DreamProcessor processor = startAlone();
    beat(processor);
    return processor;
  }

  private void beat(DreamProcessor processor) {
    context.setRecordMetadata(Topics.RESULTS_NAME, 0, 0);
    Result beat = new Result.WorkerHeartbeat("w", 100, List.of(), Answers.KIND, List.of());
    processor.process(new Record<>("w", Json.write(Result.class, beat), 0));
  }

  private DreamProcessor startAlone() {
    tiles.clear();
    storage.clear();
    Patience patience =
        new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofMinutes(15));
    DreamProcessor processor =
        new DreamProcessor(
            new JobMachine(Fixtures.CHECK, patience, Fixtures.VERSION),
            patience,
            Duration.ZERO,
            new Recording());
    context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(0);
    store.init(context.getStateStoreContext(), store);
    processor.init(context);
    return processor;
  }

  private void request(DreamProcessor processor, String... dreams) {
    DreamSpec spec = Fixtures.spec(TilingMode.FAST, 1, 12, 256);
    for (String dream : dreams) {
      Request request = new Request.DreamRequested(dream, spec, "upload", null, null, null);
      context.setRecordMetadata(Topics.REQUESTS_NAME, 0, 0);
      processor.process(new Record<>(dream, Json.write(Request.class, request), 0));
    }
  }

  private void answer(DreamProcessor processor, Result.OfTask result) {
    context.setRecordMetadata(Topics.RESULTS_NAME, 0, 0);
    processor.process(new Record<>(result.task().dream(), Json.write(Result.class, result), 0));
  }

  /** Answers every task of the dream, those that follow included. */
  private void finish(DreamProcessor processor, String dream) {
    for (int t = 0, s = 0; t < tiles.size() || s < storage.size(); ) {
      Result.OfTask next =
          t < tiles.size() ? Answers.to(tiles.get(t++)) : CLUSTER.to(storage.get(s++));
      if (next.task().dream().equals(dream)) {
        answer(processor, next);
      }
    }
  }

  private List<TileTask> tilesOf(String dream) {
    return tiles.stream().filter(tile -> tile.id().dream().equals(dream)).toList();
  }

  private static TaskId id(String text) {
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
