package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.oneiros.contract.spec.Finish;
import java.util.List;

/** Topic {@code dream.storage}: from the scheduler to any storage instance. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StorageTask.Ingest.class, name = "ingest"),
  @JsonSubTypes.Type(value = StorageTask.Reassemble.class, name = "reassemble"),
  @JsonSubTypes.Type(value = StorageTask.Reinject.class, name = "reinject"),
  @JsonSubTypes.Type(value = StorageTask.Export.class, name = "export"),
  @JsonSubTypes.Type(value = StorageTask.Discard.class, name = "discard"),
  @JsonSubTypes.Type(value = StorageTask.Delete.class, name = "delete")
})
public sealed interface StorageTask {
  /** A preview's longer side, at most, in pixels. */
  int PREVIEW_SIDE = 512;

  TaskId id();

  /**
   * Decode the pictures, apply their EXIF orientation and write what the dream begins from, one
   * canvas an octave at {@link ObjectKeys#source}: the photo, or what {@code recipe.start()} says.
   * Where that is not the photo, and there is one, it goes to {@link ObjectKeys#photo}; the mask to
   * {@link ObjectKeys#mask}, stretched to the picture's shape; the guide, at its own size but at
   * most {@link Ingest#GUIDE_SIDE} long, to {@link ObjectKeys#guide}.
   *
   * @param source object key of the photo, as uploaded; null for none
   * @param guide likewise of the guide
   * @param mask likewise of the mask
   */
  record Ingest(
      TaskId id,
      @Nullable String source,
      @Nullable String guide,
      @Nullable String mask,
      Recipe recipe)
      implements StorageTask {
    /** A guide's longer side, at most, in pixels. */
    public static final int GUIDE_SIDE = 1024;
  }

  /**
   * {@code output = clip(canvas + scale * sum(window_i * delta_i))} over one region.
   *
   * @param canvas prefix of the canvas that the pieces were dreamed from
   * @param output prefix of the next version, of which this region's chunks are written
   * @param region whole chunks (or up to the border), at most 2048 x 2048
   * @param scale 1 for changes, {@code step / 255 / mean|g|} for raw gradients
   * @param feather width of the linear ramp across a cut between tiles, in pixels; 0 for none
   * @param pieces every tile whose keep meets the region, in tile order
   */
  record Reassemble(
      TaskId id,
      String canvas,
      String output,
      Size picture,
      Rect region,
      double scale,
      int feather,
      List<Piece> pieces)
      implements StorageTask {
    public Reassemble {
      pieces = List.copyOf(pieces);
    }
  }

  /** One accepted tile: its place, and its delta with the hash that it must have. */
  record Piece(Rect core, Rect keep, String delta, String sha256) {}

  /**
   * {@code output = clip(nextSource + share * enlarge(canvas - source))} over one region: the
   * detail that an octave dreamed, added to the next octave's source. Where it is asked for, a
   * preview of {@code canvas} is made besides: an sRGB PNG, reduced to {@link #PREVIEW_SIDE} where
   * that is larger.
   *
   * @param share of the detail that goes on, 0..1; null in a task of an older scheduler, for 1
   * @param from size of {@code canvas} and {@code source}
   * @param to size of {@code nextSource} and {@code output}
   * @param region of {@code output}
   * @param preview object key of the preview; null for none, for one region is asked for it
   */
  record Reinject(
      TaskId id,
      String canvas,
      String source,
      Size from,
      String nextSource,
      Size to,
      String output,
      Rect region,
      Double share,
      @Nullable String preview)
      implements StorageTask {}

  /**
   * Encode a canvas as a PNG at {@code output}, with what was said of the photo in its file: EXIF
   * and the colour profile. Where it is asked for, a preview of {@code canvas} is made besides, as
   * with {@link Reinject}: of the dream itself, whatever {@code finish} says.
   *
   * @param source prefix of the canvas that the dream is measured against and mixed with, of the
   *     same size: the photo, or what it began from
   * @param upload object key of the photo, as uploaded; null for none
   * @param finish how much of the dream is shown
   * @param preview object key of the preview; null for none
   */
  record Export(
      TaskId id,
      String canvas,
      Size picture,
      String output,
      String source,
      @Nullable String upload,
      Finish finish,
      @Nullable String preview)
      implements StorageTask {}

  /**
   * Delete what the dream needs no more.
   *
   * @param prefix of it, within {@link ObjectKeys#incarnation}
   */
  record Discard(TaskId id, String prefix) implements StorageTask {}

  /** Delete everything the dream owns in the store. */
  record Delete(TaskId id) implements StorageTask {}
}
