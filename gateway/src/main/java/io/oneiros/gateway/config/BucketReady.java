package io.oneiros.gateway.config;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the bucket can be reached. */
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
      return HealthCheckResponse.named(NAME).status(objects.bucketExists()).build();
    } catch (ObjectStoreException e) {
      return HealthCheckResponse.named(NAME).down().withData("error", e.getMessage()).build();
    }
  }
}
