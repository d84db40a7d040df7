package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.Planes;
import org.junit.jupiter.api.Test;

class PixelsTest {
  @Test
  void wholeShareChangesNoBit() {
    Planes planes = new Planes(1, 1, new float[] {0.1f, -0.7f, 1e-30f});
    Pixels.scale(planes, 1);
    assertThat(planes.values()).containsExactly(0.1f, -0.7f, 1e-30f);
  }

  @Test
  void shareIsTakenOfEveryValue() {
    Planes planes = new Planes(1, 1, new float[] {0.5f, -0.5f, 1});
    Pixels.scale(planes, 0.25);
    assertThat(planes.values()).containsExactly(0.125f, -0.125f, 0.25f);
  }
}
