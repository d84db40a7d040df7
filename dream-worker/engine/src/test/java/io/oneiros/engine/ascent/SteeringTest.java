package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SteeringTest {
  private static final List<Direction> GRADIENTS =
      List.of(
          new Direction(Pictures.random(4, 3, -1, 1), 0.5),
          new Direction(Pictures.random(4, 3, -3, 1), 2),
          new Direction(Pictures.random(4, 3, -1, 5), 1.5));

  @Test
  void plainIsTheGradientItself() {
    Direction direction = GRADIENTS.get(0);
    assertThat(Steering.of(new Optimiser.Plain()).apply(direction)).isSameAs(direction);
  }

  @Test
  void momentumIsTheFadingMeanOfTheGradients() {
    UnaryOperator<Direction> steering = Steering.of(new Optimiser.Momentum(0.9));
    for (int t = 1; t <= GRADIENTS.size(); t++) {
      Direction direction = steering.apply(GRADIENTS.get(t - 1));
      for (int i = 0; i < 36; i++) {
        double sum = 0;
        double weights = 0;
        for (int s = 1; s <= t; s++) {
          sum += Math.pow(0.9, t - s) * value(GRADIENTS.get(s - 1), i);
          weights += Math.pow(0.9, t - s);
        }
        assertThat(value(direction, i)).isCloseTo(sum / weights, within(1e-6));
      }
    }
  }

  @Test
  void adamIsThePapers() {
    UnaryOperator<Direction> steering = Steering.of(new Optimiser.Adam(0.8, 0.95));
    double[] m = new double[36];
    double[] v = new double[36];
    for (int t = 1; t <= GRADIENTS.size(); t++) {
      Direction direction = steering.apply(GRADIENTS.get(t - 1));
      for (int i = 0; i < 36; i++) {
        double d = value(GRADIENTS.get(t - 1), i);
        m[i] = 0.8 * m[i] + 0.2 * d;
        v[i] = 0.95 * v[i] + 0.05 * d * d;
        double mean = m[i] / (1 - Math.pow(0.8, t));
        double squares = v[i] / (1 - Math.pow(0.95, t));
        assertThat(value(direction, i)).isCloseTo(mean / (Math.sqrt(squares) + 1e-8), within(1e-5));
      }
    }
  }

  @Test
  void adamDoesNotMoveWhatHasNoGradient() {
    Direction none = new Direction(Picture.blank(2, 2), 1);
    assertThat(Steering.of(new Optimiser.Adam()).apply(none).values().values()).containsOnly(0f);
  }

  @Test
  void memoriesFade() {
    assertThatThrownBy(() -> new Optimiser.Momentum(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("decay is 1.0");
    assertThatThrownBy(() -> new Optimiser.Adam(0.9, -0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beta2");
  }

  private static double value(Direction direction, int index) {
    return direction.values().values()[index] / direction.divisor();
  }
}
