package io.oneiros.gateway.config;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the bucket can be reached; makes it where it is missing. */
@Readiness
@ApplicationScoped
class BucketReady implements HealthCheck {
  private static final String NAME = "object store";

  private final ObjectStore objects;

  BucketReady(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      if (!objects.bucketExists()) {
        objects.createBucket();
      }
      return HealthCheckResponse.named(NAME).up().build();
    } catch (ObjectStoreException e) {
      return HealthCheckResponse.named(NAME).down().withData("error", e.getMessage()).build();
    }
  }
}
