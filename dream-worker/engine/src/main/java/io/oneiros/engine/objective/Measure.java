package io.oneiros.engine.objective;

import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an activation's strength is told. Below, a is a layer's activations and p a position; where
 * nothing else is said a sum is over positions and channels. Most measures take each position by
 * itself: so a tile, which sees only its part of the picture, climbs what the whole picture would.
 *
 * <p>Reference pictures have values 0..1 and any size that the layer has an activation for; the
 * network sees them as they are.
 */
public sealed interface Measure {

  /**
   * Whether each position counts by itself. What is not local changes with how much of the picture
   * is seen at a time, so it is for pictures that are dreamed in one piece.
   */
  default boolean local() {
    return true;
  }

  /** The picture whose activations the dream's are held against. */
  default Optional<Picture> reference() {
    return Optional.empty();
  }

  /**
   * {@code sum(a^2) / 2}: strong activations pull hardest. google/deepdream's {@code objective_L2}
   * (Mordvintsev, Olah and Tyka 2015).
   *
   * @param channels that count, each at least 0 and named once; empty for all
   */
  record Squares(List<Integer> channels) implements Measure {
    /** Of all channels. */
    public static final Squares ALL = new Squares(List.of());

    public Squares {
      channels = numbered("channels", channels);
    }
  }

  /**
   * {@code sum(a) * stride^2 / channels}: each activation stands for its square of pixels, and all
   * pull alike, whatever they are. The TensorFlow tutorial's {@code reduce_mean}, but for the
   * number of the picture's pixels, which a normalised step does not feel.
   *
   * @param channels that count, each at least 0 and named once; empty for all
   */
  record Mean(List<Integer> channels) implements Measure {
    public Mean {
      channels = numbered("channels", channels);
    }
  }

  /**
   * {@code sum_p a_p . v}: a direction in the space of channels. lucid's {@code direction} (Olah,
   * Mordvintsev and Schubert, "Feature Visualization", Distill 2017).
   *
   * @param vector v, a number for each channel, not all 0; its length counts
   */
  record Direction(List<Double> vector) implements Measure {
    public Direction {
      vector = direction(vector);
    }
  }

  /**
   * {@code sum_p a_p . v / (|v| sqrt(|a_p|^2 + 1e-8))}, the cosine of the angle between them, 0
   * where there is no activation: the direction alone counts, not how strong. lucid's {@code
   * direction_cossim}.
   *
   * @param vector v, a number for each channel, not all 0
   */
  record Cosine(List<Double> vector) implements Measure {
    public Cosine {
      vector = direction(vector);
    }
  }

  /** Towards what another picture shows. */
  record Guide(Picture guide, How how) implements Measure {

    /** What is taken of the guide. */
    public enum How {
      /**
       * {@code sum_p a_p . b_p}, b_p being that activation of the guide, wherever it is, whose
       * product with a_p is greatest (the first of several). The choice is not differentiated: the
       * derivative is b_p. google/deepdream's guided dream (2015).
       */
      ARGMAX,
      /**
       * {@code sum_c w_c sum_p a_pc^2 / 2}, w_c being the sum of the guide's channel c, over the
       * sum of all |w_c|. crowsonkb/deep_dream (2016).
       */
      CHANNELS
    }

    @Override
    public Optional<Picture> reference() {
      return Optional.of(guide);
    }
  }

  /**
   * {@code -|G - G0|^2 / (4 C^2)}, where {@code G = F F^T / N} is the Gram matrix of the C x N
   * activations F, N being the number of positions, and G0 the style's. Gatys, Ecker and Bethge
   * 2015 ("A Neural Algorithm of Artistic Style"), whose 1 / N^2 is in the matrices here, so that
   * picture and style may differ in size.
   */
  record Style(Picture style) implements Measure {
    @Override
    public boolean local() {
      return false;
    }

    @Override
    public Optional<Picture> reference() {
      return Optional.of(style);
    }
  }

  /**
   * How little pictures that are dreamed together are like each other: minus the mean, over all
   * pairs of them, of the cosine {@code <G, H> / sqrt((|G|^2 + 1e-8) (|H|^2 + 1e-8))} of their Gram
   * matrices, which are those of {@link Style}. A picture's value is that of the pairs it is in.
   * lucid's {@code diversity} (Olah, Mordvintsev and Schubert, "Feature Visualization", Distill
   * 2017), which has a sum over pairs.
   */
  record Diversity() implements Measure {
    @Override
    public boolean local() {
      return false;
    }
  }

  /**
   * {@code -|a - a0|^2 / |a0|^2}, a0 being what the target shows at the same positions: it inverts
   * the layer (Mahendran and Vedaldi 2015, "Understanding Deep Image Representations by Inverting
   * Them"), or keeps a picture's content.
   *
   * @param target resampled to the picture's size; {@code |a0|^2} is told from it as it is, at most
   *     512 x 512 pixels of it, per position, so that it is the same for every tile and octave
   */
  record Content(Picture target) implements Measure {
    @Override
    public Optional<Picture> reference() {
      return Optional.of(target);
    }
  }

  /**
   * {@code sum(a^2) / 2} of the channels that answer most, or least, to a picture: by their mean
   * |a|, those of lower number first among equals. ProGamerGov/neural-dream's {@code channel_mode}
   * (2020).
   *
   * @param count of channels, at least 1
   */
  record Ranked(Picture source, int count, Rank rank) implements Measure {
    /** From which end channels are taken. */
    public enum Rank {
      STRONGEST,
      /** Of those that answer at all: a channel that is 0 everywhere has no gradient to climb. */
      WEAKEST
    }

    public Ranked {
      if (count < 1) {
        throw new IllegalArgumentException("%s channels; it must be 1 or more".formatted(count));
      }
    }

    @Override
    public Optional<Picture> reference() {
      return Optional.of(source);
    }
  }

  /**
   * {@code sum_c z_c - penalty * mean_d z_d}, z being a classifier's scores before the softmax, c
   * the classes and d all others. Simonyan, Vedaldi and Zisserman 2014 ("Deep Inside Convolutional
   * Networks"), who have no penalty. Of a layer that is a softmax, z is what it is made from;
   * scores that still have positions are added up over them.
   *
   * @param classes each at least 0 and named once; at least one
   * @param penalty at least 0
   */
  record Classes(List<Integer> classes, double penalty) implements Measure {
    public Classes {
      classes = numbered("classes", classes);
      if (classes.isEmpty() || !(penalty >= 0 && Double.isFinite(penalty))) {
        throw new IllegalArgumentException(
            "classes are %s, penalty is %s; there must be a class, and a penalty of 0 or more"
                .formatted(classes, penalty));
      }
    }

    @Override
    public boolean local() {
      return false;
    }
  }

  private static List<Integer> numbered(String what, List<Integer> numbers) {
    List<Integer> copy = List.copyOf(numbers);
    if (copy.stream().anyMatch(c -> c < 0) || Set.copyOf(copy).size() < copy.size()) {
      throw new IllegalArgumentException(
          "the %s are %s; each must be 0 or above, and named once".formatted(what, copy));
    }
    return copy;
  }

  private static List<Double> direction(List<Double> vector) {
    List<Double> copy = List.copyOf(vector);
    if (!copy.stream().allMatch(Double::isFinite) || copy.stream().allMatch(v -> v == 0)) {
      throw new IllegalArgumentException(
          "a direction needs finite numbers, and one that is not 0: " + copy);
    }
    return copy;
  }
}
