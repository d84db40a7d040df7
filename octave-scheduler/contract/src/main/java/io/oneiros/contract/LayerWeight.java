package io.oneiros.contract;

/**
 * A layer to excite and its weight in the objective, the sum of {@code weight / 2 * sum(a^2)}.
 *
 * @param name a name the network knows, its file's or the field's, such as {@code mixed4}
 * @param weight any finite number but 0; 1 where absent
 */
public record LayerWeight(String name, Double weight) {
  public LayerWeight {
    weight = weight == null ? 1.0 : weight;
  }
}
