package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.Normaliser;
import io.oneiros.engine.ascent.Shift;
import io.oneiros.engine.ascent.Tile;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Emphasis;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise of tiling: with enough halo a tile's gradient is the whole picture's. */
class TiledGradientTest {
  private static final Picture PICTURE = TinyNetwork.picture(101, 83);
  private static final int JITTER = 8;
  private static TorchNetwork network;
  private static GradientSource source;

  @BeforeAll
  static void open() {
    network = new TorchNetwork(TinyNetwork.graph(), TinyNetwork.PREPROCESSING, Executor.FLOAT32);
    source = network.gradient(new Objective(List.of(new Objective.Layer("mixed", 1))));
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, -1", "2, 7", "-3, 5", "8, -8", "-6, 3"})
  void tilesWithTheReceptiveFieldAsHaloHaveTheWholePicturesGradient(int dx, int dy) {
    Shift shift = new Shift(dx, dy);
    Picture whole = raw(PICTURE.whole(), 0, shift);
    for (Area core : cores()) {
      assertThat(relativeError(raw(core, TinyNetwork.RECEPTIVE_FIELD - 1, shift), whole.crop(core)))
          .as("%s at %s", core, shift)
          .isLessThan(1e-5);
    }
  }

  static Stream<Objective.Layer> localMeasures() {
    return Measures.local(PICTURE.width(), PICTURE.height());
  }

  @ParameterizedTest
  @MethodSource("localMeasures")
  void soItIsWithEveryMeasureThatCallsItselfLocal(Objective.Layer layer) {
    assertThat(layer.measure().local()).isTrue();
    Shift shift = new Shift(-3, 5);
    GradientSource its = network.gradient(new Objective(List.of(layer)));
    Picture whole = raw(its, PICTURE.whole(), 0, shift);
    double norm = norm(whole);
    assertThat(norm).isPositive();
    for (Area core : cores()) {
      Picture part = raw(its, core, TinyNetwork.RECEPTIVE_FIELD - 1, shift);
      assertThat(norm(part.minus(whole.crop(core))) / norm).as("%s", core).isLessThan(1e-5);
    }
  }

  /** What a worker has: the mask of the pixels that it reads. */
  @Test
  void aTileNeedsTheMaskOfItsFootprintOnly() {
    Area core = cores().get(4);
    Shift shift = new Shift(2, 7);
    int halo = TinyNetwork.RECEPTIVE_FIELD - 1;
    Picture mask = TinyNetwork.picture(PICTURE.width(), PICTURE.height());
    Area footprint = tile(core, halo, shift).footprint(source.stride());
    Picture whole = raw(masked(new Emphasis(mask)), core, halo, shift);
    Emphasis part = new Emphasis(mask.crop(footprint), Optional.of(footprint));
    assertThat(raw(masked(part), core, halo, shift)).isEqualTo(whole);
    assertThat(raw(core, halo, shift)).isNotEqualTo(whole);
  }

  private static GradientSource masked(Emphasis mask) {
    Objective.Layer layer =
        new Objective.Layer("mixed", 1, Measure.Squares.ALL, Optional.empty(), Optional.of(mask));
    return network.gradient(new Objective(List.of(layer)));
  }

  @Test
  void othersDoNot() {
    Measure style = new Measure.Style(TinyNetwork.picture(30, 30));
    GradientSource its =
        network.gradient(new Objective(List.of(new Objective.Layer("mixed", 1, style))));
    assertThat(style.local()).isFalse();
    Picture whole = raw(its, PICTURE.whole(), 0, Shift.NONE);
    Area core = cores().get(0);
    Picture part = raw(its, core, TinyNetwork.RECEPTIVE_FIELD - 1, Shift.NONE);
    assertThat(relativeError(part, whole.crop(core))).isGreaterThan(0.1);
  }

  @Test
  void withoutHaloTheyHaveNot() {
    Shift shift = new Shift(2, 7);
    Picture whole = raw(PICTURE.whole(), 0, shift);
    for (Area core : cores()) {
      assertThat(relativeError(raw(core, 0, shift), whole.crop(core))).isGreaterThan(0.05);
    }
  }

  @Test
  void aGridOutOfPhaseHasAnotherGradient() {
    Picture whole = raw(PICTURE.whole(), 0, new Shift(0, 0));
    assertThat(relativeError(raw(PICTURE.whole(), 0, new Shift(1, 0)), whole)).isGreaterThan(0.3);
  }

  private static List<Area> cores() {
    return List.of(
        new Area(0, 0, 40, 41),
        new Area(40, 0, 30, 41),
        new Area(70, 0, 31, 41),
        new Area(40, 41, 30, 42),
        new Area(33, 29, 17, 13));
  }

  private static Picture raw(Area core, int halo, Shift shift) {
    return raw(source, core, halo, shift);
  }

  private static Picture raw(GradientSource source, Area core, int halo, Shift shift) {
    Tile tile = tile(core, halo, shift);
    Picture region = PICTURE.crop(tile.footprint(source.stride()));
    return new TileAscent(source).run(tile, region, () -> false).delta();
  }

  private static Tile tile(Area core, int halo, Shift shift) {
    return new Tile(
        PICTURE.width(),
        PICTURE.height(),
        core,
        core,
        halo,
        JITTER,
        List.of(shift),
        1,
        new Normaliser.Raw());
  }

  private static double relativeError(Picture actual, Picture expected) {
    return norm(actual.minus(expected)) / norm(expected);
  }

  private static double norm(Picture picture) {
    double squares = 0;
    for (float value : picture.values()) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
