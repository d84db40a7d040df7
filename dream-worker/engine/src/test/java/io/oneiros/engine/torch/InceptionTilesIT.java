package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.Normaliser;
import io.oneiros.engine.ascent.Shift;
import io.oneiros.engine.ascent.Tile;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles of the real network hold what docs/architecture.md promises of the first step. */
class InceptionTilesIT {
  private static Network network;
  private static TorchNetwork running;
  private static Picture alps;

  @BeforeAll
  static void open() throws IOException {
    network = Inception.open();
    running = Inception.run(network, 2);
    alps = Inception.alps();
  }

  @AfterAll
  static void close() {
    if (running != null) {
      running.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, -3", "-31, 18"})
  void withTheReceptiveFieldAsHaloTheGradientIsTheWholePictures(int dx, int dy) {
    GradientSource source = running.gradient(Inception.squares(network, "mixed3"));
    int halo = network.facts(List.of("mixed3")).receptiveField() - 1;
    Area core = new Area(192, 176, 96, 80);
    Shift shift = new Shift(dx, dy);
    Picture whole = raw(source, alps.whole(), 0, shift).delta().crop(core);
    assertThat(error(raw(source, core, halo, shift).delta(), whole) / norm(whole)).isLessThan(1e-5);
  }

  /** With a third of the design's tile count: what a test can hold of its measured decibels. */
  @ParameterizedTest
  @CsvSource({"64, 50", "96, 55", "128, 60"})
  void theFirstStepIsAsNearAsTheHaloIsWide(int halo, double decibels) {
    assertThat(psnr(halo)).isGreaterThan(decibels);
  }

  @Test
  void withoutHaloItIsFarOff() {
    assertThat(psnr(0)).isLessThan(40);
  }

  @Test
  void statisticsOfTilesAddUpToThePictures() {
    GradientSource source = running.gradient(Inception.squares(network));
    Shift shift = new Shift(-7, 12);
    double whole = raw(source, alps.whole(), 0, shift).statistics().get(0).sumAbs();
    double sum = 0;
    for (Area core : cores()) {
      sum += raw(source, core, 128, shift).statistics().get(0).sumAbs();
    }
    assertThat(sum / whole).isBetween(0.999, 1.001);
  }

  /** Peak |g| over the root of the mean square error, of all tiles. */
  private static double psnr(int halo) {
    GradientSource source = running.gradient(Inception.squares(network));
    Shift shift = new Shift(3, -11);
    Picture whole = raw(source, alps.whole(), 0, shift).delta();
    double squares = 0;
    for (Area core : cores()) {
      squares += Math.pow(error(raw(source, core, halo, shift).delta(), whole.crop(core)), 2);
    }
    double peak = 0;
    for (float g : whole.values()) {
      peak = Math.max(peak, Math.abs(g));
    }
    return 20 * Math.log10(peak / Math.sqrt(squares / whole.values().length));
  }

  private static List<Area> cores() {
    List<Area> cores = new ArrayList<>();
    for (int y = 0; y < 480; y += 240) {
      for (int x = 0; x < 512; x += 256) {
        cores.add(new Area(x, y, 256, 240));
      }
    }
    return cores;
  }

  private static TileAscent.Result raw(GradientSource source, Area core, int halo, Shift shift) {
    Tile tile =
        new Tile(
            alps.width(),
            alps.height(),
            core,
            core,
            halo,
            32,
            List.of(shift),
            1.5,
            new Normaliser.Raw());
    Picture region = alps.crop(tile.footprint(source.stride()));
    return new TileAscent(source).run(tile, region, () -> false);
  }

  private static double error(Picture a, Picture b) {
    return norm(a.minus(b));
  }

  private static double norm(Picture picture) {
    double sum = 0;
    for (float value : picture.values()) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
