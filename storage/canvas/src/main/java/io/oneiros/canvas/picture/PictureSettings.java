package io.oneiros.canvas.picture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What pictures may be, for the gateway and storage alike. The defaults are those of {@link
 * PictureLimits#DEFAULTS}.
 */
@ConfigMapping(prefix = "oneiros.limits")
public interface PictureSettings {
  /** Pixels of a picture; 100 million. */
  @WithDefault("100000000")
  long maxPixels();

  /** Pixels on a side; 65,535. */
  @WithDefault("65535")
  int maxSide();

  /** Bytes of a picture's file beside its pixels; 32 MiB. */
  @WithDefault("33554432")
  long maxMetadataBytes();

  /** Scans of a JPEG; 100. */
  @WithDefault("100")
  int maxScans();

  default PictureLimits limits() {
    return new PictureLimits(maxPixels(), maxSide(), maxMetadataBytes(), maxScans());
  }
}
