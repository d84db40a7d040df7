package io.oneiros.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one dream may ask for, as far as storage can tell. */
@ConfigMapping(prefix = "oneiros.limits")
public interface LimitsConfig {
  /** Most pixels of the source picture (100000000). */
  @WithDefault("100000000")
  long maxPixels();
}
