package io.oneiros.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Limits;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final String BODY = "quarkus.http.limits.max-body-size";

  @Test
  void defaultsAreThoseOfTheContract() {
    assertThat(config(Map.of()).getConfigMapping(LimitSettings.class).limits())
        .isEqualTo(Limits.DEFAULTS);
  }

  @Test
  void everyLimitIsASetting() {
    SmallRyeConfig config =
        config(
            Map.of(
                "oneiros.limits.max-pixels", "1",
                "oneiros.limits.max-bytes", "2",
                "oneiros.limits.max-octaves", "3",
                "oneiros.limits.max-iterations", "4",
                "oneiros.limits.max-jitter", "5",
                "oneiros.limits.min-tile", "6",
                "oneiros.limits.max-tile", "7",
                "oneiros.limits.max-halo", "8",
                "oneiros.limits.max-layers", "9"));

    assertThat(config.getConfigMapping(LimitSettings.class).limits())
        .isEqualTo(new Limits(1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Test
  void limitOfTheHttpServerFollowsTheLimitOfTheUpload() {
    long form = 1 << 20;
    assertThat(config(Map.of()).getValue(BODY, Long.class))
        .isEqualTo(Limits.DEFAULTS.maxBytes() + form);
    assertThat(config(Map.of("oneiros.limits.max-bytes", "5000")).getValue(BODY, Long.class))
        .isEqualTo(5000 + form);
    assertThat(config(Map.of(BODY, "77")).getValue(BODY, Long.class)).isEqualTo(77);
  }

  private static SmallRyeConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new BodyLimit())
        .withSources(new io.smallrye.config.PropertiesConfigSource(values, "test", 250))
        .withMapping(LimitSettings.class)
        .build();
  }
}
