package io.oneiros.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How URLs are told of events. What is out of range ends the start of the gateway. */
@ConfigMapping(prefix = "oneiros.webhooks")
public interface WebhookSettings {
  /**
   * What receivers' secrets are made of ({@link Secrets}), each {@code whsec_} and at least 24
   * bytes in Base64. Calls are signed with every one of them, so that one can be replaced. Without
   * any no webhook is taken and none is called.
   */
  Optional<List<String>> secret();

  /**
   * Hosts that may be called wherever they are, and without TLS, such as {@code receiver.internal};
   * all others only by https at public addresses.
   */
  Optional<Set<String>> allowedHosts();

  /** How often an event is sent at most, before it becomes a dead letter; 1 to 20. */
  @WithDefault("6")
  int attempts();

  /** Before the second attempt, four times as long before each later one; 1 ms to 1 h. */
  @WithDefault("2s")
  Duration pause();

  /** How long one attempt may take; 1 ms to 1 min. */
  @WithDefault("10s")
  Duration timeout();

  /**
   * How long after it was read an event is sent for the last time, however few attempts there were;
   * 1 s to 1 d.
   */
  @WithDefault("1h")
  Duration patience();

  /** Events that a gateway has in hand at most, to be sent or sent again; 1 to 1,000,000. */
  @WithDefault("10000")
  int waiting();
}
