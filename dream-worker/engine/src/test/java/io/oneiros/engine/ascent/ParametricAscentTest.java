package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParametricAscentTest {
  private static final Robustness LUCID_UNFRAMED = new Robustness(1.1, 10, false, 0);

  private static final ParametricAscent.Settings STEADY =
      new ParametricAscent.Settings(400, 0.05, 0, Robustness.NONE, 1, 0);

  /** Wants every pixel to be one colour: minus half the squared distance to it. */
  private record Wish(float red, float green, float blue, int stride, List<Picture> asked)
      implements GradientSource {
    @Override
    public Gradient at(Patch patch) {
      Picture picture = patch.pixels();
      asked.add(picture);
      Picture gradient = Picture.blank(picture.width(), picture.height());
      float[] colour = {red, green, blue};
      int plane = picture.width() * picture.height();
      double objective = 0;
      for (int i = 0; i < gradient.values().length; i++) {
        float distance = colour[i / plane] - picture.values()[i];
        gradient.values()[i] = distance;
        objective -= distance * distance / 2;
      }
      return new Gradient(gradient, objective);
    }
  }

  static List<Basis> bases() {
    return List.of(new Spectrum(21, 14), new Pixels(21, 14));
  }

  @ParameterizedTest
  @MethodSource("bases")
  void climbsToWhatIsWished(Basis basis) {
    Decorrelated parametrisation = new Decorrelated(basis);
    ParametricAscent.Result result =
        new ParametricAscent(wish())
            .climb(parametrisation, parametrisation.noise(1), STEADY, () -> false);
    assertThat(result.statistics()).hasSize(400);
    assertThat(result.objective()).isBetween(-0.5, 0.0);
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 21; x++) {
        assertThat(result.picture().at(0, y, x)).isCloseTo(0.8f, within(0.03f));
        assertThat(result.picture().at(2, y, x)).isCloseTo(0.7f, within(0.03f));
      }
    }
  }

  @Test
  void theNetworkSeesWholeCellsAndAWarpedPicture() {
    Decorrelated parametrisation = new Decorrelated(new Pixels(21, 14));
    Wish wish = wish();
    Warp warp = Warps.warp(4, 2, 0, LUCID_UNFRAMED, 8);
    double[][] start = parametrisation.encode(ramp());
    new ParametricAscent(wish)
        .climb(
            parametrisation,
            start,
            new ParametricAscent.Settings(1, 0.05, 9, LUCID_UNFRAMED, 4, 2),
            () -> false);
    Picture asked = wish.asked().get(0);
    assertThat(asked.width()).isEqualTo(32);
    assertThat(asked.height()).isEqualTo(24);
    Shift shift = Jitter.shift(4, 2, 0, 9);
    int left = Math.floorMod(-shift.dx(), 8);
    int top = Math.floorMod(-shift.dy(), 8);
    assertThat(asked.crop(new Area(left, top, 21, 14)))
        .isEqualTo(warp.seen(parametrisation.decode(start)));
  }

  /**
   * Where the gradient of what is seen is constant, that of the picture is what the warp gives
   * back.
   */
  @Test
  void aStepFollowsTheGradientThroughTheWarp() {
    Decorrelated parametrisation = new Decorrelated(new Pixels(21, 14));
    Robustness robustness = new Robustness(3, 40, true, 5);
    Warp warp = Warps.warp(2, 0, 0, robustness, 7);
    double[][] start = parametrisation.encode(ramp());
    Picture picture = parametrisation.decode(start);
    Picture expected = warp.back(wish().at(warp.seen(picture)).values());
    double[][] z = parametrisation.encode(ramp());
    new Moments(0.05, 3, z[0].length).climb(z, parametrisation.pullback(z, picture, expected));
    assertThat(
            new ParametricAscent(new Wish(0.8f, 0.75f, 0.7f, 7, new ArrayList<>()))
                .climb(
                    parametrisation,
                    start,
                    new ParametricAscent.Settings(1, 0.05, 0, robustness, 2, 0),
                    () -> false)
                .picture())
        .isEqualTo(parametrisation.decode(z));
  }

  @Test
  void theSameTwiceGivesTheSameBytesAndLeavesTheStartAlone() {
    Decorrelated parametrisation = new Decorrelated(new Spectrum(21, 14));
    ParametricAscent.Settings settings =
        new ParametricAscent.Settings(5, 0.05, 8, Robustness.LUCID, 3, 0);
    double[][] start = parametrisation.noise(1);
    Picture once =
        new ParametricAscent(wish()).climb(parametrisation, start, settings, () -> false).picture();
    Picture twice =
        new ParametricAscent(wish()).climb(parametrisation, start, settings, () -> false).picture();
    assertThat(twice).isEqualTo(once);
    assertThat(start).isDeepEqualTo(parametrisation.noise(1));
  }

  @Test
  void aPictureThatTheLayersDoNotAnswerToIsToldAtOnce() {
    Decorrelated parametrisation = new Decorrelated(new Pixels(8, 8));
    GradientSource dead =
        new GradientSource() {
          @Override
          public Gradient at(Patch patch) {
            return new Gradient(Picture.blank(patch.pixels().width(), patch.pixels().height()), 0);
          }

          @Override
          public int stride() {
            return 8;
          }
        };
    assertThatThrownBy(
            () ->
                new ParametricAscent(dead)
                    .climb(parametrisation, parametrisation.noise(1), STEADY, () -> false))
        .isInstanceOf(AscentException.class)
        .hasMessageContaining("step 1 is zero");
  }

  @Test
  void canBeCancelled() {
    Decorrelated parametrisation = new Decorrelated(new Pixels(8, 8));
    Wish wish = wish();
    assertThatThrownBy(
            () ->
                new ParametricAscent(wish)
                    .climb(
                        parametrisation,
                        parametrisation.noise(1),
                        STEADY,
                        () -> wish.asked().size() == 3))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("before step 4");
  }

  private static Wish wish() {
    return new Wish(0.8f, 0.75f, 0.7f, 8, new ArrayList<>());
  }

  private static Picture ramp() {
    Picture ramp = Picture.blank(21, 14);
    for (int i = 0; i < ramp.values().length; i++) {
      ramp.values()[i] = 0.1f + 0.8f * (i % 97) / 97;
    }
    return ramp;
  }
}
