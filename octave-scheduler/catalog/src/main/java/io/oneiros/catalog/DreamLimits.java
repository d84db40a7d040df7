package io.oneiros.catalog;

import io.oneiros.contract.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What one dream may ask for. The gateway and the scheduler both read it, as a request may come
 * from anyone. The defaults are those of {@link Limits#DEFAULTS}.
 */
@ConfigMapping(prefix = "oneiros.limits")
public interface DreamLimits {
  /** Pixels of the source picture; 100 million. */
  @WithDefault("100000000")
  long maxPixels();

  /** Bytes of the upload; 200 million. */
  @WithDefault("200000000")
  long maxBytes();

  /** Octaves of one dream; 12. */
  @WithDefault("12")
  int maxOctaves();

  /** Gradient steps an octave; 1000. */
  @WithDefault("1000")
  int maxIterations();

  /** Greatest shift of the network's grid in pixels; 512. */
  @WithDefault("512")
  int maxJitter();

  /** Smallest tile side that may be asked for, in pixels; 128. */
  @WithDefault("128")
  int minTile();

  /** Largest tile side that may be asked for, in pixels; 4096. */
  @WithDefault("4096")
  int maxTile();

  /** Context around a tile in pixels; 2048. */
  @WithDefault("2048")
  int maxHalo();

  /** Layers of one dream; 16. */
  @WithDefault("16")
  int maxLayers();

  default Limits limits() {
    return new Limits(
        maxPixels(),
        maxBytes(),
        maxOctaves(),
        maxIterations(),
        maxJitter(),
        minTile(),
        maxTile(),
        maxHalo(),
        maxLayers());
  }
}
