package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Measure.Guide.How;
import io.oneiros.engine.objective.Objective;
import java.util.List;
import java.util.function.Function;

/**
 * What a local {@link Measure} adds up over positions.
 *
 * @param here what is added up at a patch
 * @param factors what each channel's sum is multiplied with
 */
record Strength(Function<Patch, Each> here, Factors factors) {
  /** A cosine's |a|^2 never falls below it. */
  private static final double LEAST_SQUARES = 1e-8;

  /** Of a layer's values [1, C, H, W] the strengths [1, K, H, W]. */
  @FunctionalInterface
  interface Each {
    PtNDArray of(PtNDArray value);
  }

  private static Strength everywhere(Each each, Factors factors) {
    return new Strength(patch -> each, factors);
  }

  /**
   * @param stride of the layer, in pixels
   */
  static Strength of(Objective.Layer layer, int stride, References references) {
    Measure measure = layer.measure();
    double weight = layer.weight();
    if (measure instanceof Measure.Squares squares) {
      return everywhere(JniUtils::square, Factors.chosen(squares.channels(), weight / 2));
    } else if (measure instanceof Measure.Mean mean) {
      double area = (double) stride * stride;
      return everywhere(value -> value, Factors.shared(mean.channels(), weight * area));
    } else if (measure instanceof Measure.Direction direction) {
      return everywhere(value -> value, Factors.each(direction.vector(), weight));
    } else if (measure instanceof Measure.Cosine cosine) {
      return everywhere(value -> cosine(value, cosine.vector(), layer.node()), Factors.one(weight));
    } else if (measure instanceof Measure.Classes classes) {
      return everywhere(value -> value, Factors.classes(classes, weight));
    } else if (measure instanceof Measure.Content content) {
      return content(content, layer, stride, references);
    }
    Numbers reference = references.of(layer.node(), measure);
    if (measure instanceof Measure.Guide guide && guide.how() == How.ARGMAX) {
      return everywhere(
          value -> JniUtils.mul(value, Matched.of(value, reference)), Factors.all(weight));
    }
    return everywhere(JniUtils::square, Factors.each(reference.floats(), weight / 2));
  }

  private static Strength content(
      Measure.Content content, Objective.Layer layer, int stride, References references) {
    double norm = references.of(layer.node(), content).floats()[0];
    Target target = new Target(content.target(), layer.node(), references);
    return new Strength(
        patch -> {
          Numbers still = target.at(patch);
          double positions = (double) patch.width() * patch.height() / stride / stride;
          return value -> {
            PtNDArray difference = JniUtils.sub(value, still.in(value.getManager()));
            PtNDArray squares = JniUtils.square(difference);
            return JniUtils.mul(squares, Autograd.number(squares, 1 / (norm * positions)));
          };
        },
        Factors.all(-layer.weight()));
  }

  Each at(Patch patch) {
    return here.apply(patch);
  }

  float[] factors(PtNDArray value, String node) {
    return factors.of(node, (int) value.getShape().get(1));
  }

  /** [1, 1, H, W]. */
  private static PtNDArray cosine(PtNDArray value, List<Double> vector, String node) {
    double length = Math.sqrt(vector.stream().mapToDouble(v -> v * v).sum());
    float[] unit = Factors.each(vector, 1 / length).of(node, (int) value.getShape().get(1));
    PtNDArray direction = Numbers.of(unit, 1, unit.length, 1, 1).in(value.getManager());
    PtNDArray squares = JniUtils.sum(JniUtils.square(value), new long[] {1}, true);
    PtNDArray norm = JniUtils.sqrt(JniUtils.add(squares, Autograd.number(squares, LEAST_SQUARES)));
    return JniUtils.div(JniUtils.sum(JniUtils.mul(value, direction), new long[] {1}, true), norm);
  }
}
