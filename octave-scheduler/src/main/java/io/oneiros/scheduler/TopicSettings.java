package io.oneiros.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How topics are made where they are missing; those that exist are left as they are. */
@ConfigMapping(prefix = "oneiros.topics")
public interface TopicSettings {
  /** Partitions of every topic but the tiles', which has one; fixed at birth; 1. */
  @WithDefault("1")
  int partitions();

  /** Copies of every topic; 1. */
  @WithDefault("1")
  short replication();

  /** How long a worker that is not heard keeps its lock on a tile; 6 s. */
  @WithDefault("6s")
  Duration tileLock();
}
