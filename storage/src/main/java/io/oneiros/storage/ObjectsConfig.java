package io.oneiros.storage;

import io.oneiros.canvas.ObjectStoreSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The object store. */
@ConfigMapping(prefix = "oneiros.objects")
public interface ObjectsConfig {
  /** S3 endpoint, such as {@code http://127.0.0.1:9000}. */
  String endpoint();

  /** Name to sign requests with. */
  String accessKey();

  /** Secret to sign requests with. */
  String secretKey();

  /** Bucket that holds everything ({@code oneiros}); made if it is missing. */
  @WithDefault("oneiros")
  String bucket();

  /** Region to sign requests for ({@code us-east-1}). */
  @WithDefault("us-east-1")
  String region();

  /** All of it, for the client. */
  default ObjectStoreSettings settings() {
    return new ObjectStoreSettings(endpoint(), accessKey(), secretKey(), bucket(), region());
  }
}
