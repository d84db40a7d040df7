package io.oneiros.engine.torch;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a graph means, spelled out in double and in loops: the reference for PyTorch's numbers. */
final class NaiveNetwork {
  private final Graph graph;
  private final Preprocessing preprocessing;

  NaiveNetwork(Graph graph, Preprocessing preprocessing) {
    this.graph = graph;
    this.preprocessing = preprocessing;
  }

  /** By name, [channel][row][column]. */
  Map<String, double[][][]> values(double[] picture, int width, int height) {
    double[][][] input = new double[Picture.CHANNELS][height][width];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      int plane = preprocessing.bgr() ? 2 - c : c;
      for (int i = 0; i < width * height; i++) {
        input[c][i / width][i % width] =
            (255 * picture[plane * width * height + i] - preprocessing.mean()[c])
                / preprocessing.std()[c];
      }
    }
    Map<String, double[][][]> values = new HashMap<>(Map.of(graph.input(), input));
    for (Node node : graph.nodes()) {
      values.put(node.name(), value(node.op(), node.inputs().stream().map(values::get).toList()));
    }
    return values;
  }

  private static double[][][] value(Op op, List<double[][][]> inputs) {
    double[][][] x = inputs.get(0);
    if (op instanceof Op.Conv conv) {
      return convolution(conv, x);
    } else if (op instanceof Op.MaxPool pool) {
      return pool(pool.window(), pool.padding(), x, true);
    } else if (op instanceof Op.AveragePool pool) {
      return pool(pool.window(), pool.padding(), x, false);
    } else if (op instanceof Op.Relu) {
      double[][][] y = new double[x.length][x[0].length][x[0][0].length];
      each(y, (c, i, j) -> Math.max(0, x[c][i][j]));
      return y;
    } else if (op instanceof Op.Concat) {
      List<double[][]> planes = new ArrayList<>();
      inputs.forEach(input -> planes.addAll(List.of(input)));
      return planes.toArray(double[][][]::new);
    }
    if (op instanceof Op.GlobalAveragePool) {
      double[][][] y = new double[x.length][1][1];
      each(
          y,
          (c, i, j) -> Arrays.stream(x[c]).flatMapToDouble(Arrays::stream).average().orElseThrow());
      return y;
    }
    return x; // what follows the last layer with positions is not looked at
  }

  private static double[][][] convolution(Op.Conv conv, double[][][] x) {
    Window w = conv.window();
    float[] weight = conv.weight().floats();
    float[] bias = conv.bias().floats();
    double[][][] y = output(w, conv.padding(), x, bias.length);
    int top = before(conv.padding(), x[0].length, w.strideY(), w.height());
    int left = before(conv.padding(), x[0][0].length, w.strideX(), w.width());
    each(
        y,
        (o, i, j) -> {
          double sum = bias[o];
          for (int u = 0; u < w.height(); u++) {
            for (int v = 0; v < w.width(); v++) {
              int row = i * w.strideY() + u - top;
              int column = j * w.strideX() + v - left;
              if (inside(x, row, column)) {
                for (int c = 0; c < x.length; c++) {
                  int k = ((o * w.height() + u) * w.width() + v) * x.length + c;
                  sum += weight[k] * x[c][row][column];
                }
              }
            }
          }
          return sum;
        });
    return y;
  }

  private static double[][][] pool(Window w, Padding padding, double[][][] x, boolean max) {
    double[][][] y = output(w, padding, x, x.length);
    int top = before(padding, x[0].length, w.strideY(), w.height());
    int left = before(padding, x[0][0].length, w.strideX(), w.width());
    each(
        y,
        (c, i, j) -> {
          double greatest = Double.NEGATIVE_INFINITY;
          double sum = 0;
          int count = 0;
          for (int u = 0; u < w.height(); u++) {
            for (int v = 0; v < w.width(); v++) {
              int row = i * w.strideY() + u - top;
              int column = j * w.strideX() + v - left;
              if (inside(x, row, column)) {
                greatest = Math.max(greatest, x[c][row][column]);
                sum += x[c][row][column];
                count++;
              }
            }
          }
          return max ? greatest : sum / count;
        });
    return y;
  }

  private static boolean inside(double[][][] x, int row, int column) {
    return row >= 0 && row < x[0].length && column >= 0 && column < x[0][0].length;
  }

  private static double[][][] output(Window w, Padding padding, double[][][] x, int channels) {
    return new double[channels][outputs(padding, x[0].length, w.strideY(), w.height())]
        [outputs(padding, x[0][0].length, w.strideX(), w.width())];
  }

  private static int outputs(Padding padding, int length, int stride, int kernel) {
    return padding instanceof Padding.Same
        ? (length + stride - 1) / stride
        : (length - kernel) / stride + 1;
  }

  private static int before(Padding padding, int length, int stride, int kernel) {
    int all = (outputs(padding, length, stride, kernel) - 1) * stride + kernel - length;
    return padding instanceof Padding.Same ? Math.max(0, all) / 2 : 0;
  }

  private interface Value {
    double at(int channel, int row, int column);
  }

  private static void each(double[][][] y, Value value) {
    for (int c = 0; c < y.length; c++) {
      for (int i = 0; i < y[0].length; i++) {
        for (int j = 0; j < y[0][0].length; j++) {
          y[c][i][j] = value.at(c, i, j);
        }
      }
    }
  }
}
