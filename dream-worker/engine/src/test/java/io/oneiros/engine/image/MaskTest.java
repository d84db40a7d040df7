package io.oneiros.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaskTest {
  private static final Mask MASK = new Mask(3, 2, new float[] {0, 0.5f, 1, 1, 0.25f, 0});

  @Test
  void multipliesEveryChannelAlike() {
    Picture picture = filled(8);
    MASK.multiply(picture);
    assertThat(picture.values()).startsWith(0, 4, 8, 8, 2, 0).endsWith(0, 4, 8, 8, 2, 0);
  }

  @Test
  void blendsFromOutsideToInside() {
    assertThat(MASK.blend(filled(2), filled(4)).values()).startsWith(2, 3, 4, 4, 2.5f, 2);
  }

  @Test
  void isCutLikeAPicture() {
    assertThat(MASK.crop(new Area(1, 0, 2, 2)))
        .isEqualTo(new Mask(2, 2, new float[] {0.5f, 1, 0.25f, 0}));
    assertThatThrownBy(() -> MASK.crop(new Area(2, 0, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isResampledLikeAPicture() {
    Picture picture = Picture.blank(3, 2);
    System.arraycopy(MASK.weights(), 0, picture.values(), 0, 6);
    float[] wanted = Arrays.copyOf(Resample.to(picture, 5, 4).values(), 20);
    assertThat(MASK.to(5, 4).weights()).isEqualTo(wanted);
  }

  @Test
  void weightsAreBetweenNoneAndAll() {
    assertThatThrownBy(() -> new Mask(1, 1, new float[] {1.5f}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> new Mask(1, 1, new float[] {Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Picture filled(float value) {
    Picture picture = Picture.blank(3, 2);
    Arrays.fill(picture.values(), value);
    return picture;
  }
}
