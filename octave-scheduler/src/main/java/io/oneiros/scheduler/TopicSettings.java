package io.oneiros.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How topics are made where they are missing; those that exist are left as they are. */
@ConfigMapping(prefix = "oneiros.topics")
public interface TopicSettings {
  /**
   * Partitions of every topic but the tiles', which have one each and are made by the workers, and
   * the storage tasks'; fixed at birth; 1.
   */
  @WithDefault("1")
  int partitions();

  /** Partitions of the storage tasks: so many storage instances share the work; 8. */
  @WithDefault("8")
  int storagePartitions();

  /** Copies of every topic; workers have the same setting; 1. */
  @WithDefault("1")
  short replication();

  /**
   * How long a worker that is connected keeps its lock on a tile: longer than a tile takes, at most
   * the broker's {@code group.share.max.record.lock.duration.ms}; 60 s.
   */
  @WithDefault("60s")
  Duration tileLock();
}
