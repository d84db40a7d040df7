package io.oneiros.storage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.spec.Finish;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishingTest {
  private static final int SIDE = 64;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void strengthOfZeroIsTheSourceToTheLastBit(boolean luminance) {
    assertThat(shown(0, luminance).values()).isEqualTo(random(2).values());
  }

  @Test
  void strengthOfOneIsTheDream() {
    assertThat(shown(1, false).values()).isEqualTo(random(1).values());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changeGrowsWithTheStrength(boolean luminance) {
    double last = 0;
    for (int percent = 0; percent <= 100; percent++) {
      Change change = new Change();
      change.add(shown(percent / 100.0, luminance), random(2));
      assertThat(change.mean()).as("strength %s %%", percent).isGreaterThanOrEqualTo(last);
      last = change.mean();
    }
    assertThat(last).isGreaterThan(20);
  }

  @Test
  void luminanceOfTheDreamHasTheColoursOfTheSource() {
    // Far enough from black and white that nothing is clipped.
    Planes dream = random(1);
    Planes source = random(2);
    squeeze(dream);
    squeeze(source);
    Planes shown = new Planes(SIDE, SIDE, dream.values().clone());
    Finishing.apply(new Finish(0.5, 0.0, true, false), shown, source);
    for (int i = 0; i < SIDE; i++) {
      float y = (luma(dream, i) + luma(source, i)) / 2;
      assertThat(luma(shown, i)).isEqualTo(y, within(1e-6f));
      for (int c = 0; c < 3; c++) {
        assertThat(shown.get(c, i, 0) - luma(shown, i))
            .as("colour difference of channel %s", c)
            .isEqualTo(source.get(c, i, 0) - luma(source, i), within(1e-6f));
      }
    }
  }

  @Test
  void changeIsTheMeanDistanceOfEightBits() {
    Change change = new Change();
    change.add(
        new Planes(1, 1, new float[] {0, 0.5f, 1}),
        new Planes(1, 1, new float[] {4 / 255f, 0.5f, 250 / 255f}));
    assertThat(change.mean()).isEqualTo(3);
  }

  private static Planes shown(double strength, boolean luminance) {
    Planes dream = random(1);
    Finishing.apply(new Finish(strength, 0.0, luminance, false), dream, random(2));
    return dream;
  }

  private static float luma(Planes planes, int x) {
    return 0.299f * planes.get(0, x, 0)
        + 0.587f * planes.get(1, x, 0)
        + 0.114f * planes.get(2, x, 0);
  }

  private static void squeeze(Planes planes) {
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = 0.4f + 0.2f * planes.values()[i];
    }
  }

  private static Planes random(int seed) {
    Planes planes = Planes.of(SIDE, SIDE);
    Random random = new Random(seed);
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = random.nextFloat();
    }
    return planes;
  }
}
