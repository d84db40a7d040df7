package io.oneiros.worker;

import java.util.HashMap;
import java.util.Map;

/**
 * What every Kafka client of this worker begins with: the settings {@code kafka.*}, where the
 * brokers are and how they let one in. Immutable.
 */
record KafkaSettings(Map<String, Object> settings) {
  private static final String GROUP = "group.id";

  /**
   * @param settings as Quarkus gathers them; the group that it makes of the application's name is
   *     left away, for only hands have one
   */
  KafkaSettings(Map<String, Object> settings) {
    Map<String, Object> own = new HashMap<>(settings);
    own.remove(GROUP);
    this.settings = Map.copyOf(own);
  }

  /** Those, and what is one client's own, which counts where both say something. */
  Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(own);
    return all;
  }

  /** Says nothing of passwords. */
  @Override
  public String toString() {
    return "KafkaSettings" + settings.keySet();
  }
}
