package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.graph.ReceptiveField;
import io.oneiros.engine.graph.ReceptiveField.Span;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Emphasis;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.objective.Place;
import java.util.Arrays;
import java.util.Optional;

/** How much each position of a layer counts: its place and its mask. */
final class Spotlight {
  private final Span rows;
  private final Span columns;
  private final Optional<Place> place;
  private final Optional<Emphasis> mask;
  private final Optional<Fitted> fitted;

  Spotlight(Objective.Layer layer, ReceptiveField field) {
    rows = field.rows();
    columns = field.columns();
    place = layer.place();
    mask = layer.mask();
    fitted = mask.map(its -> new Fitted(its.weights()));
  }

  /**
   * @param strengths [1, K, H, W], of the activations at a patch
   * @return the same, each position by what it counts
   */
  PtNDArray on(PtNDArray strengths, Patch patch) {
    if (place.isEmpty() && mask.isEmpty()) {
      return strengths;
    }
    int height = (int) strengths.getShape().get(2);
    int width = (int) strengths.getShape().get(3);
    float[] weights = new float[height * width];
    Arrays.fill(weights, 1);
    mask.ifPresent(its -> cover(weights, width, covered(its, patch)));
    place.ifPresent(its -> single(weights, height, width, its, patch));
    Numbers numbers = Numbers.of(weights, 1, 1, height, width);
    return JniUtils.mul(strengths, numbers.in(strengths.getManager()));
  }

  private Picture covered(Emphasis its, Patch patch) {
    Area all = new Area(0, 0, patch.width(), patch.height());
    Picture weights =
        its.area().isPresent()
            ? its.weights()
            : fitted.orElseThrow().to(patch.width(), patch.height());
    return Patch.of(weights, its.area().orElse(all), patch.area(), patch.width(), patch.height())
        .pixels();
  }

  private void cover(float[] weights, int width, Picture mask) {
    for (int i = 0; i < weights.length; i++) {
      int top = rows.cell(i / width);
      int left = columns.cell(i % width);
      double sum = 0;
      for (int y = top; y < top + rows.stride(); y++) {
        int row = Math.min(mask.height() - 1, Math.max(0, y));
        for (int x = left; x < left + columns.stride(); x++) {
          sum += mask.at(0, row, Math.min(mask.width() - 1, Math.max(0, x)));
        }
      }
      weights[i] = (float) (sum / rows.stride() / columns.stride());
    }
  }

  /** A network without padding has no activations at the picture's border: the next one counts. */
  private static int nearest(int activation, int count, boolean begins, boolean ends) {
    if (activation < 0 && begins) {
      return 0;
    }
    return activation >= count && ends ? count - 1 : activation;
  }

  private void single(float[] weights, int height, int width, Place its, Patch patch) {
    Area area = patch.area();
    int row =
        nearest(
            rows.holding(its.row(patch.height()) - area.y()),
            height,
            area.y() <= 0,
            area.bottom() >= patch.height());
    int column =
        nearest(
            columns.holding(its.column(patch.width()) - area.x()),
            width,
            area.x() <= 0,
            area.right() >= patch.width());
    boolean isThere = row >= 0 && row < height && column >= 0 && column < width;
    float kept = isThere ? weights[row * width + column] : 0;
    Arrays.fill(weights, 0);
    if (isThere) {
      weights[row * width + column] = kept;
    }
  }
}
