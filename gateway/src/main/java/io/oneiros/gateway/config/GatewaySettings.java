package io.oneiros.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the gateway alone. */
@ConfigMapping(prefix = "oneiros.gateway")
public interface GatewaySettings {
  /** Most dreams kept in memory to be shown; past that the oldest ended ones are not listed. */
  @WithDefault("100000")
  int maxDreams();

  /**
   * The request header that names whose dream it is, 1 to 64 of a-z, 0-9 and hyphens. Whoever can
   * send it can take anybody's share: let what stands before the gateway set it; {@code X-Tenant}.
   */
  @WithDefault("X-Tenant")
  String tenantHeader();

  /** Pause between two comments on an idle event stream, which keep proxies from closing it. */
  @WithDefault("15s")
  Duration heartbeat();

  /**
   * How long a request for a picture that is stored waits for the news that its dream has
   * completed; then it is {@code not-finished}.
   */
  @WithDefault("5s")
  Duration newsPatience();

  /**
   * How often the gateway dreams a small dream of its own, to measure the whole way; not at all
   * where it is not set. It takes a worker's slot for some 50 ms.
   */
  Optional<Duration> canary();

  /** How long such a dream may take before it counts as failed; 60 s. */
  @WithDefault("60s")
  Duration canaryPatience();
}
