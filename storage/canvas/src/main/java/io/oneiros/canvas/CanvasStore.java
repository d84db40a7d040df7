package io.oneiros.canvas;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.oneiros.canvas.ChunkGrid.Chunk;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Canvases in an object store. A canvas is a Zarr v3 array of shape [3, H, W], float32, values
 * 0..1, sRGB, named by its prefix, which ends with a slash. Canvases are immutable by convention:
 * whoever writes a region again writes the same bytes. Memory is bounded by the region, a few
 * chunks, and those that are remembered. Safe for use by many threads.
 */
public final class CanvasStore implements AutoCloseable {
  /** Chunks moved at a time, over all callers. */
  private static final int PARALLEL = 8;

  private final ObjectStore objects;
  private final Crew crew = new Crew("canvas", PARALLEL);
  private final Cache<String, byte[]> recent;

  /** Remembers nothing. */
  public CanvasStore(ObjectStore objects) {
    this(objects, 0);
  }

  /**
   * @param remembered chunks that were read or written last, in bytes: tiles beside one another
   *     share chunks, what was written is read next, and whoever asks for one that is on its way
   *     waits for it. So chunks of a canvas that has been deleted may be read still
   */
  public CanvasStore(ObjectStore objects, long remembered) {
    this.objects = objects;
    // What came last stays, however often it was asked for: a canvas is read once or twice. One
    // segment, for else each would have a part of the room.
    this.recent =
        CacheBuilder.newBuilder()
            .concurrencyLevel(1)
            .maximumWeight(remembered)
            .weigher((String key, byte[] chunk) -> chunk.length)
            .build();
  }

  /**
   * Writes the canvas's description, {@code zarr.json}; its chunks come by {@link #writeRegion}.
   */
  public void create(String prefix, Size picture) {
    objects.put(prefix + Zarr.METADATA, Zarr.metadata(picture), "application/json");
  }

  /**
   * The size that the canvas's description tells.
   *
   * @throws MissingObjectException if there is no such canvas
   */
  public Size size(String prefix) {
    return Zarr.size(objects.get(prefix + Zarr.METADATA));
  }

  /**
   * For those who must not go on with what has been deleted, remembered or not.
   *
   * @throws MissingObjectException if there is no such canvas
   */
  public void requireThere(String prefix) {
    objects.length(prefix + Zarr.METADATA);
  }

  /**
   * Reads a region, and only the chunks it touches.
   *
   * @return planes as large as the region
   * @throws IllegalArgumentException unless the region lies in the picture
   * @throws MissingObjectException if a chunk is not written, nor remembered
   */
  public Planes readRegion(String prefix, Size picture, Rect region) {
    return read(prefix, picture, region, this::chunk);
  }

  /**
   * The same for who goes through a canvas once: what it reads is not remembered, and nothing else
   * is forgotten for it.
   */
  public Planes scanRegion(String prefix, Size picture, Rect region) {
    return read(
        prefix,
        picture,
        region,
        key -> {
          byte[] remembered = recent.getIfPresent(key);
          return remembered == null ? objects.get(key) : remembered;
        });
  }

  private Planes read(
      String prefix, Size picture, Rect region, Function<String, byte[]> chunkByKey) {
    ChunkGrid grid = new ChunkGrid(picture);
    List<Chunk> chunks = grid.touchedBy(region);
    Planes planes = Planes.of(region.width(), region.height());
    crew.forEach(
        chunks,
        chunk -> Zarr.decode(chunkByKey.apply(prefix + chunk.key()), grid, chunk, planes, region));
    return planes;
  }

  /**
   * Writes the chunks of a region.
   *
   * @param region whole chunks, or up to the border
   * @throws IllegalArgumentException unless it is, lies in the picture and is as large as the
   *     planes
   */
  public void writeRegion(String prefix, Size picture, Rect region, Planes planes) {
    if (planes.width() != region.width() || planes.height() != region.height()) {
      throw new IllegalArgumentException(
          "planes of %d x %d for %s".formatted(planes.width(), planes.height(), region));
    }
    ChunkGrid grid = new ChunkGrid(picture);
    grid.requireWholeChunks(region);
    crew.forEach(
        grid.touchedBy(region),
        chunk -> {
          byte[] bytes = Zarr.encode(planes, region, grid, chunk);
          objects.put(prefix + chunk.key(), bytes);
          recent.put(prefix + chunk.key(), bytes);
        });
  }

  private byte[] chunk(String key) {
    try {
      return recent.get(key, () -> objects.get(key));
    } catch (UncheckedExecutionException e) {
      throw (RuntimeException) e.getCause();
    } catch (ExecutionError e) {
      throw (Error) e.getCause();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops the threads; the object store stays open. */
  @Override
  public void close() {
    crew.close();
  }
}
