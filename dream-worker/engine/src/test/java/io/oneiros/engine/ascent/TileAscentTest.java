package io.oneiros.engine.ascent;

import static io.oneiros.engine.ascent.Pictures.SQUARES;
import static io.oneiros.engine.ascent.Pictures.STRIDE;
import static io.oneiros.engine.ascent.Pictures.random;
import static io.oneiros.engine.ascent.Pictures.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Against objectives whose gradient is known pixel by pixel. */
class TileAscentTest {
  @Test
  void aStepOverItsOwnMeanMovesThePictureByTheStepOnAverage() {
    Picture picture = random(40, 24, 0.3f, 0.7f);
    Tile tile = Tile.whole(40, 24, 16, List.of(new Shift(3, -5)), 1.5);
    TileAscent.Result result = new TileAscent(SQUARES).run(tile, picture, () -> false);
    assertThat(meanAbs(result.delta())).isCloseTo(1.5 / 255, within(1e-7));
    assertThat(result.statistics()).hasSize(1);
    assertThat(result.statistics().get(0).meanAbs()).isCloseTo(meanAbs(picture), within(1e-7));
    assertThat(result.statistics().get(0).count()).isEqualTo(3 * 40 * 24);
  }

  @Test
  void aRawTileGivesTheGradientOnWhatIsKept() {
    Picture picture = random(64, 48, 0, 1);
    Area core = new Area(20, 8, 24, 16);
    Tile tile = tile(picture, core, core, List.of(new Shift(2, 7)), new Normaliser.Raw());
    TileAscent.Result result = run(SQUARES, tile, picture);
    assertThat(result.delta()).isEqualTo(picture.crop(core));
    assertThat(result.statistics().get(0).sumSquares())
        .isCloseTo(sumSquares(picture.crop(core)), within(1e-6));
  }

  @Test
  void rawStatisticsOfTilesAddUpToThePictures() {
    Picture picture = random(64, 48, 0, 1);
    double sum = 0;
    for (int x = 0; x < 64; x += 16) {
      Area core = new Area(x, 0, 16, 48);
      Tile tile = tile(picture, core, core, List.of(new Shift(5, 1)), new Normaliser.Raw());
      sum += run(SQUARES, tile, picture).statistics().get(0).sumAbs();
    }
    Area all = picture.whole();
    Tile whole = tile(picture, all, all, List.of(new Shift(5, 1)), new Normaliser.Raw());
    assertThat(sum)
        .isCloseTo(run(SQUARES, whole, picture).statistics().get(0).sumAbs(), within(1e-9));
  }

  @Test
  void aTrackedTileFollowsItsOwnGrowthFromThePredictedMean() {
    Picture picture = random(64, 48, 0.2f, 0.6f);
    Area core = new Area(16, 16, 32, 16);
    Area keep = new Area(12, 12, 40, 24);
    double global = 2 * meanAbs(picture.crop(core));
    Tile tile =
        tile(
            picture,
            core,
            keep,
            List.of(new Shift(1, 2), new Shift(-9, 4), Shift.NONE),
            new Normaliser.Tracked(global));
    TileAscent.Result result = run(SQUARES, tile, picture);
    // A gradient that is the picture keeps its shape: every step moves by step / (G / m_0), as
    // growth cancels; so the change is three equal steps, each half as long as an own step.
    assertThat(meanAbs(result.delta().crop(new Area(4, 4, 32, 16))))
        .isCloseTo(3 * 0.5 * 1.5 / 255, within(1e-6));
    assertThat(result.delta().values()).isNotEmpty().doesNotContain(0f);
  }

  @Test
  void valuesStayWithinBlackAndWhite() {
    Picture picture = random(32, 32, 0.9f, 1);
    Tile tile = Tile.whole(32, 32, 8, Jitter.shifts(1, 0, 0, 5, 8), 60);
    Picture dreamed = picture.plus(new TileAscent(SQUARES).run(tile, picture, () -> false).delta());
    for (float value : dreamed.values()) {
      assertThat(value).isBetween(0.9f, 1f);
    }
  }

  @Test
  void leavesTheRegionAsItIs() {
    Picture picture = random(32, 32, 0, 1);
    Picture before = picture.copy();
    run(SQUARES, Tile.whole(32, 32, 8, List.of(Shift.NONE), 2), picture);
    assertThat(picture).isEqualTo(before);
  }

  @Test
  void outsideThePatchNothingChanges() {
    Picture picture = random(64, 64, 0.2f, 0.6f);
    Area core = new Area(24, 24, 16, 16);
    Tile tile =
        new Tile(
            64,
            64,
            core,
            new Area(8, 8, 48, 48),
            0,
            0,
            List.of(Shift.NONE),
            1.5,
            new Normaliser.Own());
    Picture delta = run(SQUARES, tile, picture).delta();
    assertThat(delta.at(0, 0, 0)).isZero();
    assertThat(delta.at(2, 16, 16)).isNotZero();
    assertThat(delta.at(2, 15, 16)).isZero();
  }

  @Test
  void aGradientThatIsNotFiniteIsRefused() {
    Picture picture = random(32, 32, 0, 1);
    Tile tile = Tile.whole(32, 32, 8, List.of(Shift.NONE), 1.5);
    assertThatThrownBy(() -> run(source(v -> Float.NaN), tile, picture))
        .isInstanceOf(AscentException.class)
        .hasMessageContaining("not finite")
        .hasMessageContaining("NaN");
  }

  @Test
  void aGradientThatIsZeroIsRefusedWhereItMustBeDividedByItsMean() {
    Picture picture = random(32, 32, 0, 1);
    GradientSource nothing = source(v -> 0f);
    Tile own = Tile.whole(32, 32, 8, List.of(Shift.NONE), 1.5);
    assertThatThrownBy(() -> run(nothing, own, picture))
        .isInstanceOf(AscentException.class)
        .hasMessageContaining("zero");
    Area core = new Area(8, 8, 16, 16);
    List<Shift> steps = List.of(Shift.NONE, new Shift(1, 1));
    Tile tracked = tile(picture, core, core, steps, new Normaliser.Tracked(3));
    assertThat(run(nothing, tracked, picture).delta().values()).containsOnly(0f);
  }

  @Test
  void growthIsFollowedFromTheStepOfReferenceWhereTheTilesOwnMeanThereIsKnown() {
    Picture picture = random(32, 32, 0.4f, 0.6f);
    Area core = new Area(8, 8, 16, 16);
    List<Shift> step = List.of(Shift.NONE);
    Normaliser.Tracked measured = new Normaliser.Tracked(100);
    TileAscent.Result fromFirst = run(SQUARES, tile(picture, core, core, step, measured), picture);
    double mean = fromFirst.statistics().get(0).meanAbs();
    Normaliser.Tracked grown = new Normaliser.Tracked(100, OptionalDouble.of(mean / 2));

    TileAscent.Result since = run(SQUARES, tile(picture, core, core, step, grown), picture);

    for (int i = 0; i < since.delta().values().length; i++) {
      assertThat(since.delta().values()[i])
          .isCloseTo(fromFirst.delta().values()[i] / 2, within(1e-6f));
    }
  }

  @Test
  void stopsBetweenStepsWhenAsked() {
    Picture picture = random(32, 32, 0, 1);
    AtomicInteger asked = new AtomicInteger();
    Tile tile = Tile.whole(32, 32, 8, Jitter.shifts(1, 0, 0, 5, 8), 1.5);
    assertThatThrownBy(
            () -> new TileAscent(SQUARES).run(tile, picture, () -> asked.incrementAndGet() > 2))
        .isInstanceOf(CancellationException.class);
    assertThat(asked).hasValue(3);
  }

  @Test
  void aRegionOfAnotherSizeIsRefused() {
    Tile tile = Tile.whole(32, 32, 8, List.of(Shift.NONE), 1.5);
    assertThatThrownBy(() -> run(SQUARES, tile, random(31, 32, 0, 1), new Area(0, 0, 31, 32)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TileAscent.Result run(GradientSource source, Tile tile, Picture picture) {
    return run(source, tile, picture, tile.footprint(STRIDE));
  }

  private static TileAscent.Result run(
      GradientSource source, Tile tile, Picture picture, Area footprint) {
    return new TileAscent(source).run(tile, picture.crop(footprint), () -> false);
  }

  private static Tile tile(
      Picture picture, Area core, Area keep, List<Shift> shifts, Normaliser normaliser) {
    return new Tile(picture.width(), picture.height(), core, keep, 8, 16, shifts, 1.5, normaliser);
  }

  private static double meanAbs(Picture picture) {
    double sum = 0;
    for (float value : picture.values()) {
      sum += Math.abs(value);
    }
    return sum / picture.values().length;
  }

  private static double sumSquares(Picture picture) {
    double sum = 0;
    for (float value : picture.values()) {
      sum += (double) value * value;
    }
    return sum;
  }
}
