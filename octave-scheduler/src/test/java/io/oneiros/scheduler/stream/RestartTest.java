package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.scheduler.Answers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** A processor that finds the store of one that is no more. */
class RestartTest extends KeptStore {
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
}
