package io.oneiros.engine.torch;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.torch.TorchNetwork.Activation;
import io.oneiros.engine.zoo.Recent;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** What a network makes of reference pictures: computed once, the last ones kept. */
final class References {
  /** Each holds on to its picture. */
  private static final int KEPT = 4;

  /** Pixels of a content's target that its norm is told from. */
  private static final double MOST = 512 * 512;

  private final BiFunction<Picture, String, Activation> network;
  private final Recent<Key, Numbers> kept = new Recent<>(KEPT);

  private record Key(String node, Measure measure) {}

  /**
   * @param network what it makes of a picture at a node
   */
  References(BiFunction<Picture, String, Activation> network) {
    this.network = network;
  }

  Activation activation(Picture picture, String node) {
    return network.apply(picture, node);
  }

  /**
   * What a measure needs to know of its reference: each activation of a guide, [positions, C]; the
   * factor of each channel of a guide or a ranking, [C]; a style's Gram matrix, [C, C]; a content's
   * mean |a|^2 of a position, [1].
   *
   * @throws IllegalArgumentException if the layer does not answer to the reference at all
   */
  Numbers of(String node, Measure measure) {
    return kept.get(new Key(node, measure), key -> make(node, measure));
  }

  private Numbers make(String node, Measure measure) {
    Picture picture = measure.reference().orElseThrow();
    Activation a = activation(measure instanceof Measure.Content ? small(picture) : picture, node);
    double[] sums = sums(a);
    if (IntStream.range(0, sums.length).allMatch(c -> sums[c] == 0)) {
      throw new IllegalArgumentException(
          "%s does not answer to the reference picture of %s x %s pixels: take another layer or picture"
              .formatted(node, picture.width(), picture.height()));
    }
    if (measure instanceof Measure.Style) {
      return Gram.of(a);
    } else if (measure instanceof Measure.Content) {
      return Numbers.of(new float[] {(float) meanSquares(a)}, 1);
    } else if (measure instanceof Measure.Ranked ranked) {
      return Numbers.of(ranked(sums, ranked), a.channels());
    } else if (measure instanceof Measure.Guide guide) {
      return switch (guide.how()) {
        case ARGMAX -> rows(a);
        case CHANNELS -> Numbers.of(channelWeights(a), a.channels());
      };
    }
    throw new IllegalArgumentException(measure + " has no reference");
  }

  private static Picture small(Picture picture) {
    double scale = Math.sqrt(MOST / ((double) picture.width() * picture.height()));
    return scale >= 1
        ? picture
        : Resample.to(
            picture,
            (int) Math.max(1, Math.round(picture.width() * scale)),
            (int) Math.max(1, Math.round(picture.height() * scale)));
  }

  /** Of |a|, by channel. */
  private static double[] sums(Activation a) {
    double[] sums = new double[a.channels()];
    int positions = a.height() * a.width();
    for (int i = 0; i < a.values().length; i++) {
      sums[i / positions] += Math.abs(a.values()[i]);
    }
    return sums;
  }

  private static double meanSquares(Activation a) {
    double sum = 0;
    for (float value : a.values()) {
      sum += (double) value * value;
    }
    return sum / a.height() / a.width();
  }

  /** 1 for the channels that are taken, 0 for the others. */
  private static float[] ranked(double[] sums, Measure.Ranked ranked) {
    Comparator<Integer> byStrength = Comparator.comparingDouble(c -> sums[c]);
    boolean strongest = ranked.rank() == Measure.Ranked.Rank.STRONGEST;
    List<Integer> taken =
        IntStream.range(0, sums.length)
            .boxed()
            .filter(c -> sums[c] > 0)
            .sorted(strongest ? byStrength.reversed() : byStrength)
            .limit(ranked.count())
            .toList();
    float[] factors = new float[sums.length];
    taken.forEach(c -> factors[c] = 1);
    return factors;
  }

  private static float[] channelWeights(Activation a) {
    double[] sums = new double[a.channels()];
    int positions = a.height() * a.width();
    for (int i = 0; i < a.values().length; i++) {
      sums[i / positions] += a.values()[i];
    }
    double all = 0;
    for (double sum : sums) {
      all += Math.abs(sum);
    }
    float[] weights = new float[sums.length];
    for (int c = 0; c < sums.length; c++) {
      weights[c] = (float) (sums[c] / all);
    }
    return weights;
  }

  private static Numbers rows(Activation a) {
    int positions = a.height() * a.width();
    float[] rows = new float[a.values().length];
    for (int i = 0; i < rows.length; i++) {
      rows[i % positions * a.channels() + i / positions] = a.values()[i];
    }
    return Numbers.of(rows, positions, a.channels());
  }
}
