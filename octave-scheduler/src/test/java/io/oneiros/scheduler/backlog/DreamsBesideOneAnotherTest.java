package io.oneiros.scheduler.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Limits;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import io.oneiros.scheduler.job.Decision;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Effect;
import io.oneiros.scheduler.job.JobEvent;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Real dreams on two workers that compute a tile a second each, and storage that takes no time. */
class DreamsBesideOneAnotherTest {
  private static final int WORKERS = 2;
  private static final Map<String, Integer> SLOTS = Map.of(Answers.KIND, 2 * WORKERS);

  private final JobMachine machine =
      new JobMachine(
          new SpecCheck(Limits.DEFAULTS, Fixtures.FACTS),
          new Patience(
              Duration.ofSeconds(60),
              Duration.ofSeconds(1),
              Duration.ofMinutes(15),
              Duration.ofHours(1)),
          Fixtures.VERSION);
  private final Map<String, DreamState> dreams = new HashMap<>();
  private final Map<String, Answers> pictures = new HashMap<>();
  private final Backlog backlog = new Backlog();
  private final Deque<TileTask> out = new ArrayDeque<>();
  private int seconds;

  @Test
  void smallDreamBesideALargeOneTakesTwiceItsTimeAndATileAndBothDreamToTheEnd() {
    request("small", new Size(512, 384));
    int alone = untilEnded("small");
    assertThat(dreams.get("small").shown().progress().tilesTotal()).isEqualTo(12);
    dreams.clear();
    backlog.put("small", null);

    request("large", new Size(6400, 5120));
    assertThat(dreams.get("large").open()).hasSize(2000);
    seconds(10);
    request("small", new Size(512, 384));

    assertThat(untilEnded("small")).isLessThanOrEqualTo(2 * alone + 1);
    int done = dreams.get("large").shown().progress().tilesDone();
    assertThat(done).isGreaterThan(10);
    untilEnded("large");
    assertThat(dreams.get("large").shown().progress().attempts()).isEqualTo(2000);
    assertThat(seconds).as("no worker was ever idle").isEqualTo(alone + (2000 + 12) / WORKERS);
  }

  private void request(String dream, Size picture) {
    pictures.put(dream, new Answers(picture));
    apply(
        dream,
        new JobEvent.Requested(
            new Request.DreamRequested(
                dream,
                Fixtures.spec(TilingMode.EXACT, 1, 1, 128),
                "upload",
                null,
                null,
                Instant.EPOCH)));
  }

  private int untilEnded(String dream) {
    int before = seconds;
    while (!dreams.get(dream).shown().status().terminal()) {
      seconds(1);
    }
    return seconds - before;
  }

  private void seconds(int number) {
    for (int i = 0; i < number; i++) {
      seconds++;
      for (int worker = 0; worker < WORKERS && !out.isEmpty(); worker++) {
        TileTask task = out.remove();
        apply(task.id().dream(), new JobEvent.Answered(Answers.to(task)));
      }
      assertThat(out).hasSizeLessThanOrEqualTo(2 * WORKERS);
    }
  }

  private void apply(String dream, JobEvent event) {
    carryOut(dream, event);
    for (Optional<Backlog.Grant> next = backlog.next(SLOTS);
        next.isPresent();
        next = backlog.next(SLOTS)) {
      carryOut(next.get().dream(), new JobEvent.Room(next.get().kind()));
    }
  }

  private void carryOut(String dream, JobEvent event) {
    Decision decision =
        machine.apply(dreams.get(dream), event, Instant.ofEpochSecond(1_000 + seconds));
    dreams.put(dream, decision.state());
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.DispatchTile tile) {
        backlog.sent(dream, tile.work());
        out.add(tile.task());
      }
    }
    backlog.put(dream, decision.state());
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.DispatchStorage storage) {
        apply(dream, new JobEvent.Answered(pictures.get(dream).to(storage.task())));
      }
    }
  }
}
