package io.oneiros.contract;

import java.util.List;

/**
 * A layer to excite and its weight in the objective.
 *
 * @param name a name the network knows, its file's or the field's, such as {@code mixed4}
 * @param weight any finite number but 0; 1 where absent
 * @param measure how its activations are added up; the spec's where absent
 * @param channels that count, from 0; all where absent
 */
public record LayerWeight(String name, Double weight, Measure measure, List<Integer> channels) {
  public LayerWeight {
    weight = weight == null ? 1.0 : weight;
    channels = channels == null || channels.isEmpty() ? null : List.copyOf(channels);
  }

  /** All channels, measured as the spec says. */
  public LayerWeight(String name, Double weight) {
    this(name, weight, null, null);
  }
}
