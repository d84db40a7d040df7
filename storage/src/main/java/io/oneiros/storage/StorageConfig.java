package io.oneiros.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The service itself. */
@ConfigMapping(prefix = "oneiros.storage")
public interface StorageConfig {
  /** Name of this instance in results, {@code storage-} and a random part by default. */
  @WithDefault("storage-${quarkus.uuid}")
  String name();
}
