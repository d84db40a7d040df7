package io.oneiros.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How URLs are told of events. */
@ConfigMapping(prefix = "oneiros.webhooks")
public interface WebhookSettings {
  /**
   * What calls are signed with: {@code whsec_} and at least 24 bytes in Base64, as Standard
   * Webhooks has it. Without one no webhook is taken and none is called.
   */
  Optional<String> secret();

  /**
   * Hosts that may be called wherever they are, and without TLS, such as {@code receiver.internal};
   * all others only by https at public addresses.
   */
  Optional<Set<String>> allowedHosts();

  /** How often an event is sent at most, before it becomes a dead letter. */
  @WithDefault("6")
  int attempts();

  /** Before the second attempt; four times as long before each later one. */
  @WithDefault("2s")
  Duration pause();

  /** How long one attempt may take. */
  @WithDefault("10s")
  Duration timeout();
}
