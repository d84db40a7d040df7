package io.oneiros.storage;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The one object store and the one canvas store of the service. */
@ApplicationScoped
class Stores {
  private static final Logger LOG = Logger.getLogger(Stores.class);

  @Produces
  @Singleton
  ObjectStore objects(ObjectSettings settings) {
    return new ObjectStore(settings.store());
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

  /** A store that is not up yet is no reason to stop: readiness makes the bucket when it can. */
  void start(@Observes StartupEvent event, ObjectStore objects) {
    try {
      objects.createBucket();
    } catch (ObjectStoreException e) {
      LOG.warn(e.getMessage());
    }
  }
}
