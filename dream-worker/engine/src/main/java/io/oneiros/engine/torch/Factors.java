package io.oneiros.engine.torch;

import io.oneiros.engine.objective.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the sums of a layer's channels are multiplied with. */
@FunctionalInterface
interface Factors {

  /**
   * @param node for messages
   * @throws IllegalArgumentException if the layer has other channels than were asked for
   */
  float[] of(String node, int channels);

  /** For a single sum over all channels. */
  static Factors one(double factor) {
    return (node, channels) -> new float[] {(float) factor};
  }

  static Factors all(double factor) {
    return chosen(List.of(), factor);
  }

  /**
   * @param chosen empty for all channels
   */
  static Factors chosen(List<Integer> chosen, double factor) {
    return (node, channels) -> {
      float[] factors = new float[channels];
      for (int channel : counted(node, chosen, channels)) {
        factors[channel] = (float) factor;
      }
      return factors;
    };
  }

  /** The factor is theirs together. */
  static Factors shared(List<Integer> chosen, double factor) {
    return (node, channels) -> {
      int count = counted(node, chosen, channels).size();
      return chosen(chosen, factor / count).of(node, channels);
    };
  }

  /** The classes against the mean of all others. */
  static Factors classes(Measure.Classes classes, double weight) {
    return (node, channels) -> {
      List<Integer> chosen = counted(node, classes.classes(), channels);
      float[] factors = new float[channels];
      int others = Math.max(1, channels - chosen.size());
      Arrays.fill(factors, (float) (-weight * classes.penalty() / others));
      chosen.forEach(c -> factors[c] = (float) weight);
      return factors;
    };
  }

  static Factors each(List<Double> numbers, double factor) {
    return (node, channels) -> {
      if (numbers.size() != channels) {
        throw new IllegalArgumentException(
            "a direction of %s numbers for %s, which has %s channels"
                .formatted(numbers.size(), node, channels));
      }
      float[] factors = new float[channels];
      for (int c = 0; c < channels; c++) {
        factors[c] = (float) (numbers.get(c) * factor);
      }
      return factors;
    };
  }

  static Factors each(float[] numbers, double factor) {
    return each(
        IntStream.range(0, numbers.length).mapToObj(c -> (double) numbers[c]).toList(), factor);
  }

  private static List<Integer> counted(String node, List<Integer> chosen, int channels) {
    for (int channel : chosen) {
      if (channel >= channels) {
        throw new IllegalArgumentException(
            "%s has no channel %s: it has %s, the first being 0"
                .formatted(node, channel, channels));
      }
    }
    return chosen.isEmpty() ? IntStream.range(0, channels).boxed().toList() : chosen;
  }
}
