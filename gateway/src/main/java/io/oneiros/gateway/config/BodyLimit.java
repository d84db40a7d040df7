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
 * Lets the HTTP server's limit follow the greater of {@code oneiros.limits.max-bytes} and {@code
 * oneiros.limits.max-model-bytes}, with room for the multipart form around the file; {@code
 * quarkus.http.limits.max-body-size} still overrides it.
 */
public final class BodyLimit implements ConfigSourceFactory {
  /** Bytes around a file. */
  public static final long FORM = 1 << 20;

  /** Below application.properties and the environment. */
  private static final int ORDINAL = 150;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    long bytes =
        Math.max(
            number(context, "oneiros.limits.max-bytes", Limits.DEFAULTS.maxBytes()),
            number(
                context,
                "oneiros.limits.max-model-bytes",
                Long.parseLong(LimitSettings.MAX_MODEL_BYTES)));
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.http.limits.max-body-size", Long.toString(bytes + FORM)),
            "body limit",
            ORDINAL));
  }

  private static long number(ConfigSourceContext context, String name, long otherwise) {
    ConfigValue set = context.getValue(name);
    return set == null || set.getValue() == null
        ? otherwise
        : Long.parseLong(set.getValue().trim());
  }
}
