package io.oneiros.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.Leftovers;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreException;
import io.oneiros.canvas.S3Timers;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.canvas.picture.PictureSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Makes the parts that know nothing of Quarkus, one of each. */
@ApplicationScoped
class Parts {
  private static final Logger LOG = Logger.getLogger(Parts.class);

  @Produces
  @Singleton
  ObjectStore objects(ObjectSettings settings, MeterRegistry metrics) {
    return new ObjectStore(settings.store(), new S3Timers(metrics));
  }

  void close(@Disposes ObjectStore objects) {
    objects.close();
  }

  @Produces
  @Singleton
  CanvasStore canvases(ObjectStore objects, StorageConfig config) {
    return new CanvasStore(objects, config.cache().asLongValue());
  }

  void close(@Disposes CanvasStore canvases) {
    canvases.close();
  }

  @Produces
  @Singleton
  PictureLimits pictureLimits(PictureSettings settings) {
    return settings.limits();
  }

  /** A store that is not up yet is no reason to stop: readiness makes the bucket when it can. */
  void start(@Observes StartupEvent event, ObjectStore objects) {
    Leftovers.sweep(Path.of(System.getProperty("java.io.tmpdir")), Leftovers.OURS, Instant.now());
    try {
      objects.createBucket();
    } catch (ObjectStoreException e) {
      LOG.warn(e.getMessage());
    }
  }
}
