package io.oneiros.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers are PyTorch 2.7.1's, interpolate(bilinear, align_corners=False, antialias). */
class ResampleTest {
  @Test
  void shrinksLikePyTorch() {
    assertThat(firstRow(Resample.to(row(0, 1, 4, 9, 16, 25, 36), 3, 1)))
        .containsExactly(new float[] {1.285714f, 9.941177f, 26.999998f}, within(1e-5f));
  }

  @Test
  void enlargesLikePyTorch() {
    assertThat(firstRow(Resample.to(row(0, 1, 4), 5, 1)))
        .containsExactly(
            new float[] {0.000000f, 0.400000f, 1.000000f, 2.800000f, 4.000000f}, within(1e-5f));
  }

  @Test
  void treatsColumnsAsRows() {
    Picture picture = random(23, 17);
    Picture there = Resample.to(picture, 9, 31);
    assertThat(transposed(Resample.to(transposed(picture), 31, 9)).values())
        .containsExactly(there.values(), within(1e-6f));
  }

  @Test
  void keepsAFlatPictureFlat() {
    Picture flat = Picture.blank(40, 30);
    Arrays.fill(flat.values(), 0.3f);
    assertThat(Resample.to(flat, 17, 44).values()).containsOnly(0.3f);
  }

  @Test
  void leavesAPictureOfThatSizeAlone() {
    Picture picture = random(5, 4);
    assertThat(Resample.to(picture, 5, 4)).isSameAs(picture);
  }

  private static Picture row(float... values) {
    Picture picture = Picture.blank(values.length, 1);
    System.arraycopy(values, 0, picture.values(), 0, values.length);
    return picture;
  }

  /** The dot product of what becomes of one with another is that of it with the other's adjoint. */
  @ParameterizedTest
  @CsvSource({"5, 4, 13, 9", "13, 9, 5, 4", "6, 10, 9, 7", "7, 7, 7, 7"})
  void adjointIsTheTranspose(int width, int height, int newWidth, int newHeight) {
    Picture x = random(width, height);
    Picture y = random(newWidth, newHeight);
    double there = dot(Resample.to(x, newWidth, newHeight), y);
    assertThat(dot(x, Resample.adjoint(y, width, height)) / there).isBetween(1 - 1e-6, 1 + 1e-6);
  }

  private static double dot(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += (double) a.values()[i] * b.values()[i];
    }
    return sum;
  }

  private static float[] firstRow(Picture picture) {
    return Arrays.copyOf(picture.values(), picture.width());
  }

  private static Picture random(int width, int height) {
    Picture picture = Picture.blank(width, height);
    Random random = new Random(1);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = random.nextFloat();
    }
    return picture;
  }

  private static Picture transposed(Picture p) {
    Picture t = Picture.blank(p.height(), p.width());
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < p.height(); y++) {
        for (int x = 0; x < p.width(); x++) {
          t.values()[t.index(c, x, y)] = p.at(c, y, x);
        }
      }
    }
    return t;
  }
}
