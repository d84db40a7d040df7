package io.oneiros.scheduler.job;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.scheduler.Answers;
import io.oneiros.scheduler.Fixtures;
import io.oneiros.scheduler.stream.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One dream, its machine, and a cluster that answers tasks in any order, twice, late, with a
 * failure or with damage, as a seed decides, while heartbeats come and schedulers go. Every state
 * is written into a store, and is what is read there; a scheduler that starts goes on with that.
 */
final class Cluster {
  static final String DREAM = "dream-1";
  static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  final List<Effect> effects = new ArrayList<>();
  final List<Result.OfTask> pending = new ArrayList<>();
  final List<Result.OfTask> given = new ArrayList<>();
  DreamState state;
  Instant now = Instant.ofEpochMilli(Long.parseLong("k3", 36));
  private final JobMachine machine = new JobMachine(Fixtures.CHECK, PATIENCE, Fixtures.VERSION);
  private final Kept kept = new Kept();
  private final Answers answers;

  Cluster(Size picture) {
    answers = new Answers(picture);
  }

  static Cluster dreaming(Size picture, DreamSpec spec) {
    Cluster cluster = new Cluster(picture);
    cluster.request(spec);
    return cluster;
  }

  List<Effect> request(DreamSpec spec) {
    return apply(
        new JobEvent.Requested(
            new Request.DreamRequested(DREAM, spec, "dreams/x/upload", null, null, now)));
  }

  List<Effect> cancel() {
    return apply(new JobEvent.Requested(new Request.DreamCancelled(DREAM, now)));
  }

  List<Effect> answer(Result.OfTask result) {
    return apply(new JobEvent.Answered(result));
  }

  /**
   * @param idle whether workers and storage have waited for something to do
   */
  List<Effect> tick(Duration passed, boolean idle) {
    now = now.plus(passed);
    return apply(new JobEvent.Tick(kinds(idle), idle, now));
  }

  /**
   * Workers of one kind, heard just now.
   *
   * @param idle whether one of them has waited for a tile
   */
  Kinds kinds(boolean idle) {
    Set<String> idlers = idle ? Set.of(Answers.KIND) : Set.of();
    return new Kinds(Map.of(Answers.KIND, now), idlers, Instant.EPOCH);
  }

  List<Effect> fail(TaskId task, String by, boolean retryable) {
    Problem problem = Problem.of(ProblemCode.INTERNAL, "bad luck");
    return answer(new Result.TaskFailed(task, by, problem, retryable));
  }

  /** With all that follows at once, for there is always room for tiles. */
  List<Effect> apply(JobEvent event) {
    List<Effect> all = new ArrayList<>(only(event));
    while (state != null
        && !status().terminal()
        && state.open().stream().anyMatch(OpenWork::waits)) {
      all.addAll(only(new JobEvent.Room(Answers.KIND)));
    }
    return all;
  }

  List<Effect> only(JobEvent event) {
    Decision decision = machine.apply(state, event, now);
    DreamState read = kept.put(DREAM, decision.state());
    state = event instanceof JobEvent.Restarted ? read : decision.state();
    effects.addAll(decision.effects());
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.DispatchTile tile) {
        pending.add(Answers.to(tile.task()));
      } else if (effect instanceof Effect.DispatchStorage storage && isWaitedFor(storage)) {
        pending.add(answers.to(storage.task()));
      }
    }
    return decision.effects();
  }

  private boolean isWaitedFor(Effect.DispatchStorage effect) {
    TaskId id = effect.task().id();
    return !(effect.task() instanceof StorageTask.Discard)
        || state.open().stream().anyMatch(work -> work.id().equals(id));
  }

  /** Answers whatever is pending, oldest first, until nothing is. */
  void run() {
    while (!pending.isEmpty()) {
      Result.OfTask next = pending.remove(0);
      given.add(next);
      answer(next);
    }
  }

  /**
   * Answers one pending task, any of them; sometimes twice, sometimes late.
   *
   * @param failures in a hundred; half as often a region that should be reassembled meets damage
   */
  void answerAny(Random random, int failures) {
    if (pending.isEmpty()) {
      tick(Duration.ofSeconds(20), random.nextBoolean());
      return;
    }
    now = now.plusMillis(random.nextInt(500));
    Result.OfTask next = pending.remove(random.nextInt(pending.size()));
    if (random.nextInt(100) < failures) {
      fail(next.task(), "w" + random.nextInt(3), true);
      return;
    }
    if (next.task().kind() == TaskId.Kind.REASSEMBLE && random.nextInt(200) < failures) {
      next = damage(next.task(), random);
    }
    given.add(next);
    answer(next);
    if (random.nextInt(4) == 0) {
      answer(given.get(random.nextInt(given.size())));
    }
  }

  /** Any of the deltas that the region is to be made of is lost. */
  private Result.DeltaDamaged damage(TaskId region, Random random) {
    List<StorageTask.Piece> pieces =
        storage().stream()
            .filter(task -> task.id().equals(region))
            .map(task -> ((StorageTask.Reassemble) task).pieces())
            .findFirst()
            .orElseThrow();
    String delta = pieces.get(random.nextInt(pieces.size())).delta();
    Problem problem = Problem.of(ProblemCode.STORAGE_FAILED, "lost");
    return new Result.DeltaDamaged(region, "s" + random.nextInt(3), delta, problem);
  }

  /** Goes on after the dream's end until nothing is to be done or waited for. */
  void settle(Random random) {
    for (int turn = 0; !state.settled(); turn++) {
      if (turn > 10_000) {
        throw new AssertionError("never settled: " + state.open());
      }
      disturb(random, 0);
    }
  }

  /** Before an answer, sometimes, a heartbeat, a restart, or a time in which leases may pass. */
  void disturb(Random random, int failures) {
    switch (random.nextInt(40)) {
      case 0, 1, 2, 3 ->
          apply(new JobEvent.Beat("w" + random.nextInt(3), Answers.KIND, someTasks(random)));
      case 4 -> apply(new JobEvent.Restarted());
      case 5 -> tick(Duration.ofSeconds(random.nextInt(failures == 0 ? 60 : 90)), false);
      default -> {}
    }
    answerAny(random, failures);
  }

  /** Tasks that are out, answered already, or not known. */
  private List<TaskId> someTasks(Random random) {
    List<TaskId> tasks = new ArrayList<>();
    state.open().forEach(work -> tasks.add(work.id()));
    given.forEach(result -> tasks.add(result.task()));
    tasks.add(new TaskId(DREAM, "k3", 7, 7, TaskId.Kind.TILE, 7, 7));
    return tasks.stream().filter(task -> random.nextBoolean()).toList();
  }

  boolean ended() {
    return state == null || status().terminal();
  }

  DreamStatus status() {
    return state.shown().status();
  }

  List<TileTask> tiles() {
    return tiles(effects);
  }

  static List<TileTask> tiles(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.DispatchTile.class::isInstance)
        .map(effect -> ((Effect.DispatchTile) effect).task())
        .toList();
  }

  List<StorageTask> storage() {
    return storage(effects);
  }

  /** All but what is discarded. */
  static List<StorageTask> storage(List<Effect> effects) {
    return ofStorage(effects).filter(task -> !(task instanceof StorageTask.Discard)).toList();
  }

  /** What the world is told. */
  static List<DreamEvent> events(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Publish.class::isInstance)
        .map(effect -> ((Effect.Publish) effect).event())
        .toList();
  }

  /** Prefixes of what is discarded. */
  static List<String> discarded(List<Effect> effects) {
    return ofStorage(effects)
        .filter(StorageTask.Discard.class::isInstance)
        .map(task -> ((StorageTask.Discard) task).prefix())
        .toList();
  }

  private static Stream<StorageTask> ofStorage(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.DispatchStorage.class::isInstance)
        .map(effect -> ((Effect.DispatchStorage) effect).task());
  }
}
