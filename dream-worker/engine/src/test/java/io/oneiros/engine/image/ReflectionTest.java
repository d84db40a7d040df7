package io.oneiros.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReflectionTest {
  @Test
  void repeatsTheBorderPixelAndGoesBack() {
    assertThat(IntStream.range(-4, 7).map(i -> Reflection.index(i, 3)))
        .containsExactly(2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0);
  }

  @Test
  void aSinglePixelIsAllThereIs() {
    assertThat(IntStream.range(-3, 4).map(i -> Reflection.index(i, 1))).containsOnly(0);
  }
}
