package io.oneiros.scheduler.job;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSnapshot.Progress;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Outcome;
import io.oneiros.contract.Problem;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Terms;
import io.oneiros.contract.plan.Round;
import io.oneiros.contract.plan.RoundPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One transition in the making: a state that may still change, and the effects so far. It lives
 * within one call of {@link JobMachine#apply}, which stays a pure function.
 */
final class Draft {
  final Instant now;
  final String id;
  final String source;
  final String guide;
  final String mask;
  final Instant createdAt;
  Recipe recipe;
  Terms terms;
  String kind;
  DreamSpec spec;
  DreamStatus status;
  int octave;
  int round;
  Instant octaveStartedAt;
  Progress progress;
  String preview;
  String image;
  Outcome outcome;
  Size guideSize;
  Problem problem;
  boolean deleting;
  boolean forget;
  Followers followers;
  final SortedSet<String> devices;
  final List<Size> sizes;
  final List<Double> octaveSeconds;
  final List<Double> means;
  final List<Double> tileMeans;
  final List<AcceptedTile> tiles;
  final List<OpenWork> open;
  final SortedMap<String, Double> paces;
  private final List<Effect> effects = new ArrayList<>();
  private final DreamSnapshot before;
  private boolean shown;
  private List<Round> rounds;

  Draft(DreamState state, Instant now) {
    this.now = now;
    before = state.shown();
    id = before.id();
    recipe = before.recipe();
    terms = before.terms();
    kind = state.kind();
    spec = state.spec();
    source = state.source();
    guide = state.guide();
    mask = state.mask();
    createdAt = before.createdAt();
    status = before.status();
    octave = before.octave();
    round = state.round();
    octaveStartedAt = state.octaveStartedAt();
    progress = before.progress();
    preview = before.preview();
    image = before.image();
    outcome = before.outcome();
    guideSize = state.guideSize();
    devices = new TreeSet<>(state.devices());
    problem = before.problem();
    deleting = before.deleting();
    forget = state.forget();
    followers = state.followers();
    sizes = new ArrayList<>(state.sizes());
    octaveSeconds = new ArrayList<>(before.octaveSeconds());
    means = new ArrayList<>(state.means());
    tileMeans = new ArrayList<>(state.tileMeans());
    tiles = new ArrayList<>(state.tiles());
    open = new ArrayList<>(state.open());
    paces = new TreeMap<>(state.paces());
  }

  /** A dream nobody has heard of yet. */
  static Draft begin(Request.DreamRequested request, String trace, Instant now) {
    DreamState idle =
        idle(accepted(request.dream(), 0, now), request.source(), request.guide(), request.mask());
    Draft dream = new Draft(idle, now);
    dream.spec = request.spec();
    dream.terms = Terms.of(request.tenant());
    dream.followers = new Followers(trace, request.webhook());
    return dream;
  }

  static DreamSnapshot accepted(String id, long sequence, Instant now) {
    return new DreamSnapshot(
        id,
        sequence,
        DreamStatus.ACCEPTED,
        null,
        null,
        0,
        Progress.NONE,
        List.of(),
        now,
        now,
        null,
        null,
        null,
        null,
        false,
        null);
  }

  /** A state in which nothing is going on. */
  static DreamState idle(DreamSnapshot shown, String source, String guide, String mask) {
    return new DreamState(
        shown,
        null,
        source,
        guide,
        mask,
        null,
        List.of(),
        List.of(),
        0,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        Map.of(),
        false,
        Followers.NONE);
  }

  /** The octave's rounds. */
  List<Round> rounds() {
    if (rounds == null) {
      rounds = RoundPlan.of(recipe, octave, size());
    }
    return rounds;
  }

  /** The octave's size. */
  Size size() {
    return sizes.get(octave);
  }

  Round currentRound() {
    return rounds().get(round);
  }

  void octave(int next) {
    octave = next;
    round = 0;
    rounds = null;
    means.clear();
    tileMeans.clear();
    tiles.clear();
    octaveStartedAt = now;
  }

  /** No two dreams have both id and birth in common: the first must have been deleted before. */
  String incarnation() {
    return before.incarnation();
  }

  /** The first attempt at a piece of the work that reads the present canvas. */
  TaskId task(TaskId.Kind kind, int index) {
    return new TaskId(id, incarnation(), octave, round, kind, index, 1);
  }

  Optional<OpenWork> openFor(TaskId task) {
    return open.stream().filter(work -> work.id().sameWork(task)).findFirst();
  }

  /** No more work is begun. What is out stays open, for it may still write. */
  void end(DreamStatus how) {
    status = how;
    spec = null;
    open.removeIf(work -> !work.dispatched());
    tiles.clear();
    tileMeans.clear();
    means.clear();
    paces.clear();
  }

  void publish(DreamEvent event) {
    tell(new Effect.Publish(event, followers.webhook()));
  }

  void tell(Effect effect) {
    effects.add(effect);
  }

  /** What the world sees has changed: the decision ends with one snapshot. */
  void show() {
    shown = true;
  }

  /** Nothing of the dream is left. */
  Decision forgotten() {
    tell(new Effect.Forget(id));
    return new Decision(null, effects);
  }

  Decision decision() {
    DreamSnapshot snapshot =
        new DreamSnapshot(
            id,
            shown ? before.sequence() + 1 : before.sequence(),
            status,
            recipe,
            sizes.isEmpty() ? null : sizes.get(sizes.size() - 1),
            octave,
            progress,
            octaveSeconds,
            createdAt,
            shown ? now : before.updatedAt(),
            preview,
            image,
            outcome,
            problem,
            deleting,
            terms);
    if (shown) {
      tell(new Effect.Show(snapshot));
    }
    return new Decision(
        new DreamState(
            snapshot,
            spec,
            source,
            guide,
            mask,
            guideSize,
            List.copyOf(devices),
            sizes,
            round,
            octaveStartedAt,
            means,
            tileMeans,
            tiles,
            open,
            kind,
            paces,
            forget,
            followers),
        effects);
  }
}
