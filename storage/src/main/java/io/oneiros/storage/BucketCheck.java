package io.oneiros.storage;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the bucket is reachable. */
@Readiness
@ApplicationScoped
class BucketCheck implements HealthCheck {
  private static final String NAME = "object store";

  private final ObjectStore objects;

  BucketCheck(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      if (!objects.bucketExists()) {
        objects.createBucket();
      }
      return HealthCheckResponse.up(NAME);
    } catch (ObjectStoreException e) {
      return HealthCheckResponse.named(NAME).down().withData("reason", e.getMessage()).build();
    }
  }
}
