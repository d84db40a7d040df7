package io.oneiros.scheduler;

import io.oneiros.canvas.ObjectStoreSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where networks are kept that users have sent along: any S3 endpoint. */
@ConfigMapping(prefix = "oneiros.objects")
public interface ObjectSettings {
  /** Such as {@code http://127.0.0.1:9000}. */
  String endpoint();

  /** Access key id. */
  String accessKey();

  /** Secret access key. */
  String secretKey();

  /** Bucket that holds everything; {@code oneiros}. */
  @WithDefault("oneiros")
  String bucket();

  /** Region to sign for; {@code us-east-1}. */
  @WithDefault("us-east-1")
  String region();

  default ObjectStoreSettings store() {
    return new ObjectStoreSettings(endpoint(), accessKey(), secretKey(), bucket(), region());
  }
}
