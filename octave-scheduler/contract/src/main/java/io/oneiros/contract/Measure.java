package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of a layer's activations a dream makes larger. */
public enum Measure {
  /** Half the sum of squares: what is strong already pulls hardest (google/deepdream, 2015). */
  @JsonProperty("l2")
  L2,
  /** The mean: every activation pulls alike (the TensorFlow tutorial). */
  @JsonProperty("mean")
  MEAN,
  /** What lies in a direction of activation space (lucid). */
  @JsonProperty("direction")
  DIRECTION,
  /** How near its direction is, whatever its strength (lucid). */
  @JsonProperty("cosine")
  COSINE,
  /** Half the squares of the channels that answer most to the source (neural-dream). */
  @JsonProperty("strongest")
  STRONGEST,
  /** Half the squares of those that answer least, but do (neural-dream). */
  @JsonProperty("weakest")
  WEAKEST,
  /** A class's score, by name or number (Simonyan et al. 2014). */
  @JsonProperty("class")
  CLASS,
  /** The best match among the guide's activations (google/deepdream's guided dreams). */
  @JsonProperty("guide")
  GUIDE,
  /** Half the squares of channels, weighed by the guide's (crowsonkb/deep_dream). */
  @JsonProperty("guide-channels")
  GUIDE_CHANNELS,
  /** How like the guide's the Gram matrix is (Gatys et al. 2015). */
  @JsonProperty("style")
  STYLE,
  /** How like the photo's the activations are (Mahendran and Vedaldi 2015). */
  @JsonProperty("content")
  CONTENT,
  /** How little pictures that are dreamed together are like each other (lucid). */
  @JsonProperty("diversity")
  DIVERSITY;

  /** Whether it compares with a guide picture. */
  public boolean needsGuide() {
    return this == GUIDE || this == GUIDE_CHANNELS || this == STYLE;
  }

  /** Whether it compares with the photo. */
  public boolean needsPhoto() {
    return this == CONTENT || this == STRONGEST || this == WEAKEST;
  }

  /** Whether it is of all positions together, and not of each. */
  public boolean ofAll() {
    return this == STYLE || this == CLASS || this == DIVERSITY;
  }

  /** Whether it is minus a distance or a likeness, and may never be above 0. */
  public boolean belowZero() {
    return this == STYLE || this == CONTENT || this == DIVERSITY;
  }

  /** Whether it needs the whole picture in one tile. */
  public boolean whole() {
    return ofAll() || needsPhoto();
  }
}
