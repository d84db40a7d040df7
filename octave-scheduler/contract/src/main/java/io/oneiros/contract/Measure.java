package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a layer's activations are added up to what a dream makes larger. */
public enum Measure {
  /** Half the sum of squares: what is strong already pulls hardest (google/deepdream, 2015). */
  @JsonProperty("l2")
  L2,
  /** The mean: every activation pulls alike (the TensorFlow tutorial). */
  @JsonProperty("mean")
  MEAN
}
