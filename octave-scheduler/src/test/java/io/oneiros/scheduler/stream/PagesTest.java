package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.job.DreamState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** How dreams lie in the store. */
class PagesTest extends KeptStore {
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
}
