package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import io.oneiros.scheduler.job.Decision;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Effect;
import io.oneiros.scheduler.job.JobEvent;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.OpenWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** How dreams lie in the store. */
class PagesTest extends KeptStore {
  @Test
  void pageThatCannotBeReadFailsItsDreamAndGoesWithIt() {
    DreamProcessor first = start();
    request(first, "torn", "torn0", "whole");
    answer(first, CLUSTER.to(storage.get(0)));
    store.put(pages("torn").get(3), bytes("torn"));

    start();
    tick();

    assertThat(shown())
        .extracting(DreamSnapshot::id, DreamSnapshot::status)
        .containsExactly(tuple("torn", DreamStatus.FAILED));
    assertThat(pages("torn")).containsExactly("/torn/open/00000000/00000000/DISCARD/00000000");
    for (String other : List.of("torn0", "whole")) {
      assertThat(store.get(other)).asString().contains("\"status\":\"accepted\"");
      assertThat(pages(other)).hasSize(1);
    }
  }

  @Test
  void dreamThatFailedByAPageCanBeDreamedAgainFromItsUploads() {
    DreamProcessor first = start();
    request(first, "torn");
    answer(first, CLUSTER.to(storage.get(0)));
    store.put(pages("torn").get(3), bytes("null"));
    DreamProcessor second = start();
    tick();
    String incarnation = shown().get(0).incarnation();

    retry(second, "torn", incarnation);

    assertThat(storage.get(storage.size() - 1))
        .isInstanceOfSatisfying(
            StorageTask.Ingest.class, ingest -> assertThat(ingest.source()).isEqualTo("upload"));
    assertThat(store.get("torn")).asString().contains("\"status\":\"accepted\"");
  }

  @Test
  void pagesWithoutAStateAreInNobodysWay() {
    start();
    store.put("/gone/tiles/00000000", bytes("{}"));

    DreamProcessor scheduler = start();
    tick();
    request(scheduler, "gone");

    assertThat(pages("gone")).containsExactly("/gone/open/00000000/00000000/INGEST/00000000");
  }

  @Test
  void whatIsReadIsWhatWasWrittenWhateverComesAndIsWrittenWhen() {
    start();
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Pages pages = new Pages(store);
      DreamState written = null;
      List<Result.OfTask> given = new ArrayList<>();
      JobMachine machine = new JobMachine(Fixtures.CHECK, PATIENCE, Fixtures.VERSION);
      DreamSpec spec = Fixtures.spec(TilingMode.FAST, 1, 12, 256);
      Request request =
          new Request.DreamRequested("dream" + seed, spec, "upload", null, null, null);
      Decision decision = machine.apply(null, new JobEvent.Requested(request), Instant.EPOCH);
      while (!decision.state().settled()) {
        // That tiles are sent is not always written.
        if (written == null || random.nextBoolean()) {
          pages.write("dream" + seed, written, decision.state());
          written = decision.state();
          assertThat(read("dream" + seed))
              .usingRecursiveComparison()
              .ignoringCollectionOrderInFields("tiles", "open")
              .isEqualTo(written);
        }
        decision.effects().forEach(effect -> note(effect, given));
        JobEvent next =
            decision.state().open().stream().anyMatch(OpenWork::waits)
                ? new JobEvent.Room(Answers.KIND)
                : new JobEvent.Answered(given.remove(random.nextInt(given.size())));
        decision = machine.apply(decision.state(), next, Instant.EPOCH);
      }
      pages.write("dream" + seed, written, decision.state());
      assertThat(pages("dream" + seed)).isEmpty();
      assertThat(read("dream" + seed)).isEqualTo(decision.state());
    }
  }

  private static void note(Effect effect, List<Result.OfTask> given) {
    if (effect instanceof Effect.DispatchTile tile) {
      given.add(Answers.to(tile.task()));
    } else if (effect instanceof Effect.DispatchStorage task) {
      given.add(CLUSTER.to(task.task()));
    }
  }

  private DreamState read(String dream) {
    List<DreamState> found = new ArrayList<>();
    new Pages(store)
        .each(
            (id, head, bundle) -> {
              if (id.equals(dream)) {
                found.add(bundle.read(head));
              }
            });
    return found.get(0);
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
        .containsExactlyInAnyOrder("dream", "/dream/tiles/00000001");
    assertThat(before.keySet())
        .filteredOn(key -> !after.containsKey(key))
        .containsExactly("/dream/open/00000000/00000000/TILE/00000001");
  }

  @Test
  void stateThatAnOlderSchedulerWroteInOnePieceIsGoneOnWith() {
    DreamProcessor first = start();
    request(first, "dream");
    answer(first, CLUSTER.to(storage.get(0)));
    answer(first, Answers.to(tiles.get(0)));
    DreamState state = read("dream");
    pages("dream").forEach(store::delete);
    store.put("dream", Json.write(DreamState.class, state));

    DreamProcessor second = start();
    assertThat(tiles).hasSize(state.open().size());
    finish(second, "dream");

    assertThat(store.get("dream")).asString().contains("\"status\":\"completed\"");
    assertThat(pages("dream")).isEmpty();
  }

  private List<String> pages(String dream) {
    return entries().keySet().stream().filter(key -> key.startsWith("/" + dream + "/")).toList();
  }

  private Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
    }
    return entries;
  }
}
