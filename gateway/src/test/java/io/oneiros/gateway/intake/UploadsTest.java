package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.gateway.config.LimitSettings;
import io.oneiros.gateway.problem.Full;
import io.oneiros.gateway.problem.UploadPlaces;
import io.oneiros.gateway.problem.UploadPlaces.Place;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private static final DreamSpec SPEC =
      Json.read(DreamSpec.class, "{}".getBytes(StandardCharsets.UTF_8));
  private static final Request.DreamRequested REQUEST =
      new Request.DreamRequested("d1", SPEC, null, null, null, Instant.EPOCH, "", null);

  private final UploadPlaces places =
      new UploadPlaces(
          new SmallRyeConfigBuilder()
              .withMapping(LimitSettings.class)
              .withDefaultValue("oneiros.limits.max-uploads", "2")
              .build()
              .getConfigMapping(LimitSettings.class));

  /** Nothing is fetched, so it needs no store. */
  private final Uploads uploads = new Uploads(null, null, null, places);

  @Test
  void whatIsFetchedAgainTakesAPlaceAmongTheFormsUntilItHasBeenRead() throws Exception {
    try (Place form = places.take()) {
      Full full = uploads.reading(REQUEST, pictures -> tooMany());
      assertThat(full.problem().code()).isEqualTo(ProblemCode.TOO_MANY_UPLOADS);
      assertThat(full.problem().setting()).isEqualTo("oneiros.limits.max-uploads");
      assertThat(full.retryAfter()).isPositive();

      uploads.<Void>reading(REQUEST, pictures -> null);
      places.take().close();
    }
  }

  private Full tooMany() {
    return catchThrowableOfType(Full.class, () -> uploads.reading(REQUEST, Map::copyOf));
  }
}
