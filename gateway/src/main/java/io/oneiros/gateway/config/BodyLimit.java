package io.oneiros.gateway.config;

import io.oneiros.contract.Limits;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Lets the HTTP server's limit follow {@code oneiros.limits.max-bytes}, with room for the spec and
 * the multipart form around it; {@code quarkus.http.limits.max-body-size} still overrides it.
 */
public final class BodyLimit implements ConfigSourceFactory {
  private static final long FORM = 1 << 20;

  /** Below application.properties and the environment. */
  private static final int ORDINAL = 150;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue set = context.getValue("oneiros.limits.max-bytes");
    long bytes =
        set == null || set.getValue() == null
            ? Limits.DEFAULTS.maxBytes()
            : Long.parseLong(set.getValue().trim());
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.http.limits.max-body-size", Long.toString(bytes + FORM)),
            "body limit",
            ORDINAL));
  }
}
