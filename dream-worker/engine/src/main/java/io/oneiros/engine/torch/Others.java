package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a picture is told of those that it is dreamed together with.
 *
 * @param directions of every node by which they are compared, the sum of the others' {@link
 *     Diversity#direction}, [C, C]
 * @param pairs of all pictures
 */
record Others(Map<String, PtNDArray> directions, double pairs) {
  /** Of a picture by itself. */
  static final Others NONE = new Others(Map.of(), 0);

  /**
   * @throws IllegalArgumentException of a picture by itself
   */
  PtNDArray at(String node) {
    PtNDArray others = directions.get(node);
    if (others == null) {
      throw new IllegalArgumentException(
          "%s is to differ between pictures that are dreamed together, and there is but one"
              .formatted(node));
    }
    return others;
  }

  /**
   * @param each of every picture, by node, its {@link Diversity#direction}; closed
   * @return for every picture
   */
  static List<Others> of(List<Map<String, PtNDArray>> each) {
    if (each.size() == 1) {
      return List.of(NONE);
    }
    Map<String, PtNDArray> sums = new HashMap<>();
    for (String node : each.get(0).keySet()) {
      sums.put(node, sum(each.stream().map(one -> one.get(node)).toList()));
    }
    double pairs = each.size() * (each.size() - 1) / 2.0;
    List<Others> others = new ArrayList<>();
    for (Map<String, PtNDArray> one : each) {
      Map<String, PtNDArray> directions = new HashMap<>();
      sums.forEach((node, sum) -> directions.put(node, JniUtils.sub(sum, one.get(node))));
      one.values().forEach(PtNDArray::close);
      others.add(new Others(directions, pairs));
    }
    return others;
  }

  private static PtNDArray sum(List<PtNDArray> matrices) {
    PtNDArray sum = JniUtils.add(matrices.get(0), matrices.get(1));
    for (PtNDArray matrix : matrices.subList(2, matrices.size())) {
      PtNDArray before = sum;
      sum = JniUtils.add(before, matrix);
      before.close();
    }
    return sum;
  }
}
