package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Limits;
import io.oneiros.contract.Normalisation;
import io.oneiros.contract.Shift;
import io.oneiros.contract.Size;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Start.Parametrisation;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.GradientStatistics;
import io.oneiros.engine.ascent.Jitter;
import io.oneiros.engine.ascent.PictureSource;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three pictures side by side, and a fourth place that is left over. */
class BatchTest {
  private static final int WIDTH = 24;
  private static final int HEIGHT = 16;
  private static final long SEED = 40;
  private static final int STEPS = 3;

  /** Every pixel's gradient hangs on its neighbours, its place, and the picture's borders. */
  private static final GradientSource SOURCE =
      new GradientSource() {
        @Override
        public Gradient at(Patch patch) {
          Picture seen = patch.pixels();
          Picture gradient = Picture.blank(seen.width(), seen.height());
          for (int i = 0; i < gradient.values().length; i++) {
            float before = seen.values()[Math.max(0, i - 1)];
            gradient.values()[i] = seen.values()[i] - 2 * before + (i % 7) / 7f;
          }
          return new Gradient(gradient, 1);
        }

        @Override
        public int stride() {
          return 8;
        }
      };

  /** Each value is a grey and a part of one number of the code. */
  private static final PictureSource GENERATOR =
      new PictureSource() {
        @Override
        public int code() {
          return 5;
        }

        @Override
        public Picture picture(double[] code) {
          Picture made = Picture.blank(9, 7);
          for (int i = 0; i < made.values().length; i++) {
            made.values()[i] = (float) (0.5 + 0.1 * code[i % code.length]);
          }
          return made;
        }

        @Override
        public double[] pullback(double[] code, Picture gradient) {
          double[] back = new double[code.length];
          for (int i = 0; i < gradient.values().length; i++) {
            back[i % back.length] += 0.1 * gradient.values()[i];
          }
          return back;
        }
      };

  @ParameterizedTest
  @EnumSource
  void eachPictureComesOutAsTheDreamOfItsSeedByItself(Parametrisation parametrisation) {
    TileTask batch = task(3, SEED, 2 * WIDTH, 2 * HEIGHT, parametrisation);
    Picture region = noise(2 * WIDTH, 2 * HEIGHT);

    TileAscent.Result together =
        Batch.of(batch).climb(SOURCE, () -> GENERATOR, region, () -> false);

    double sum = 0;
    long count = 0;
    for (int i = 0; i < 3; i++) {
      Area cell = new Area(i % 2 * WIDTH, i / 2 * HEIGHT, WIDTH, HEIGHT);
      TileTask alone = task(1, SEED + i, WIDTH, HEIGHT, parametrisation);
      TileAscent.Result one =
          Batch.of(alone).climb(SOURCE, () -> GENERATOR, region.crop(cell), () -> false);
      assertThat(together.delta().crop(cell)).isEqualTo(one.delta());
      assertThat(one.delta().values()).isNotEqualTo(together.delta().crop(left()).values());
      sum += one.statistics().get(1).sumAbs();
      count += one.statistics().get(1).count();
    }
    assertThat(together.delta().crop(left()).values()).containsOnly(0);
    assertThat(together.statistics()).hasSize(STEPS);
    GradientStatistics second = together.statistics().get(1);
    assertThat(second.sumAbs()).isEqualTo(sum);
    assertThat(second.count()).isEqualTo(count);
  }

  private static Area left() {
    return new Area(WIDTH, HEIGHT, WIDTH, HEIGHT);
  }

  private static TileTask task(
      int batch, long seed, int width, int height, Parametrisation parametrisation) {
    Size size = new Size(width, height);
    return new TileTask(
        TestTiles.id("batch", 1),
        "net",
        "0",
        List.of(new LayerWeight("mixed0", 1.0)),
        "c",
        size,
        size.whole(),
        size.whole(),
        0,
        9,
        Jitter.shifts(seed, 0, 0, STEPS, 9).stream()
            .map(shift -> new Shift(shift.dx(), shift.dy()))
            .toList(),
        2,
        Normalisation.OWN,
        null,
        null,
        new Ascent(null, null, null, null, null, null, 1.1, 10.0, true, 12, null)
            .checked(Limits.DEFAULTS),
        null,
        parametrisation,
        batch,
        null,
        null,
        seed,
        size,
        "o");
  }

  private static Picture noise(int width, int height) {
    Picture noise = Picture.blank(width, height);
    Random random = new Random(2);
    for (int i = 0; i < noise.values().length; i++) {
      noise.values()[i] = 0.3f + 0.4f * random.nextFloat();
    }
    return noise;
  }
}
