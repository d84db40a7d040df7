package io.oneiros.storage;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreSettings;
import io.oneiros.canvas.Planes;
import io.oneiros.canvas.S3Observer;
import io.oneiros.contract.Size;
import io.oneiros.processes.RealObjects;
import java.nio.file.Path;

/** A real S3 server with an empty bucket, for tests that need no Kafka. */
public final class RealStore implements AutoCloseable {
  private final RealObjects server;
  private final ObjectStoreSettings settings;
  private final ObjectStore objects;
  private final CanvasStore canvases;

  public RealStore(Path home) {
    server = RealObjects.s3proxy(home);
    settings =
        new ObjectStoreSettings(
            server.endpoint(), server.accessKey(), server.secretKey(), "test", "us-east-1");
    objects = new ObjectStore(settings);
    objects.createBucket();
    canvases = new CanvasStore(objects);
  }

  public ObjectStore objects() {
    return objects;
  }

  /** Another client of the same bucket. */
  public ObjectStore client(S3Observer observer) {
    return new ObjectStore(settings, observer);
  }

  public CanvasStore canvases() {
    return canvases;
  }

  /** The whole canvas at a prefix. */
  public Planes canvas(String prefix) {
    Size size = canvases.size(prefix);
    return canvases.readRegion(prefix, size, size.whole());
  }

  /** Writes a whole canvas. */
  public String put(String prefix, Planes planes) {
    Size size = new Size(planes.width(), planes.height());
    canvases.writeRegion(prefix, size, size.whole(), planes);
    canvases.create(prefix, size);
    return prefix;
  }

  @Override
  public void close() {
    canvases.close();
    objects.close();
    server.close();
  }
}
