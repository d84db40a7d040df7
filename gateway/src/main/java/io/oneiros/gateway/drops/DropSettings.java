package io.oneiros.gateway.drops;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What becomes of photos that are dropped into the bucket. */
@ConfigMapping(prefix = "oneiros.drops")
public interface DropSettings {
  /**
   * Object keys that begin so are drops, such as {@code drops/}; where nothing is said, none are.
   * Whoever can write there can have dreams.
   */
  Optional<String> prefix();

  /** Whose dreams they are: a tenant; nobody's in particular where nothing is said. */
  Optional<String> tenant();
}
