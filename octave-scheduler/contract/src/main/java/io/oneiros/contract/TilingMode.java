package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an octave larger than one tile is dreamed; see docs/architecture.md, "Tiles". */
public enum TilingMode {
  /** One step a round, normalised by the whole picture's mean |g|: the untiled algorithm. */
  @JsonProperty("exact")
  EXACT,
  /** Two exact steps, then several steps a round inside every tile: one barrier for all of them. */
  @JsonProperty("fast")
  FAST
}
