package io.oneiros.worker;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.LayerWeight.Region;
import io.oneiros.contract.Measure;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Picture;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The pictures that a tile is dreamed beside, each there only if the task looks at it.
 *
 * @param photo at the octave's size
 * @param first the photo at the first octave's size
 * @param mask on the tile's footprint
 */
record Scenery(
    Optional<Picture> photo,
    Optional<Picture> first,
    Optional<Picture> guide,
    Optional<Mask> mask,
    Area footprint) {

  static Scenery read(TileTask task, Area footprint, CanvasStore canvases) {
    return of(task, footprint, (still, region) -> picture(canvases, still, region));
  }

  /** Of the right sizes, and black: enough to tell how much memory the tile will take. */
  static Scenery unread(TileTask task, Area footprint) {
    return of(task, footprint, (still, region) -> Picture.blank(region.width(), region.height()));
  }

  /** Whether the mask says where the picture changes, and not where a layer counts. */
  static boolean masksTheChange(TileTask task) {
    return task.layers().stream().noneMatch(Scenery::isSomewhere);
  }

  static boolean isSomewhere(LayerWeight layer) {
    return layer.region() == Region.MASK || layer.region() == Region.OUTSIDE;
  }

  private static Scenery of(
      TileTask task, Area footprint, BiFunction<TileTask.Still, Rect, Picture> read) {
    TileTask.Scene scene =
        task.scene() == null ? new TileTask.Scene(null, null, null, null) : task.scene();
    Rect seen = new Rect(footprint.x(), footprint.y(), footprint.width(), footprint.height());
    return new Scenery(
        wanted(task, scene.photo() != null, m -> m == Measure.CONTENT)
            .map(yes -> whole(read, new TileTask.Still(scene.photo(), task.picture()))),
        wanted(task, scene.first() != null, m -> m == Measure.STRONGEST || m == Measure.WEAKEST)
            .map(yes -> whole(read, scene.first())),
        wanted(task, scene.guide() != null, Measure::needsGuide)
            .map(yes -> whole(read, scene.guide())),
        Optional.ofNullable(scene.mask())
            .map(mask -> grey(read.apply(new TileTask.Still(mask, task.picture()), seen))),
        footprint);
  }

  private static Optional<Boolean> wanted(
      TileTask task, boolean there, java.util.function.Predicate<Measure> by) {
    boolean looked =
        task.layers().stream().map(LayerWeight::measure).anyMatch(m -> m != null && by.test(m));
    return there && looked ? Optional.of(true) : Optional.empty();
  }

  private static Picture whole(
      BiFunction<TileTask.Still, Rect, Picture> read, TileTask.Still still) {
    return read.apply(still, still.size().whole());
  }

  private static Picture picture(CanvasStore canvases, TileTask.Still still, Rect region) {
    Size size = still.size();
    Planes planes = canvases.readRegion(still.canvas(), size, region);
    return new Picture(planes.width(), planes.height(), planes.values());
  }

  /** The mask's canvas has three equal planes. */
  private static Mask grey(Picture picture) {
    float[] weights = new float[picture.width() * picture.height()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.min(1, Math.max(0, picture.values()[i]));
    }
    return new Mask(picture.width(), picture.height(), weights);
  }
}
