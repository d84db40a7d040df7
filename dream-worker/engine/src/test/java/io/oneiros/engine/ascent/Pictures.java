package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Pictures to climb, and objectives whose gradient is known value by value. */
final class Pictures {
  static final int STRIDE = 8;

  /** Half the sum of squares: the gradient is the picture itself. */
  static final GradientSource SQUARES = source(v -> v);

  private Pictures() {}

  /** The same for every call of a size. */
  static Picture random(int width, int height, float least, float most) {
    Picture picture = Picture.blank(width, height);
    Random random = new Random(width);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = least + (most - least) * random.nextFloat();
    }
    return picture;
  }

  /** Its objective is half the sum of squares, whatever the derivative. */
  static GradientSource source(UnaryOperator<Float> derivative) {
    return new GradientSource() {
      @Override
      public int stride() {
        return STRIDE;
      }

      @Override
      public Gradient at(Patch patch) {
        Picture picture = patch.pixels();
        assertThat(picture.width() % STRIDE + picture.height() % STRIDE).isZero();
        Picture gradient = Picture.blank(picture.width(), picture.height());
        double objective = 0;
        for (int i = 0; i < gradient.values().length; i++) {
          float value = picture.values()[i];
          gradient.values()[i] = derivative.apply(value);
          objective += 0.5 * value * value;
        }
        return new Gradient(gradient, objective);
      }
    };
  }
}
