package io.oneiros.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
}
