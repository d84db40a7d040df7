package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.image.Area;
import java.util.List;
import org.junit.jupiter.api.Test;

class OctavesTest {

  @Test
  void scaledOctavesEndWithThePicturesOwnSize() {
    assertThat(new Octaves.Scaled(3, 1.5).sizes(90, 60))
        .containsExactly(new Area(0, 0, 40, 27), new Area(0, 0, 60, 40), new Area(0, 0, 90, 60));
    assertThat(new Octaves.Scaled(9, 3).sizes(90, 2).get(0)).isEqualTo(new Area(0, 0, 1, 1));
  }

  @Test
  void listedSidesAreTheLongest() {
    assertThat(new Octaves.Sides(List.of(30, 400, 90)).sizes(60, 90))
        .containsExactly(new Area(0, 0, 20, 30), new Area(0, 0, 267, 400), new Area(0, 0, 60, 90));
  }

  @Test
  void outOfRangeIsRefused() {
    assertThatThrownBy(() -> new Octaves.Scaled(2, 1)).hasMessageContaining("octaveScale 1.0");
    assertThatThrownBy(() -> new Octaves.Sides(List.of(5, 0))).hasMessageContaining("[5, 0]");
    assertThatThrownBy(() -> new Octaves.Sides(List.of())).hasMessageContaining("[]");
  }
}
