package io.oneiros.gateway.config;

import io.oneiros.canvas.BucketProbe;
import io.oneiros.canvas.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the bucket can be reached; makes it where it is missing. */
@Readiness
@ApplicationScoped
class BucketReady implements HealthCheck {
  private static final String NAME = "object store";

  private final BucketProbe bucket;

  BucketReady(ObjectStore objects) {
    bucket = new BucketProbe(objects);
  }

  @Override
  public HealthCheckResponse call() {
    return bucket
        .trouble()
        .map(why -> HealthCheckResponse.named(NAME).down().withData("error", why).build())
        .orElseGet(() -> HealthCheckResponse.up(NAME));
  }
}
