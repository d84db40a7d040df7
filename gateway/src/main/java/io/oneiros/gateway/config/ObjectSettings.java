package io.oneiros.gateway.config;

import io.oneiros.canvas.ObjectStoreSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the pictures are kept: any S3 endpoint. */
@ConfigMapping(prefix = "oneiros.objects")
public interface ObjectSettings {
  /** Address of the S3 endpoint, such as {@code http://127.0.0.1:9000}. */
  String endpoint();

  /** Access key of the S3 endpoint. */
  String accessKey();

  /** Secret key of the S3 endpoint. */
  String secretKey();

  /** The bucket that holds everything; made if it is missing. */
  @WithDefault("oneiros")
  String bucket();

  /** Region to sign requests for. */
  @WithDefault("us-east-1")
  String region();

  default ObjectStoreSettings settings() {
    return new ObjectStoreSettings(endpoint(), accessKey(), secretKey(), bucket(), region());
  }
}
