package io.oneiros.gateway.config;

import io.oneiros.catalog.DreamLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How large a network may be that is sent along, how many, and how much may be going on at a time.
 * What one dream may ask for is {@link DreamLimits}.
 */
@ConfigMapping(prefix = "oneiros.limits")
public interface LimitSettings {
  String MAX_MODEL_BYTES = "700000000";

  /** Bytes of the file of a network that is sent along. */
  @WithDefault(MAX_MODEL_BYTES)
  long maxModelBytes();

  /** Dreams that are accepted or running at a time; past that, posts are refused for a while. */
  @WithDefault("10000")
  int maxOpenDreams();

  /**
   * What these have still to do, in pixels times gradient steps; a dream that is larger than that
   * is dreamed when no other is open.
   */
  @WithDefault("10000000000000")
  long maxOpenPixelSteps();

  /** Like {@link #maxOpenDreams}, of one tenant, or of all who name none; 0 for no such limit. */
  @WithDefault("0")
  int maxTenantDreams();

  /**
   * Like {@link #maxOpenPixelSteps}, of one tenant, or of all who name none; 0 for no such limit.
   */
  @WithDefault("0")
  long maxTenantPixelSteps();

  /** Uploads that are being read at a time: forms, and what is fetched to be dreamed again. */
  @WithDefault("64")
  int maxUploads();

  /** Bytes a second that an upload must bring at least, on the average; 0 for any. */
  @WithDefault("10000")
  int minUploadRate();

  /** For which an upload may be slower than that. */
  @WithDefault("PT30S")
  Duration uploadGrace();

  /** Networks that are kept of those that are sent along. */
  @WithDefault("100")
  int maxModels();
}
