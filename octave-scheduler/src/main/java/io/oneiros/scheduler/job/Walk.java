package io.oneiros.scheduler.job;

import static io.oneiros.contract.TaskId.Kind.EXPORT;
import static io.oneiros.contract.TaskId.Kind.INGEST;
import static io.oneiros.contract.TaskId.Kind.REASSEMBLE;
import static io.oneiros.contract.TaskId.Kind.REINJECT;
import static io.oneiros.contract.TaskId.Kind.TILE;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Normalisation;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Outcome;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.plan.Round;
import io.oneiros.contract.plan.TilePlan;
import io.oneiros.contract.spec.Ascent.Norm;
import io.oneiros.scheduler.plan.Growth;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a dream goes when a piece of its work is done: ingest, then octave by octave its rounds of
 * tiles and regions, re-injection between octaves, export at the end. Nothing counts what is still
 * to come: a stage is over when no work is open.
 */
final class Walk {
  private final SpecCheck check;
  private final Dispatch dispatch;
  private final Damages damages;
  private final String version;

  Walk(SpecCheck check, Dispatch dispatch, Damages damages, String version) {
    this.check = check;
    this.dispatch = dispatch;
    this.damages = damages;
    this.version = version;
  }

  /** Whether the result can be one of its work; one that cannot is as good as none. */
  static boolean fits(Draft dream, Result.OfTask result) {
    TaskId.Kind kind = result.task().kind();
    if (result instanceof Result.TileDreamed tile) {
      int steps = tile.statistics().size();
      int wanted = dream.currentRound().steps();
      boolean stopped = dream.recipe.ascent().stopAt() != null && steps > 0 && steps < wanted;
      return kind == TILE
          && (steps == wanted || stopped)
          && Placement.fits(dream, tile.kind())
          && !Damages.known(dream, tile);
    }
    if (result instanceof Result.Ingested ingested) {
      return kind == INGEST && ingested.sizes().size() == dream.recipe.octaves();
    }
    return result instanceof Result.Exported
        ? kind == EXPORT
        : kind == REASSEMBLE || kind == REINJECT;
  }

  /**
   * Takes a result whose work is open no more.
   *
   * @param latest attempt at that work
   * @throws ProblemException if the dream cannot go on
   */
  void on(Draft dream, TaskId latest, Result.OfTask result) {
    if (result instanceof Result.Ingested ingested) {
      ingested(dream, ingested);
    } else if (result instanceof Result.TileDreamed tile) {
      tileDreamed(dream, tile, latest.attempt());
    } else if (result instanceof Result.Exported exported) {
      exported(dream, exported);
    } else if (result instanceof Result.Stored stored) {
      stored(dream, latest, stored);
    }
  }

  private void stored(Draft dream, TaskId latest, Result.Stored result) {
    boolean last = dream.open.isEmpty();
    if (latest.kind() == REASSEMBLE) {
      if (last) {
        roundDone(dream);
      } else {
        Damages.reassembled(dream, latest);
      }
      return;
    }
    if (latest.index() == 0) {
      tellOctave(dream, result.preview());
    }
    if (last) {
      Leftovers.ofOctave(dream);
      startOctave(dream, dream.octave + 1);
    }
  }

  private void ingested(Draft dream, Result.Ingested result) {
    dream.sizes.addAll(result.sizes());
    Size picture = dream.sizes.get(dream.sizes.size() - 1);
    check.fits(dream.recipe, picture);
    dream.guideSize = result.guide();
    if (dream.guideSize != null) {
      check.guide(dream.recipe, dream.guideSize);
    }
    dream.status = DreamStatus.RUNNING;
    dream.progress = Tally.whole(dream.recipe, dream.sizes, dream.progress.attempts());
    dream.publish(new DreamEvent.Started(dream.id, picture));
    startOctave(dream, 0);
  }

  private void startOctave(Draft dream, int octave) {
    dream.octave(octave);
    dream.progress = Tally.steps(dream.progress, 0, dream.recipe.iterations(octave));
    startRound(dream);
  }

  private void startRound(Draft dream) {
    dream.tiles.clear();
    openAll(dream, TILE, dream.currentRound().tiles().tiles());
  }

  private void openAll(Draft dream, TaskId.Kind kind, int count) {
    for (int i = 0; i < count; i++) {
      dispatch.open(dream, dream.task(kind, i));
    }
  }

  private void tileDreamed(Draft dream, Result.TileDreamed result, int latest) {
    Round round = dream.currentRound();
    TilePlan plan = round.tiles();
    int index = result.task().index();
    if (damages.mended(dream, result, latest)) {
      return;
    }
    dream.tiles.add(
        new AcceptedTile(
            index, latest, 0, 0, result.delta(), result.sha256(), result.statistics()));
    Placement.accepted(dream, result);
    Pace.measured(dream, result);
    dream.progress = Tally.tile(dream.progress, plan.core(index).pixels() * round.steps());
    boolean last = dream.tiles.size() == plan.tiles();
    if (last) {
      measure(dream, round);
      dream.progress =
          Tally.steps(
              dream.progress,
              round.firstStep() + round.steps(),
              dream.recipe.iterations(dream.octave));
    }
    if (round.normalisation() != Normalisation.RAW) {
      reassembleAround(dream, plan.keep(index), plan);
    } else if (last) {
      // The scale of raw gradients is the whole picture's: no region can start earlier.
      openAll(dream, REASSEMBLE, TilePlan.regions(dream.size()).size());
    }
  }

  /** The regions that waited for this tile alone. */
  private void reassembleAround(Draft dream, Rect keep, TilePlan plan) {
    Set<Integer> accepted = new HashSet<>();
    dream.tiles.forEach(tile -> accepted.add(tile.index()));
    List<Rect> regions = TilePlan.regions(dream.size());
    for (int i = 0; i < regions.size(); i++) {
      if (regions.get(i).intersects(keep) && accepted.containsAll(plan.over(regions.get(i)))) {
        dispatch.open(dream, dream.task(REASSEMBLE, i));
      }
    }
  }

  private static void measure(Draft dream, Round round) {
    dream.tiles.sort(Comparator.comparingInt(AcceptedTile::index));
    // Fewer than were asked for, where the objective was reached before.
    int steps = dream.tiles.get(0).statistics().size();
    for (int step = 0; step < steps; step++) {
      int of = step;
      List<StepStatistics> sums =
          dream.tiles.stream().map(tile -> tile.statistics().get(of)).toList();
      double mean = Growth.norm(sums, dream.recipe.ascent().normalise());
      if (!Growth.usable(mean)) {
        throw new ProblemException(
            Problem.of(
                ProblemCode.NO_GRADIENT,
                "At step %d of octave %d the mean gradient is %s: the layers do not answer to this picture, so there is no direction to dream in. Take other layers or a picture that is not plain."
                    .formatted(round.firstStep() + step, dream.octave, mean)));
      }
      dream.means.add(mean);
    }
  }

  private void roundDone(Draft dream) {
    TilePlan before = dream.currentRound().tiles();
    Leftovers.ofRound(dream);
    dream.round++;
    dream.tileMeans.clear();
    if (dream.round < dream.rounds().size()) {
      if (dream.currentRound().tiles().sameCores(before)) {
        Norm norm = dream.recipe.ascent().normalise();
        dream.tiles.forEach(tile -> dream.tileMeans.add(tile.lastNorm(norm)));
      }
      startRound(dream);
    } else {
      dream.tiles.clear();
      octaveDone(dream);
    }
  }

  private void octaveDone(Draft dream) {
    double seconds = seconds(Duration.between(dream.octaveStartedAt, dream.now));
    dream.octaveSeconds.add(seconds);
    dream.tell(new Effect.OctaveDreamed(dream.id, seconds));
    if (dream.octave + 1 == dream.sizes.size()) {
      openAll(dream, EXPORT, 1);
    } else {
      openAll(dream, REINJECT, TilePlan.regions(dream.sizes.get(dream.octave + 1)).size());
    }
  }

  /**
   * The world hears of an octave once its preview is there, or will never be: it comes with work
   * that there is after each octave anyway, so no dream waits for it alone.
   */
  private static void tellOctave(Draft dream, String preview) {
    if (preview != null) {
      dream.preview = preview;
    }
    dream.publish(
        new DreamEvent.OctaveCompleted(
            dream.id,
            dream.octave,
            dream.sizes.size(),
            dream.size(),
            dream.octaveSeconds.get(dream.octave),
            ObjectKeys.canvas(dream.id, dream.incarnation(), dream.octave, dream.round),
            preview));
  }

  private void exported(Draft dream, Result.Exported result) {
    tellOctave(dream, result.preview());
    dream.image = result.image();
    dream.outcome =
        new Outcome(result.sha256(), result.change(), List.copyOf(dream.devices), version);
    dream.end(DreamStatus.COMPLETED);
    dream.publish(
        new DreamEvent.Completed(
            dream.id,
            result.image(),
            result.sha256(),
            seconds(Duration.between(dream.createdAt, dream.now))));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
