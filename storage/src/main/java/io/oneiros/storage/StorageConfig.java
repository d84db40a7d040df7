package io.oneiros.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The service itself. */
@ConfigMapping(prefix = "oneiros.storage")
public interface StorageConfig {
  /** Name of this instance in results, {@code storage-} and a random part by default. */
  @WithDefault("storage-${quarkus.uuid}")
  String name();

  /** How often signs of life are sent; 2 s. */
  @WithDefault("2s")
  Duration heartbeat();

  /**
   * Java heap for the pieces of canvases that were written or read last: what is reassembled is
   * read next; 32 MiB.
   */
  @WithDefault("32M")
  MemorySize cache();

  /** How long a task may be in hand before signs of life name it no more; 15 min. */
  @WithDefault("15m")
  Duration hang();
}
