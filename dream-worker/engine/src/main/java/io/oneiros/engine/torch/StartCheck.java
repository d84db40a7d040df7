package io.oneiros.engine.torch;

import ai.djl.engine.EngineException;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.MinimumSide;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Whether an executor computes a network's gradient exactly enough, found out on a small picture of
 * noise. A network so deep that bfloat16 gets lost in it, or a native library that lacks oneDNN or
 * computes garbage, costs speed and not the picture.
 */
final class StartCheck {
  private static final System.Logger LOG = System.getLogger(StartCheck.class.getName());
  private static final double LEAST_COSINE = 0.999;
  private static final int SIDE = 96;

  private StartCheck() {}

  interface Sources {
    GradientSource by(Executor executor, Objective objective);
  }

  /**
   * @param wanted what to take if it will do
   * @return that, or the first simpler one that will do
   */
  static Executor exactEnough(Executor wanted, Sources sources, Graph graph, List<String> targets) {
    if (wanted == Executor.PLAIN) {
      return wanted;
    }
    Objective objective =
        new Objective(targets.stream().map(t -> new Objective.Layer(t, 1)).toList());
    int least = Math.max(SIDE, MinimumSide.of(graph, targets));
    int stride = sources.by(Executor.PLAIN, objective).stride();
    Picture noise = noise((least + stride - 1) / stride * stride);
    return exactEnough(
        wanted, targets, executor -> sources.by(executor, objective).at(noise).values().values());
  }

  /**
   * @param what is differentiated, for people
   * @param gradients of the same thing by different executors
   * @return {@code wanted}, or the first simpler one that will do
   */
  static Executor exactEnough(Executor wanted, Object what, Function<Executor, float[]> gradients) {
    if (wanted == Executor.PLAIN) {
      return wanted;
    }
    float[] exact = gradients.apply(Executor.PLAIN);
    Executor executor = wanted;
    while (executor != Executor.PLAIN && !agrees(executor, what, gradients, exact)) {
      executor = executor.simpler();
    }
    return executor;
  }

  private static boolean agrees(
      Executor executor, Object what, Function<Executor, float[]> gradients, float[] exact) {
    try {
      double cosine = cosine(gradients.apply(executor), exact);
      if (cosine >= LEAST_COSINE) {
        return true;
      }
      LOG.log(
          Level.WARNING,
          "The gradient of {0} by {1} has the cosine {2} to the exact one; {3} is needed. A simpler way is taken.",
          what,
          executor,
          cosine,
          LEAST_COSINE);
    } catch (EngineException | UnsupportedOperationException e) {
      LOG.log(
          Level.WARNING,
          "The gradient of %s cannot be had by %s; a simpler way is taken"
              .formatted(what, executor),
          e);
    }
    return false;
  }

  /** NaN, which nothing is as great as, if one of them is all zeros or not finite. */
  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      double x = a[i];
      double y = b[i];
      product += x * y;
      squaresA += x * x;
      squaresB += y * y;
    }
    return product / Math.sqrt(squaresA * squaresB);
  }

  private static Picture noise(int side) {
    Picture noise = Picture.blank(side, side);
    Random random = new Random(1);
    for (int i = 0; i < noise.values().length; i++) {
      noise.values()[i] = random.nextFloat();
    }
    return noise;
  }
}
