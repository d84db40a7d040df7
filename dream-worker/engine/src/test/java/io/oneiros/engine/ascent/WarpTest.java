package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarpTest {
  @Test
  void nothingToBeDoneHandsThePictureThrough() {
    Picture picture = random(9, 6, 1);
    for (Warp warp : new Warp[] {Warp.NONE, new Warp(1, -0.0, false, Frame.NONE)}) {
      assertThat(warp.seen(picture)).isSameAs(picture);
      assertThat(warp.back(picture)).isSameAs(picture);
    }
  }

  @Test
  void aFlipExchangesLeftAndRightToTheBit() {
    Picture picture = random(9, 6, 1);
    Warp flip = new Warp(1, 0, true, Frame.NONE);
    Picture seen = flip.seen(picture);
    assertThat(seen.at(1, 4, 2)).isEqualTo(picture.at(1, 4, 6));
    assertThat(flip.seen(seen)).isEqualTo(picture);
    assertThat(flip.back(picture)).isEqualTo(seen);
  }

  @Test
  void turnsClockwiseAroundTheCentre() {
    Picture picture = random(7, 7, 2);
    Picture seen = new Warp(1, Math.PI / 2, false, Frame.NONE).seen(picture);
    for (int i = 0; i < 7; i++) {
      assertThat(seen.at(0, i, 6)).isCloseTo(picture.at(0, 0, i), within(1e-6f));
    }
  }

  @Test
  void enlargesAroundTheCentre() {
    Picture picture = random(9, 9, 3);
    Picture seen = new Warp(2, 0, false, Frame.NONE).seen(picture);
    for (int i = -2; i <= 2; i++) {
      assertThat(seen.at(2, 4 + 2 * i, 4)).isEqualTo(picture.at(2, 4 + i, 4));
    }
  }

  @Test
  void bringsNoEdgeIntoAPlainPicture() {
    Picture plain = Picture.blank(20, 11);
    Arrays.fill(plain.values(), 0.3f);
    for (float value : new Warp(0.4, 0.7, true, Frame.NONE).seen(plain).values()) {
      assertThat(value).isCloseTo(0.3f, within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, 0.1, false, 7, 5",
    "0.5, -2, true, 6, 7",
    "3, 0.4, false, 5, 5",
    "0.3, 1, true, 1, 4",
    "1, 0, true, 4, 3"
  })
  void theWayBackIsTheTranspose(double scale, double radians, boolean flip, int width, int height) {
    Warp warp = new Warp(scale, radians, flip, Frame.NONE);
    int values = Picture.CHANNELS * width * height;
    for (int i = 0; i < values; i++) {
      Picture seen = warp.seen(unit(width, height, i));
      for (int j = 0; j < values; j++) {
        assertThat(warp.back(unit(width, height, j)).values()[i])
            .isCloseTo(seen.values()[j], within(1e-6f));
      }
    }
  }

  @Test
  void theInnerProductIsTheSameOnBothSides() {
    Warp warp = new Warp(0.93, 0.15, true, Frame.NONE);
    Picture x = random(301, 217, 4);
    Picture y = random(301, 217, 5);
    double there = dot(warp.seen(x), y);
    assertThat(dot(x, warp.back(y))).isCloseTo(there, within(1e-7 * there));
  }

  @Test
  void aFrameIsGreyAroundThePictureAndNothingOfItComesBack() {
    Frame frame = new Frame(3, 0, 8, 8);
    Warp warp = new Warp(1, 0, false, frame);
    Picture picture = random(5, 4, 6);
    Picture seen = warp.seen(picture);
    assertThat(seen.width()).isEqualTo(13);
    assertThat(seen.height()).isEqualTo(12);
    assertThat(seen.at(1, 2, 3)).isEqualTo(picture.at(1, 2, 0));
    assertThat(seen.at(1, 2, 2)).isEqualTo(0.5f);
    assertThat(seen.at(1, 4, 3)).isEqualTo(0.5f);
    assertThat(warp.back(seen)).isEqualTo(picture);
    assertThat(frame.around(new Area(10, 20, 5, 4))).isEqualTo(new Area(7, 20, 13, 12));
  }

  /**
   * What is grey does not move with the picture: the difference of two pictures sees none of it.
   */
  @Test
  void theWayBackThroughAFrameIsTheTranspose() {
    Warp warp = new Warp(1.2, 0.4, true, new Frame(2, 5, 8, 8));
    Picture x = random(21, 17, 4);
    Picture none = Picture.blank(21, 17);
    Picture y = random(29, 25, 5);
    double there = dot(warp.seen(x).minus(warp.seen(none)), y);
    assertThat(dot(x, warp.back(y))).isCloseTo(there, within(1e-5 * there));
  }

  @Test
  void refusesToMakeNothingOfAPicture() {
    assertThatThrownBy(() -> new Warp(0, 0, false, Frame.NONE)).hasMessageContaining("scale 0.0");
    assertThatThrownBy(() -> new Warp(1, Double.NaN, false, Frame.NONE))
        .hasMessageContaining("radians NaN");
  }

  private static Picture unit(int width, int height, int i) {
    Picture unit = Picture.blank(width, height);
    unit.values()[i] = 1;
    return unit;
  }

  private static Picture random(int width, int height, long seed) {
    Random random = new Random(seed);
    Picture picture = Picture.blank(width, height);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = random.nextFloat();
    }
    return picture;
  }

  private static double dot(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += (double) a.values()[i] * b.values()[i];
    }
    return sum;
  }
}
