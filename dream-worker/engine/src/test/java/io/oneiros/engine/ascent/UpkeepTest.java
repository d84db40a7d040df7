package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Gaussian;
import io.oneiros.engine.image.Picture;
import org.junit.jupiter.api.Test;

class UpkeepTest {
  private static final Picture PICTURE = Pictures.random(20, 10, 0, 1);
  private static final Picture GRADIENT = Pictures.random(20, 10, -1, 1);
  private static final int PIXELS = 200;

  @Test
  void decayGoesTowardsMidGrey() {
    Picture kept = new Upkeep(0.3, 0, 1, 0, 0).after(0, PICTURE, GRADIENT);
    for (int i = 0; i < kept.values().length; i++) {
      assertThat(kept.values()[i] - 0.5f)
          .isCloseTo(0.7f * (PICTURE.values()[i] - 0.5f), within(1e-6f));
    }
  }

  @Test
  void blursAfterTheFirstOfEverySoManySteps() {
    Upkeep upkeep = new Upkeep(0, 0.8, 4, 0, 0);
    Picture blurred = Gaussian.blurred(PICTURE, 0.8);
    for (int step = 0; step < 9; step++) {
      assertThat(upkeep.after(step, PICTURE, GRADIENT))
          .isEqualTo(step % 4 == 0 ? blurred : PICTURE);
    }
  }

  @Test
  void thePixelsNearestToGreyBecomeGrey() {
    Picture kept = new Upkeep(0, 0, 1, 35, 0).after(0, PICTURE, GRADIENT);
    double greyed = 0;
    double least = Double.MAX_VALUE;
    int count = 0;
    for (int i = 0; i < PIXELS; i++) {
      if (isGrey(kept, i)) {
        count++;
        greyed = Math.max(greyed, norm(i));
      } else {
        least = Math.min(least, norm(i));
        assertThat(kept.values()[i]).isEqualTo(PICTURE.values()[i]);
      }
    }
    assertThat(count).isEqualTo(70);
    assertThat(greyed).isLessThan(least);
  }

  @Test
  void thePixelsThatContributeLeastBecomeGrey() {
    Picture kept = new Upkeep(0, 0, 1, 0, 90).after(0, PICTURE, GRADIENT);
    double greyed = 0;
    double least = Double.MAX_VALUE;
    int count = 0;
    for (int i = 0; i < PIXELS; i++) {
      if (isGrey(kept, i)) {
        count++;
        greyed = Math.max(greyed, contribution(i));
      } else {
        least = Math.min(least, contribution(i));
      }
    }
    assertThat(count).isEqualTo(180);
    assertThat(greyed).isLessThan(least);
  }

  @Test
  void leavesThePictureAsItIs() {
    Picture picture = PICTURE.copy();
    new Upkeep(0.5, 1, 1, 50, 50).after(0, picture, GRADIENT);
    assertThat(picture).isEqualTo(PICTURE);
  }

  @Test
  void outOfRangeIsRefused() {
    assertThatThrownBy(() -> new Upkeep(1.1, 0, 1, 0, 0)).hasMessageContaining("decay is 1.1");
    assertThatThrownBy(() -> new Upkeep(0, 0, 0, 0, 0)).hasMessageContaining("every is 0");
    assertThatThrownBy(() -> new Upkeep(0, 0, 1, 101, 0)).hasMessageContaining("smallNorm");
  }

  private static boolean isGrey(Picture picture, int pixel) {
    return picture.values()[pixel] == 0.5f
        && picture.values()[PIXELS + pixel] == 0.5f
        && picture.values()[2 * PIXELS + pixel] == 0.5f;
  }

  private static double norm(int pixel) {
    double sum = 0;
    for (int i = pixel; i < 3 * PIXELS; i += PIXELS) {
      sum += Math.pow(PICTURE.values()[i] - 0.5, 2);
    }
    return Math.sqrt(sum);
  }

  private static double contribution(int pixel) {
    double sum = 0;
    for (int i = pixel; i < 3 * PIXELS; i += PIXELS) {
      sum += (PICTURE.values()[i] - 0.5) * GRADIENT.values()[i];
    }
    return Math.abs(sum);
  }
}
