package io.oneiros.engine.ascent;

import static io.oneiros.engine.ascent.Pictures.SQUARES;
import static io.oneiros.engine.ascent.Pictures.STRIDE;
import static io.oneiros.engine.ascent.Pictures.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of the ascent, in whole pictures and in tiles. */
class AscentTest {
  private static final Ascent LOCAL =
      Ascent.DEFAULT
          .with(new Blur(0.5, 1))
          .with(List.of(new Penalty.Variation(40, 2), new Penalty.Power(20, 2)));

  @ParameterizedTest
  @EnumSource
  void aStepHasTheLengthOfItsNorm(Norm.Scalar norm) {
    Picture picture = random(40, 24, 0.3f, 0.7f);
    Picture delta = whole(Ascent.DEFAULT.with(norm), picture, 1, 0.25, Optional.empty()).delta();
    GradientStatistics statistics = GradientStatistics.of(delta, delta.whole());
    assertThat(statistics.norm(norm)).isCloseTo(0.25 / 255, within(1e-7));
  }

  @Test
  void tilesOfARawStepAddUpToTheStepOfTheWholePicture() {
    Picture picture = random(64, 48, 0.3f, 0.7f);
    Mask mask = leftHalf(64, 48);
    Ascent ascent = LOCAL.part(3, 4, 5).with(Norm.Scalar.DEVIATION);
    Picture wanted = whole(ascent, picture, 1, 1.5, Optional.of(mask)).delta();
    GradientStatistics sums = new GradientStatistics(0, 0, 0, 0);
    Picture raw = Picture.blank(64, 48);
    for (Area core : List.of(new Area(0, 0, 24, 48), new Area(24, 0, 40, 48))) {
      Tile tile =
          new Tile(64, 48, core, core, 16, 16, shifts(1), 1.5, new Normaliser.Raw(), ascent);
      Area footprint = tile.footprint(STRIDE);
      TileAscent.Result result =
          new TileAscent(SQUARES)
              .run(tile, picture.crop(footprint), Optional.of(mask.crop(footprint)), () -> false);
      sums = sums.plus(result.statistics().get(0));
      for (int i = 0; i < result.delta().values().length; i++) {
        int x = core.x() + i % core.width();
        raw.values()[i / core.width() * 64 + x] = result.delta().values()[i];
      }
    }
    double scale = 1.5 / 255 / sums.norm(Norm.Scalar.DEVIATION);
    for (int i = 0; i < wanted.values().length; i++) {
      assertThat(raw.values()[i] * scale).isCloseTo(wanted.values()[i], within(1e-6));
    }
  }

  @Test
  void aMaskChangesNothingOutsideAndNoStrengthInside() {
    Picture picture = random(40, 24, 0.3f, 0.7f);
    Picture free = whole(Ascent.DEFAULT, picture, 1, 1.5, Optional.empty()).delta();
    Picture masked = whole(Ascent.DEFAULT, picture, 1, 1.5, Optional.of(leftHalf(40, 24))).delta();
    for (int i = 0; i < free.values().length; i++) {
      assertThat(masked.values()[i]).isEqualTo(i % 40 < 20 ? free.values()[i] : 0);
    }
  }

  @Test
  void upkeepStaysInsideTheMask() {
    Picture picture = random(40, 24, 0.3f, 0.7f);
    Ascent ascent = Ascent.DEFAULT.with(new Upkeep(0.2, 2, 1, 30, 30));
    Picture delta = whole(ascent, picture, 3, 1.5, Optional.of(leftHalf(40, 24))).delta();
    for (int i = 0; i < delta.values().length; i++) {
      if (i % 40 >= 20) {
        assertThat(delta.values()[i]).isZero();
      }
    }
    assertThat(delta.at(0, 12, 10)).isNotZero();
  }

  @Test
  void stopsBeforeTheStepWhoseObjectiveIsEnough() {
    Picture picture = random(40, 24, 0.3f, 0.4f);
    TileAscent.Result free = whole(Ascent.DEFAULT, picture, 20, 3, Optional.empty());
    TileAscent.Result stopped =
        whole(Ascent.DEFAULT.stoppingAt(1.5), picture, 20, 3, Optional.empty());
    int steps = stopped.statistics().size();
    assertThat(steps).isBetween(2, 19);
    assertThat(stopped.statistics()).isEqualTo(free.statistics().subList(0, steps));
    assertThat(stopped.delta())
        .isEqualTo(whole(Ascent.DEFAULT, picture, steps, 3, Optional.empty()).delta());
    double first = SQUARES.at(outgrown(picture)).objective();
    double before = whole(Ascent.DEFAULT, picture, steps, 3, Optional.empty()).objective();
    assertThat(before).isLessThan(1.5 * first);
    assertThat(stopped.objective()).isGreaterThanOrEqualTo(1.5 * first);
  }

  @Test
  void laplacianNeedsAGradient() {
    Ascent ascent = Ascent.DEFAULT.with(new Norm.Laplacian());
    Tile tile = Tile.whole(32, 32, 8, shifts(1), 1.5, ascent);
    TileAscent nothing = new TileAscent(Pictures.source(v -> 0f));
    assertThatThrownBy(() -> nothing.run(tile, random(32, 32, 0, 1), () -> false))
        .isInstanceOf(AscentException.class)
        .hasMessageContaining("zero");
  }

  @Test
  void trackedTilesFollowTheGrowthOfTheChosenNorm() {
    Picture picture = random(64, 48, 0.4f, 0.6f);
    Area core = new Area(16, 16, 32, 16);
    double own = GradientStatistics.of(picture, core).norm(Norm.Scalar.DEVIATION);
    Ascent ascent = Ascent.DEFAULT.with(Norm.Scalar.DEVIATION);
    Normaliser tracked = new Normaliser.Tracked(2 * own);
    Tile tile = new Tile(64, 48, core, core, 8, 16, shifts(1), 1.5, tracked, ascent);
    Picture delta =
        new TileAscent(SQUARES)
            .run(tile, picture.crop(tile.footprint(STRIDE)), () -> false)
            .delta();
    assertThat(GradientStatistics.of(delta, delta.whole()).norm(Norm.Scalar.DEVIATION))
        .isCloseTo(0.5 * 1.5 / 255, within(1e-7));
  }

  static Stream<Ascent> beyondTiles() {
    return Stream.of(
        Ascent.DEFAULT.with(new Norm.Laplacian()),
        Ascent.DEFAULT.with(new Optimiser.Momentum(0.9)),
        Ascent.DEFAULT.with(new Optimiser.Adam()),
        Ascent.DEFAULT.with(Upkeep.YOSINSKI_1),
        Ascent.DEFAULT.stoppingAt(2));
  }

  @ParameterizedTest
  @MethodSource("beyondTiles")
  void whatLooksAtTheWholePictureIsRefusedInTiles(Ascent ascent) {
    Area all = new Area(0, 0, 64, 48);
    Area core = new Area(0, 0, 32, 48);
    assertThatThrownBy(() -> tile(all, new Normaliser.Raw(), ascent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs the whole picture in one tile");
    assertThatThrownBy(() -> tile(all, new Normaliser.Tracked(1), ascent))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tile(core, new Normaliser.Own(), ascent))
        .isInstanceOf(IllegalArgumentException.class);
    Picture delta = whole(ascent, random(64, 48, 0.3f, 0.7f), 3, 1.5, Optional.empty()).delta();
    assertThat(GradientStatistics.of(delta, delta.whole()).meanAbs()).isGreaterThan(1e-3);
    assertThat(delta)
        .isEqualTo(whole(ascent, random(64, 48, 0.3f, 0.7f), 3, 1.5, Optional.empty()).delta());
  }

  @Test
  void aBlurredTileIsTheWholePicturesAsFarAsItsHaloReaches() {
    Picture picture = random(128, 48, 0.3f, 0.7f);
    Ascent ascent = Ascent.DEFAULT.with(new Blur(2, 0));
    Area all = picture.whole();
    Area core = new Area(48, 0, 32, 48);
    Picture wanted = raw(picture, all, 0, ascent).crop(core);
    assertThat(raw(picture, core, 16, ascent)).isEqualTo(wanted);
    Picture near = raw(picture, core, 4, ascent).minus(wanted);
    assertThat(GradientStatistics.of(near, near.whole()).norm(Norm.Scalar.RMS))
        .isBetween(1e-6, 0.01);
  }

  private static Picture raw(Picture picture, Area core, int halo, Ascent ascent) {
    Tile tile =
        new Tile(
            picture.width(),
            picture.height(),
            core,
            core,
            halo,
            16,
            shifts(1),
            1.5,
            new Normaliser.Raw(),
            ascent);
    return new TileAscent(SQUARES)
        .run(tile, picture.crop(tile.footprint(STRIDE)), () -> false)
        .delta();
  }

  @Test
  void whatIsLocalIsAllowedInTiles() {
    assertThat(tile(new Area(0, 0, 32, 48), new Normaliser.Tracked(1), LOCAL).ascent())
        .isEqualTo(LOCAL);
  }

  private static Tile tile(Area core, Normaliser normaliser, Ascent ascent) {
    return new Tile(64, 48, core, core, 8, 16, shifts(1), 1.5, normaliser, ascent);
  }

  private static TileAscent.Result whole(
      Ascent ascent, Picture picture, int steps, double step, Optional<Mask> mask) {
    Tile tile = Tile.whole(picture.width(), picture.height(), 16, shifts(steps), step, ascent);
    return new TileAscent(SQUARES).run(tile, picture, mask, () -> false);
  }

  private static List<Shift> shifts(int steps) {
    return Jitter.shifts(5, 0, 0, steps, 16);
  }

  /** As the network sees it at the first step. */
  private static Picture outgrown(Picture picture) {
    Area patch =
        new PatchGrid(picture.width(), picture.height(), STRIDE, 16).outgrown(shifts(1).get(0));
    return Patch.of(picture, picture.whole(), patch, picture.width(), picture.height()).pixels();
  }

  private static Mask leftHalf(int width, int height) {
    float[] weights = new float[width * height];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % width < width / 2 ? 1 : 0;
    }
    return new Mask(width, height, weights);
  }
}
