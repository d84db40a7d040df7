package io.oneiros.canvas;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where a service finds the objects: any S3 endpoint. */
@ConfigMapping(prefix = "oneiros.objects")
public interface ObjectSettings {
  /** Address of the S3 endpoint, such as {@code http://127.0.0.1:9000}. */
  String endpoint();

  /** Access key of the S3 endpoint. */
  String accessKey();

  /** Secret key of the S3 endpoint. */
  String secretKey();

  /** The bucket that holds everything ({@code oneiros}); made if it is missing. */
  @WithDefault("oneiros")
  String bucket();

  /** Region to sign requests for ({@code us-east-1}). */
  @WithDefault("us-east-1")
  String region();

  default ObjectStoreSettings store() {
    return new ObjectStoreSettings(endpoint(), accessKey(), secretKey(), bucket(), region());
  }
}
