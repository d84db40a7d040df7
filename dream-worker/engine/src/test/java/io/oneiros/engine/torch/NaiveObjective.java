package io.oneiros.engine.torch;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What an objective on {@link TinyNetwork} means, spelled out in double and in loops. */
final class NaiveObjective {
  private static final NaiveNetwork NETWORK =
      new NaiveNetwork(TinyNetwork.graph(), TinyNetwork.PREPROCESSING);

  private final Objective objective;
  private final int width;
  private final int height;

  /** Of each position; chosen where the gradient is asked for, and kept. */
  private final Map<Objective.Layer, List<double[]>> matches = new HashMap<>();

  private final Map<Picture, Map<String, double[][][]>> references = new IdentityHashMap<>();

  NaiveObjective(Objective objective, int width, int height) {
    this.objective = objective;
    this.width = width;
    this.height = height;
  }

  double value(double[] pixels) {
    Map<String, double[][][]> values = NETWORK.values(pixels, width, height);
    double sum = 0;
    for (Objective.Layer layer : objective.layers()) {
      String node = layer.node().equals("scores") ? "mean" : layer.node();
      sum += layer.weight() * value(layer, values.get(node));
    }
    return sum;
  }

  private double value(Objective.Layer layer, double[][][] a) {
    double sum = 0;
    if (layer.measure() instanceof Measure.Style style) {
      double[][] mine = gram(a);
      double[][] other = gram(values(layer, style.style()));
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a.length; j++) {
          sum -= Math.pow(mine[i][j] - other[i][j], 2) / 4 / a.length / a.length;
        }
      }
      return sum;
    }
    int columns = a[0][0].length;
    for (int p = 0; p < a[0].length * columns; p++) {
      double counts = counts(layer, p / columns, p % columns);
      sum += counts == 0 ? 0 : counts * at(layer, a, p);
    }
    return sum;
  }

  /** What the activations at one position make. */
  private double at(Objective.Layer layer, double[][][] a, int p) {
    double[] here = here(a, p);
    Measure measure = layer.measure();
    if (measure instanceof Measure.Squares squares) {
      return chosen(squares.channels(), here).stream().mapToDouble(c -> square(here[c]) / 2).sum();
    } else if (measure instanceof Measure.Mean mean) {
      int stride = layer.node().equals("stem") ? 2 : 4;
      List<Integer> chosen = chosen(mean.channels(), here);
      return chosen.stream().mapToDouble(c -> here[c]).sum() * stride * stride / chosen.size();
    } else if (measure instanceof Measure.Direction direction) {
      return product(here, doubles(direction.vector()));
    } else if (measure instanceof Measure.Cosine cosine) {
      double[] v = doubles(cosine.vector());
      return product(here, v) / Math.sqrt(product(v, v) * (product(here, here) + 1e-8));
    } else if (measure instanceof Measure.Content content) {
      double[] still = here(values(layer, content.target()), p);
      double[][][] all = values(layer, content.target());
      double norm = 0;
      for (int q = 0; q < all[0].length * all[0][0].length; q++) {
        norm += product(here(all, q), here(all, q)) / all[0].length / all[0][0].length;
      }
      double squares =
          IntStream.range(0, here.length).mapToDouble(c -> square(here[c] - still[c])).sum();
      return -squares / (norm * width * height / 16);
    } else if (measure instanceof Measure.Classes classes) {
      double mine = classes.classes().stream().mapToDouble(c -> here[c]).sum();
      double others = IntStream.range(0, here.length).mapToDouble(c -> here[c]).sum() - mine;
      return mine - classes.penalty() * others / (here.length - classes.classes().size());
    } else if (measure instanceof Measure.Guide guide && guide.how() == Measure.Guide.How.ARGMAX) {
      List<double[]> matched = matches.computeIfAbsent(layer, l -> new ArrayList<>());
      if (matched.size() <= p) {
        matched.add(best(here, values(layer, guide.guide())));
      }
      return product(here, matched.get(p));
    }
    double[] weights = weights(values(layer, measure.reference().orElseThrow()), measure);
    return IntStream.range(0, here.length).mapToDouble(c -> weights[c] * square(here[c]) / 2).sum();
  }

  private static double[] weights(double[][][] reference, Measure measure) {
    double[] sums = new double[reference.length];
    for (int p = 0; p < reference[0].length * reference[0][0].length; p++) {
      for (int c = 0; c < sums.length; c++) {
        double value = here(reference, p)[c];
        sums[c] += measure instanceof Measure.Guide ? value : Math.abs(value);
      }
    }
    if (measure instanceof Measure.Ranked ranked) {
      int sign = ranked.rank() == Measure.Ranked.Rank.STRONGEST ? -1 : 1;
      List<Integer> taken =
          IntStream.range(0, sums.length)
              .boxed()
              .filter(c -> sums[c] > 0)
              .sorted(Comparator.comparingDouble(c -> sign * sums[c]))
              .limit(ranked.count())
              .toList();
      return IntStream.range(0, sums.length).mapToDouble(c -> taken.contains(c) ? 1 : 0).toArray();
    }
    double all = IntStream.range(0, sums.length).mapToDouble(c -> Math.abs(sums[c])).sum();
    return IntStream.range(0, sums.length).mapToDouble(c -> sums[c] / all).toArray();
  }

  /** The cell of an activation of "mixed" begins at pixel 1 + 4 i and has 4 x 4. */
  private double counts(Objective.Layer layer, int row, int column) {
    double counts = 1;
    if (layer.place().isPresent()) {
      int x = layer.place().get().column(width);
      int y = layer.place().get().row(height);
      counts = (x - 1) / 4 == column && (y - 1) / 4 == row ? 1 : 0;
    }
    if (layer.mask().isPresent()) {
      Picture mask = layer.mask().get().weights();
      double sum = 0;
      for (int i = 0; i < 16; i++) {
        sum += mask.at(0, 1 + 4 * row + i / 4, 1 + 4 * column + i % 4);
      }
      counts *= sum / 16;
    }
    return counts;
  }

  private static double[] best(double[] here, double[][][] guide) {
    double[] best = here(guide, 0);
    for (int p = 1; p < guide[0].length * guide[0][0].length; p++) {
      double[] other = here(guide, p);
      best = product(here, other) > product(here, best) ? other : best;
    }
    return best;
  }

  static double[][] gram(double[][][] a) {
    int positions = a[0].length * a[0][0].length;
    double[][] gram = new double[a.length][a.length];
    for (int p = 0; p < positions; p++) {
      double[] here = here(a, p);
      for (int i = 0; i < a.length * a.length; i++) {
        gram[i / a.length][i % a.length] += here[i / a.length] * here[i % a.length] / positions;
      }
    }
    return gram;
  }

  private static double[] here(double[][][] a, int p) {
    return IntStream.range(0, a.length)
        .mapToDouble(c -> a[c][p / a[0][0].length][p % a[0][0].length])
        .toArray();
  }

  private double[][][] values(Objective.Layer layer, Picture picture) {
    return references
        .computeIfAbsent(
            picture, p -> NETWORK.values(doubles(p), picture.width(), picture.height()))
        .get(layer.node());
  }

  private static List<Integer> chosen(List<Integer> channels, double[] here) {
    return channels.isEmpty() ? IntStream.range(0, here.length).boxed().toList() : channels;
  }

  private static double product(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double square(double value) {
    return value * value;
  }

  private static double[] doubles(List<Double> vector) {
    return vector.stream().mapToDouble(v -> v).toArray();
  }

  static double[] doubles(Picture picture) {
    return IntStream.range(0, picture.values().length)
        .mapToDouble(i -> picture.values()[i])
        .toArray();
  }
}
