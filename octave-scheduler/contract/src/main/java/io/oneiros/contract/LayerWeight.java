package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A layer to excite and its weight in the objective.
 *
 * @param name a name the network knows, its file's or the field's, such as {@code mixed4}; may be
 *     absent for {@code class}, which is about the scores
 * @param weight any finite number but 0; 1 where absent
 * @param measure what of it is made larger; the spec's where absent
 * @param channels that count, from 0; all where absent
 * @param vector a number a channel, for {@code direction} and {@code cosine}
 * @param count of channels, for {@code strongest} and {@code weakest}
 * @param classes by name or number, for {@code class}
 * @param penalty of all other classes, for {@code class}
 * @param at the one position that counts, as parts of width and height: a neuron
 * @param region where it counts, of a picture with a mask
 */
@Nullable
public record LayerWeight(
    String name,
    Double weight,
    Measure measure,
    List<Integer> channels,
    List<Double> vector,
    Integer count,
    List<String> classes,
    Double penalty,
    List<Double> at,
    Region region) {

  /** Where a layer counts. */
  public enum Region {
    @JsonProperty("everywhere")
    EVERYWHERE,
    /** Where the mask is white. */
    @JsonProperty("mask")
    MASK,
    /** Where the mask is black. */
    @JsonProperty("outside")
    OUTSIDE
  }

  public LayerWeight {
    weight = weight == null ? 1.0 : weight;
    channels = orNull(channels);
    vector = orNull(vector);
    classes = orNull(classes);
    at = orNull(at);
  }

  /** All channels, measured as the spec says. */
  public LayerWeight(String name, Double weight) {
    this(name, weight, null, null);
  }

  public LayerWeight(String name, Double weight, Measure measure, List<Integer> channels) {
    this(name, weight, measure, channels, null, null, null, null, null, null);
  }

  private static <T> List<T> orNull(List<T> list) {
    return list == null || list.isEmpty() ? null : List.copyOf(list);
  }
}
