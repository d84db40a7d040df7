package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tile task divides its gradient by, and so what its delta means. */
public enum Normalisation {
  /** The tile is the whole picture: every step is divided by its own mean |g|; delta = change. */
  @JsonProperty("own")
  OWN,
  /**
   * Not at all: one step, delta = raw gradient, and the scheduler scales by the global mean |g|.
   */
  @JsonProperty("raw")
  RAW,
  /** A known or predicted global mean |g| times this tile's own growth since; delta = change. */
  @JsonProperty("tracked")
  TRACKED
}
