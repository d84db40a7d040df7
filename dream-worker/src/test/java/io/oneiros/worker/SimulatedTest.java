package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.image.Picture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedTest {
  @Test
  void stepTakesItsTimeAndGivesTheSameGradientAtEveryCall() {
    Simulated device = new Simulated(Duration.ofMillis(50), 8);
    Picture picture = Picture.blank(16, 8);
    picture.values()[picture.index(1, 2, 3)] = 0.75f;

    long start = System.nanoTime();
    Picture gradient = device.at(picture).values();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(gradient.at(1, 2, 3)).isEqualTo(1.75f);
    assertThat(gradient.at(0, 0, 0)).isEqualTo(1);
    assertThat(device.at(picture).values().values()).isEqualTo(gradient.values());
  }
}
