package io.oneiros.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.canvas.picture.PictureSettings;
import io.oneiros.catalog.DreamLimits;
import io.oneiros.contract.Limits;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final String BODY = "quarkus.http.limits.max-body-size";

  @Test
  void defaultsAreThoseOfTheContract() {
    assertThat(config(Map.of()).getConfigMapping(DreamLimits.class).limits())
        .isEqualTo(Limits.DEFAULTS);
  }

  @Test
  void defaultsForPicturesAreTheirs() {
    PictureLimits limits = config(Map.of()).getConfigMapping(PictureSettings.class).limits();
    assertThat(limits).isEqualTo(PictureLimits.DEFAULTS);
    assertThat(limits.maxPixels()).isEqualTo(Limits.DEFAULTS.maxPixels());
  }

  @Test
  void everyLimitOfPicturesIsASetting() {
    SmallRyeConfig config =
        config(
            Map.of(
                "oneiros.limits.max-pixels", "1",
                "oneiros.limits.max-side", "2",
                "oneiros.limits.max-metadata-bytes", "3",
                "oneiros.limits.max-scans", "4"));

    assertThat(config.getConfigMapping(PictureSettings.class).limits())
        .isEqualTo(new PictureLimits(1, 2, 3, 4));
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

    assertThat(config.getConfigMapping(DreamLimits.class).limits())
        .isEqualTo(new Limits(1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Test
  void limitOfTheHttpServerFollowsTheGreaterOneOfTheUploads() {
    long form = 1 << 20;
    assertThat(body(Map.of())).isEqualTo(700_000_000 + form);
    assertThat(body(Map.of("oneiros.limits.max-bytes", "800000000"))).isEqualTo(800_000_000 + form);
    assertThat(body(Map.of("oneiros.limits.max-model-bytes", "5000")))
        .isEqualTo(Limits.DEFAULTS.maxBytes() + form);
    assertThat(body(Map.of(BODY, "77"))).isEqualTo(77);
  }

  private static long body(Map<String, String> values) {
    return config(values).getValue(BODY, Long.class);
  }

  private static SmallRyeConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new BodyLimit())
        .withSources(new io.smallrye.config.PropertiesConfigSource(values, "test", 250))
        .withMapping(DreamLimits.class)
        .withMapping(PictureSettings.class)
        .withMapping(LimitSettings.class)
        .build();
  }
}
