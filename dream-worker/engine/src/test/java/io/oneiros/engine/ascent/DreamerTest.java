package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class DreamerTest {
  private static final DreamSettings SETTINGS = new DreamSettings(3, 1.5, 4, 2, 8, 1);

  /** Wants every value to grow, alike everywhere. */
  private static final GradientSource UPWARDS =
      new GradientSource() {
        @Override
        public Gradient at(Patch patch) {
          Picture picture = patch.pixels();
          Picture ones = Picture.blank(picture.width(), picture.height());
          Arrays.fill(ones.values(), 1);
          return new Gradient(ones, 0);
        }

        @Override
        public int stride() {
          return 8;
        }
      };

  @Test
  void whatASmallOctaveDreamedIsCarriedIntoTheLargerOnes() {
    Picture grey = grey(0.25f);
    Picture dream = new Dreamer(UPWARDS).dream(grey, SETTINGS, Dreamer.Listener.NONE);
    assertThat(dream.width()).isEqualTo(90);
    assertThat(dream.height()).isEqualTo(60);
    for (float value : dream.values()) {
      assertThat(value).isCloseTo(0.25f + 3 * 4 * 2 / 255f, within(1e-5f));
    }
  }

  @Test
  void octavesGoFromCoarseToFine() {
    List<String> told = new ArrayList<>();
    new Dreamer(UPWARDS)
        .dream(
            grey(0.25f),
            SETTINGS,
            (octave, picture, statistics) ->
                told.add(
                    "%d: %d x %d, %d steps"
                        .formatted(octave, picture.width(), picture.height(), statistics.size())));
    assertThat(told)
        .containsExactly("0: 40 x 27, 4 steps", "1: 60 x 40, 4 steps", "2: 90 x 60, 4 steps");
  }

  @Test
  void neverLeavesBlackAndWhite() {
    Picture dream = new Dreamer(UPWARDS).dream(grey(0.99f), SETTINGS, Dreamer.Listener.NONE);
    assertThat(dream.values()).containsOnly(1f);
  }

  @Test
  void canBeCancelled() {
    Dreamer dreamer = new Dreamer(UPWARDS);
    assertThatThrownBy(() -> dreamer.dream(grey(0.5f), SETTINGS, Dreamer.Listener.NONE, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void octavesMayHaveTheirOwnSizesIterationsAndSteps() {
    List<String> told = new ArrayList<>();
    DreamSettings settings =
        new DreamSettings(
            new Octaves.Sides(List.of(45, 180)),
            List.of(2, 5),
            List.of(1.0, 3.0),
            8,
            1,
            0,
            Ascent.DEFAULT);
    Picture dream =
        new Dreamer(UPWARDS)
            .dream(
                grey(0.25f),
                settings,
                (octave, picture, statistics) -> told.add(picture + " " + statistics.size()));
    assertThat(told).containsExactly("Picture[45 x 30] 2", "Picture[180 x 120] 5");
    for (float value : dream.values()) {
      assertThat(value).isCloseTo(0.25f + (2 * 1 + 5 * 3) / 255f, within(1e-5f));
    }
  }

  @Test
  void goingUpAScaleTheOriginalIsMixedIn() {
    DreamSettings settings =
        new DreamSettings(
            new Octaves.Scaled(3, 1.5), List.of(4), List.of(2.0), 8, 1, 0.25, Ascent.DEFAULT);
    Picture dream = new Dreamer(UPWARDS).dream(grey(0.25f), settings, Dreamer.Listener.NONE);
    for (float value : dream.values()) {
      assertThat(value).isCloseTo(0.25f + 8 * (1 + 0.75f * (1 + 0.75f)) / 255f, within(1e-5f));
    }
  }

  @Test
  void isOnlyDreamedWhereTheMaskLetsIt() {
    Mask mask = new Mask(2, 1, new float[] {0, 1});
    Picture dream =
        new Dreamer(UPWARDS)
            .dream(grey(0.25f), Optional.of(mask), SETTINGS, Dreamer.Listener.NONE, () -> false);
    assertThat(dream.at(1, 30, 3)).isEqualTo(0.25f);
    assertThat(dream.at(1, 30, 86)).isCloseTo(0.25f + 3 * 4 * 2 / 255f, within(1e-5f));
  }

  @Test
  void numbersThatAreNeitherOneNorOneAnOctaveAreRefused() {
    assertThatThrownBy(
            () ->
                new DreamSettings(
                    new Octaves.Scaled(3, 1.5),
                    List.of(4, 5),
                    List.of(2.0),
                    8,
                    1,
                    0,
                    Ascent.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("iterations are 2 for 3 octaves");
  }

  private static Picture grey(float value) {
    Picture picture = Picture.blank(90, 60);
    Arrays.fill(picture.values(), value);
    return picture;
  }
}
