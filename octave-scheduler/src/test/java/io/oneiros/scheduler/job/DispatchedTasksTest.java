package io.oneiros.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Normalisation;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StepStatistics;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.contract.spec.Finish;
import io.oneiros.engine.ascent.Jitter;
import io.oneiros.scheduler.Fixtures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatchedTasksTest {
  private static final Size SMALL = new Size(280, 210);
  private static final Size LARGE = new Size(600, 400);

  @Test
  void pictureOfOneTileIsIngestedDreamedReassembledReinjectedAndExported() {
    Cluster cluster = Cluster.dreaming(SMALL, Fixtures.spec(TilingMode.FAST, 2, 10, 512));
    cluster.run();

    assertThat(cluster.storage())
        .extracting(task -> task.id().toString())
        .containsExactly(
            "dream-1/k3/o0/r0/ingest/0/a1",
            "dream-1/k3/o0/r0/reassemble/0/a1",
            "dream-1/k3/o0/r1/reinject/0/a1",
            "dream-1/k3/o1/r0/reassemble/0/a1",
            "dream-1/k3/o1/r1/export/0/a1");
    assertThat(cluster.storage().get(0))
        .isEqualTo(
            new StorageTask.Ingest(
                id("o0/r0/ingest/0/a1"),
                "dreams/x/upload",
                null,
                null,
                Fixtures.recipe(TilingMode.FAST, 2, 10, 512)));
    assertThat(cluster.storage().get(2))
        .isEqualTo(
            new StorageTask.Reinject(
                id("o0/r1/reinject/0/a1"),
                "dreams/dream-1/k3/o0/r1/",
                "dreams/dream-1/k3/o0/source/",
                new Size(200, 150),
                "dreams/dream-1/k3/o1/source/",
                SMALL,
                "dreams/dream-1/k3/o1/r0/",
                SMALL.whole(),
                1.0,
                "dreams/dream-1/preview/k3/0.png"));
    assertThat(cluster.storage().get(4))
        .isEqualTo(
            new StorageTask.Export(
                id("o1/r1/export/0/a1"),
                "dreams/dream-1/k3/o1/r1/",
                SMALL,
                "dreams/dream-1/image.png",
                "dreams/dream-1/k3/o1/source/",
                "dreams/x/upload",
                new Finish(1.0, 0.0, false, false),
                "dreams/dream-1/preview/k3/1.png"));
  }

  @Test
  void tileThatIsTheWholeOctaveNormalisesByItself() {
    Cluster cluster = Cluster.dreaming(SMALL, Fixtures.spec(TilingMode.EXACT, 2, 10, 512));
    cluster.run();
    TileTask tile = cluster.tiles().get(1);
    StorageTask.Reassemble reassemble = (StorageTask.Reassemble) cluster.storage().get(3);

    assertThat(tile.normalisation()).isEqualTo(Normalisation.OWN);
    assertThat(tile.canvas()).isEqualTo("dreams/dream-1/k3/o1/r0/");
    assertThat(tile.core()).isEqualTo(SMALL.whole());
    assertThat(tile.keep()).isEqualTo(SMALL.whole());
    assertThat(tile.meanGradient()).isNull();
    assertThat(tile.output()).isEqualTo("dreams/dream-1/k3/o1/r0/t0-a1");
    assertThat(tile.shifts())
        .extracting(shift -> shift.dx() + "," + shift.dy())
        .isEqualTo(
            Jitter.shifts(42, 1, 0, 10, 32).stream().map(s -> s.dx() + "," + s.dy()).toList());
    assertThat(reassemble.scale()).isEqualTo(1);
    assertThat(reassemble.feather()).isZero();
  }

  @Test
  void firstCanvasIsTheSourceItself() {
    Cluster cluster = Cluster.dreaming(SMALL, Fixtures.spec(TilingMode.FAST, 2, 1, 512));
    cluster.run();

    assertThat(cluster.tiles().get(0).canvas()).isEqualTo("dreams/dream-1/k3/o0/source/");
  }

  @Test
  void rawGradientsAreScaledByTheWholePicturesMean() {
    Cluster cluster = Cluster.dreaming(LARGE, Fixtures.spec(TilingMode.EXACT, 1, 2, 256));
    cluster.run();
    List<TileTask> firstRound = cluster.tiles().subList(0, 6);
    StorageTask.Reassemble reassemble = (StorageTask.Reassemble) cluster.storage().get(1);
    double mean = mean(cluster, 0, 0);

    assertThat(firstRound)
        .allMatch(tile -> tile.normalisation() == Normalisation.RAW)
        .allMatch(tile -> tile.shifts().size() == 1 && tile.meanGradient() == null)
        .allMatch(tile -> tile.keep().equals(tile.core()));
    assertThat(reassemble.scale()).isEqualTo(1.5 / 255 / mean);
    assertThat(reassemble.canvas()).isEqualTo("dreams/dream-1/k3/o0/source/");
    assertThat(reassemble.output()).isEqualTo("dreams/dream-1/k3/o0/r1/");
    assertThat(reassemble.region()).isEqualTo(LARGE.whole());
    assertThat(reassemble.feather()).isZero();
    assertThat(reassemble.pieces())
        .extracting(StorageTask.Piece::core)
        .isEqualTo(firstRound.stream().map(TileTask::core).toList());
    assertThat(reassemble.pieces().get(5))
        .isEqualTo(
            new StorageTask.Piece(
                new Rect(400, 200, 200, 200),
                new Rect(400, 200, 200, 200),
                "dreams/dream-1/k3/o0/r0/t5-a1-sha-0-0-5",
                "sha-0-0-5"));
  }

  @Test
  void fastRoundsFollowTheLastMeanOrThePredictedOneWhereTilesDifferAndFeatherTheirCuts() {
    Cluster cluster = Cluster.dreaming(LARGE, Fixtures.spec(TilingMode.FAST, 1, 12, 256));
    cluster.run();
    double first = mean(cluster, 0, 0);
    double second = mean(cluster, 1, 0);
    List<TileTask> fast = cluster.tiles().subList(12, 18);
    List<TileTask> shifted = cluster.tiles().subList(18, cluster.tiles().size());

    assertThat(fast)
        .allMatch(tile -> tile.normalisation() == Normalisation.TRACKED)
        .allMatch(tile -> tile.shifts().size() == 5)
        .allMatch(tile -> tile.canvas().equals("dreams/dream-1/k3/o0/r2/"))
        .allSatisfy(
            tile -> {
              assertThat(tile.meanGradient()).isEqualTo(second);
              assertThat(tile.ownGradient()).isEqualTo(mean(cluster, 1, 0, tile.id().index()));
            });
    assertThat(fast.get(0).keep()).isEqualTo(new Rect(0, 0, 216, 216));
    double sixth = mean(cluster, 2, 4);
    assertThat(shifted)
        .hasSize(12)
        .allSatisfy(
            tile -> {
              assertThat(tile.ownGradient()).isNull();
              assertThat(tile.meanGradient())
                  .isCloseTo(sixth * Math.pow(sixth / first, 1.0 / 6), within(1e-12));
            });
    assertThat(shifted.get(0).core()).isEqualTo(new Rect(0, 0, 100, 100));
    StorageTask.Reassemble reassemble = (StorageTask.Reassemble) cluster.storage().get(3);
    assertThat(reassemble.scale()).isEqualTo(1);
    assertThat(reassemble.feather()).isEqualTo(32);
  }

  @Test
  void regionOfAFastRoundStartsWithItsLastTileThatOfAnExactRoundWithThePicturesLast() {
    Size wide = new Size(3000, 300);
    Cluster cluster = Cluster.dreaming(wide, Fixtures.spec(TilingMode.FAST, 1, 3, 1024));
    cluster.answer(cluster.pending.remove(0));

    assertThat(cluster.answer(tileResult(cluster, 0))).noneMatch(this::isStorage);
    assertThat(cluster.answer(tileResult(cluster, 1))).noneMatch(this::isStorage);
    assertThat(Cluster.storage(cluster.answer(tileResult(cluster, 2)))).hasSize(2);
    finishRegionsAndStartRound(cluster);
    for (int i = 0; i < 3; i++) {
      cluster.answer(tileResult(cluster, i));
    }
    finishRegionsAndStartRound(cluster);

    assertThat(cluster.answer(tileResult(cluster, 1))).noneMatch(this::isStorage);
    List<StorageTask> right = Cluster.storage(cluster.answer(tileResult(cluster, 2)));
    assertThat(right).extracting(task -> task.id().index()).containsExactly(1);
    assertThat(((StorageTask.Reassemble) right.get(0)).pieces())
        .extracting(piece -> piece.core().x())
        .as("tiles whose keep meets the region")
        .containsExactly(2000);
  }

  @Test
  void toldAsItHappens() {
    Cluster cluster = Cluster.dreaming(LARGE, Fixtures.spec(TilingMode.FAST, 2, 12, 256));
    cluster.run();
    List<DreamEvent> events = Cluster.events(cluster.effects);
    List<DreamSnapshot> shown =
        cluster.effects.stream()
            .filter(Effect.Show.class::isInstance)
            .map(effect -> ((Effect.Show) effect).snapshot())
            .toList();
    DreamSnapshot last = shown.get(shown.size() - 1);
    long pixelSteps = 12L * (600 * 400 + 429 * 286);

    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Accepted", "Started", "OctaveCompleted", "OctaveCompleted", "Completed");
    assertThat(((DreamEvent.OctaveCompleted) events.get(3)).canvas())
        .isEqualTo("dreams/dream-1/k3/o1/r4/");
    assertThat(shown)
        .extracting(DreamSnapshot::sequence)
        .isEqualTo(IntStream.rangeClosed(1, shown.size()).mapToObj(i -> (long) i).toList());
    assertThat(last.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(last.image()).isEqualTo("dreams/dream-1/image.png");
    assertThat(last.octaveSeconds()).hasSize(2);
    assertThat(last.progress().tilesDone())
        .isEqualTo(last.progress().tilesTotal())
        .isEqualTo(cluster.tiles().size());
    assertThat(last.progress().stepsDone()).isEqualTo(12);
    assertThat(last.progress().pixelSteps())
        .isEqualTo(last.progress().pixelStepsTotal())
        .isEqualTo(pixelSteps);
  }

  private boolean isStorage(Effect effect) {
    return effect instanceof Effect.DispatchStorage;
  }

  private static void finishRegionsAndStartRound(Cluster cluster) {
    for (Result.OfTask result : List.copyOf(cluster.pending)) {
      if (result instanceof Result.Stored) {
        cluster.pending.remove(result);
        cluster.answer(result);
      }
    }
  }

  private static Result.OfTask tileResult(Cluster cluster, int index) {
    Result.OfTask found =
        cluster.pending.stream().filter(r -> r.task().index() == index).findFirst().orElseThrow();
    cluster.pending.remove(found);
    return found;
  }

  private static double mean(Cluster cluster, int round, int step, int tile) {
    return cluster.given.stream()
        .filter(Result.TileDreamed.class::isInstance)
        .filter(result -> result.task().round() == round && result.task().index() == tile)
        .map(result -> ((Result.TileDreamed) result).statistics().get(step))
        .mapToDouble(own -> own.sumAbs() / own.count())
        .findFirst()
        .orElseThrow();
  }

  private static double mean(Cluster cluster, int round, int step) {
    List<StepStatistics> sums =
        cluster.given.stream()
            .filter(Result.TileDreamed.class::isInstance)
            .filter(result -> result.task().round() == round)
            .map(result -> ((Result.TileDreamed) result).statistics().get(step))
            .toList();
    return sums.stream().mapToDouble(StepStatistics::sumAbs).reduce(0, Double::sum)
        / sums.stream().mapToLong(StepStatistics::count).sum();
  }

  private static TaskId id(String rest) {
    return TaskId.of("dream-1/k3/" + rest);
  }
}
