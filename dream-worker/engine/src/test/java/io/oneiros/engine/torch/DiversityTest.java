package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.GradientSource.Gradient;
import io.oneiros.engine.ascent.Jitter;
import io.oneiros.engine.ascent.Tile;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures that are dreamed together, and how like each other they are. */
class DiversityTest {
  private static final int WIDTH = 20;
  private static final int HEIGHT = 16;
  private static final NaiveNetwork NAIVE =
      new NaiveNetwork(TinyNetwork.graph(), TinyNetwork.PREPROCESSING);
  private static final Objective.Layer DIFFER =
      new Objective.Layer("mixed", 3, new Measure.Diversity());
  private static final Objective.Layer MEAN =
      new Objective.Layer("mixed", 1, new Measure.Mean(List.of(2)));

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "FLOAT32"})
  void gradientIsThatOfNumericDifferences(Executor executor) {
    List<double[]> pixels =
        pictures(3, WIDTH, HEIGHT).stream().map(NaiveObjective::doubles).toList();
    List<Gradient> gradients =
        together(executor, new Objective(List.of(DIFFER)), pictures(3, WIDTH, HEIGHT));
    for (int i = 0; i < 3; i++) {
      double difference = 0;
      double norm = 0;
      double h = 1e-6;
      float[] gradient = gradients.get(i).values().values();
      for (int p = 0; p < gradient.length; p++) {
        double at = pixels.get(i)[p];
        pixels.get(i)[p] = at + h;
        double above = likeness(pixels);
        pixels.get(i)[p] = at - h;
        double below = likeness(pixels);
        pixels.get(i)[p] = at;
        double expected = -3 * (above - below) / (2 * h) / 255;
        difference += Math.pow(gradient[p] - expected, 2);
        norm += expected * expected;
      }
      assertThat(norm).isPositive();
      assertThat(Math.sqrt(difference / norm)).isLessThan(1e-5);
    }
    // Each pair is in the values of both.
    assertThat(gradients.stream().mapToDouble(Gradient::objective).sum())
        .isCloseTo(2 * -3 * likeness(pixels), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "FLOAT32"})
  void whatIsNotComparedHasTheGradientThatItHasByItself(Executor executor) {
    Objective objective = new Objective(List.of(MEAN));
    List<Picture> pictures = pictures(2, WIDTH, HEIGHT);
    try (TorchNetwork network = network(executor)) {
      GradientSource source = network.gradient(objective);
      assertThat(source.together(pictures.stream().map(Patch::whole).toList()))
          .isEqualTo(pictures.stream().map(source::at).toList());
    }
  }

  @Test
  void otherLayersCountBesides() {
    List<Picture> pictures = pictures(2, WIDTH, HEIGHT);
    Gradient both = together(Executor.PLAIN, new Objective(List.of(MEAN, DIFFER)), pictures).get(1);
    Gradient mean = together(Executor.PLAIN, new Objective(List.of(MEAN)), pictures).get(1);
    Gradient differ = together(Executor.PLAIN, new Objective(List.of(DIFFER)), pictures).get(1);
    assertThat(both.objective()).isCloseTo(mean.objective() + differ.objective(), within(1e-3));
    for (int i = 0; i < both.values().values().length; i++) {
      float sum = mean.values().values()[i] + differ.values().values()[i];
      assertThat(both.values().values()[i]).isCloseTo(sum, within(1e-4f));
    }
  }

  @Test
  void picturesThatAreToDifferEndLessLikeEachOther() {
    Objective.Layer strong = new Objective.Layer("mixed", 2e4, new Measure.Diversity());
    double without = likeness(dreamed(new Objective(List.of(MEAN))));
    double with = likeness(dreamed(new Objective(List.of(MEAN, strong))));
    System.out.printf("likeness %.4f, without diversity %.4f%n", with, without);
    assertThat(with).isLessThan(without - 0.05);
  }

  @Test
  void ofOnePictureThereIsNothingToCompare() {
    List<Picture> one = pictures(1, WIDTH, HEIGHT);
    assertThatThrownBy(() -> together(Executor.PLAIN, new Objective(List.of(DIFFER)), one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mixed is to differ between pictures");
  }

  private static List<double[]> dreamed(Objective objective) {
    try (TorchNetwork network = network(Executor.FLOAT32)) {
      List<Picture> pictures = pictures(3, 32, 28);
      List<Tile> tiles =
          IntStream.range(0, 3)
              .mapToObj(i -> Tile.whole(32, 28, 4, Jitter.shifts(i, 0, 0, 30, 4), 3))
              .toList();
      List<TileAscent.Result> results =
          new TileAscent(network.gradient(objective)).together(tiles, pictures, () -> false);
      return IntStream.range(0, 3)
          .mapToObj(i -> pictures.get(i).plus(results.get(i).delta()).clipped())
          .map(NaiveObjective::doubles)
          .toList();
    }
  }

  /** The mean cosine over pairs. */
  private static double likeness(List<double[]> pictures) {
    int width = pictures.get(0).length == 3 * WIDTH * HEIGHT ? WIDTH : 32;
    List<double[]> grams = pictures.stream().map(pixels -> gram(pixels, width)).toList();
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < grams.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += cosine(grams.get(i), grams.get(j));
        pairs++;
      }
    }
    return sum / pairs;
  }

  private static double[] gram(double[] pixels, int width) {
    double[][] gram =
        NaiveObjective.gram(NAIVE.values(pixels, width, pixels.length / 3 / width).get("mixed"));
    return IntStream.range(0, gram.length * gram.length)
        .mapToDouble(i -> gram[i / gram.length][i % gram.length])
        .toArray();
  }

  private static double cosine(double[] a, double[] b) {
    return product(a, b) / Math.sqrt((product(a, a) + 1e-8) * (product(b, b) + 1e-8));
  }

  private static double product(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static List<Gradient> together(
      Executor executor, Objective objective, List<Picture> pictures) {
    try (TorchNetwork network = network(executor)) {
      return network.gradient(objective).together(pictures.stream().map(Patch::whole).toList());
    }
  }

  private static TorchNetwork network(Executor executor) {
    return new TorchNetwork(TinyNetwork.graph(), TinyNetwork.PREPROCESSING, executor);
  }

  private static List<Picture> pictures(int count, int width, int height) {
    Random random = new Random(1);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              Picture picture = Picture.blank(width, height);
              for (int p = 0; p < picture.values().length; p++) {
                picture.values()[p] = random.nextFloat();
              }
              return picture;
            })
        .toList();
  }
}
