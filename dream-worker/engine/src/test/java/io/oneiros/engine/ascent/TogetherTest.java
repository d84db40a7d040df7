package io.oneiros.engine.ascent;

import static io.oneiros.engine.ascent.Pictures.SQUARES;
import static io.oneiros.engine.ascent.Pictures.STRIDE;
import static io.oneiros.engine.ascent.Pictures.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several pictures at a time, against each by itself. */
class TogetherTest {
  private static final List<Picture> PICTURES =
      List.of(random(40, 24, 0.3f, 0.7f), random(33, 17, 0, 1), random(24, 40, 0.1f, 0.3f));

  /** The first is the only one that stops before its end, some at other steps than others. */
  static List<Ascent> ascents() {
    return List.of(
        Ascent.DEFAULT.stoppingAt(1.2),
        Ascent.DEFAULT,
        Ascent.DEFAULT.with(new Optimiser.Adam()),
        Ascent.DEFAULT.with(List.<Penalty>of(new Penalty.Variation(2, 2))),
        Ascent.DEFAULT.with(new Blur(1, 1)),
        Ascent.DEFAULT.with(new Norm.Laplacian(3)),
        Ascent.DEFAULT.with(Upkeep.YOSINSKI_1));
  }

  @ParameterizedTest
  @MethodSource("ascents")
  void eachComesOutAsByItself(Ascent ascent) {
    TileAscent climbing = new TileAscent(SQUARES);
    List<Tile> tiles = IntStream.range(0, 3).mapToObj(i -> tile(i, ascent)).toList();
    List<TileAscent.Result> together = climbing.together(tiles, PICTURES, () -> false);
    for (int i = 0; i < 3; i++) {
      assertThat(together.get(i))
          .isEqualTo(climbing.run(tiles.get(i), PICTURES.get(i), () -> false));
    }
  }

  @Test
  void eachSpectrumComesOutAsByItself() {
    ParametricAscent climbing = new ParametricAscent(SQUARES);
    Decorrelated spectrum = new Decorrelated(new Spectrum(21, 14));
    Function<Integer, ParametricAscent.Settings> settings =
        seed -> new ParametricAscent.Settings(5, 0.05, 8, Robustness.LUCID, seed, 0);
    List<ParametricAscent.Result> together =
        climbing.together(
            spectrum,
            List.of(spectrum.noise(1), spectrum.noise(2)),
            List.of(settings.apply(1), settings.apply(2)),
            () -> false);
    assertThat(together)
        .containsExactly(
            climbing.climb(spectrum, spectrum.noise(1), settings.apply(1), () -> false),
            climbing.climb(spectrum, spectrum.noise(2), settings.apply(2), () -> false));
  }

  @Test
  void theObjectiveSeesAllAtTheSameStep() {
    List<Integer> asked = new ArrayList<>();
    GradientSource counting =
        new GradientSource() {
          @Override
          public Gradient at(Patch patch) {
            return SQUARES.at(patch);
          }

          @Override
          public List<Gradient> together(List<Patch> patches) {
            asked.add(patches.size());
            return GradientSource.super.together(patches);
          }

          @Override
          public int stride() {
            return STRIDE;
          }
        };
    List<Tile> tiles = List.of(tile(0, Ascent.DEFAULT), tile(1, Ascent.DEFAULT));
    new TileAscent(counting).together(tiles, PICTURES.subList(0, 2), () -> false);
    assertThat(asked).containsExactly(2, 2, 2, 2, 2, 2);
    assertThatThrownBy(
            () ->
                new TileAscent(counting)
                    .together(tiles, PICTURES.subList(0, 2), () -> asked.size() == 8))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("before step 3");
  }

  private static Tile tile(int i, Ascent ascent) {
    Picture picture = PICTURES.get(i);
    List<Shift> shifts = Jitter.shifts(i, 0, 0, 6, 9);
    return Tile.whole(picture.width(), picture.height(), 9, shifts, 4, ascent)
        .with(Warps.of(i, 0, 6, Robustness.LUCID, 8));
  }
}
