package io.oneiros.storage.ingest;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Grid;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.spec.Start;
import io.oneiros.contract.spec.Start.From;
import io.oneiros.storage.region.Blocks;
import io.oneiros.storage.region.Pixels;
import io.oneiros.storage.region.Resample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes what a dream begins from, and the pictures that it looks at: one canvas an octave of the
 * source, of the photo where that is another picture, and of the mask; and one of the guide. Every
 * octave is made from the full picture. One picture is in memory at a time. Once an upload is gone,
 * so is the dream: then it takes back what it has written, for nobody will delete it any more.
 */
public final class Ingest {
  private final ObjectStore objects;
  private final CanvasStore canvases;
  private final Decoder decoder;
  private final Blocks blocks;

  public Ingest(ObjectStore objects, CanvasStore canvases, Decoder decoder, Blocks blocks) {
    this.objects = objects;
    this.canvases = canvases;
    this.decoder = decoder;
    this.blocks = blocks;
  }

  /**
   * @throws ProblemException if one of the uploads is no picture, or too large a one, naming it
   * @throws MissingObjectException if one of the uploads is not there, or no more
   */
  public Result.Ingested run(StorageTask.Ingest task) throws IOException {
    TaskId id = task.id();
    Recipe recipe = task.recipe();
    IntFunction<String> source = octave -> ObjectKeys.source(id.dream(), id.incarnation(), octave);
    boolean fromPhoto = recipe.start().from() == From.PHOTO;
    List<Size> sizes =
        task.source() == null
            ? recipe.sizes(recipe.start().size())
            : photo(
                task,
                fromPhoto
                    ? source
                    : octave -> ObjectKeys.photo(id.dream(), id.incarnation(), octave));
    if (!fromPhoto) {
      pyramid(task, sizes, source, nothing(recipe, sizes.get(sizes.size() - 1)));
    }
    if (task.mask() != null) {
      try (Picture mask = decoded(task.mask(), "mask")) {
        pyramid(
            task,
            sizes,
            octave -> ObjectKeys.mask(id.dream(), id.incarnation(), octave),
            size -> new Luma(mask));
      }
    }
    return new Result.Ingested(id, sizes, task.guide() == null ? null : guide(task));
  }

  private List<Size> photo(StorageTask.Ingest task, IntFunction<String> canvas) throws IOException {
    try (Picture photo = decoded(task.source(), "picture")) {
      List<Size> sizes = task.recipe().sizes(photo.size());
      pyramid(task, sizes, canvas, size -> photo);
      return sizes;
    }
  }

  /**
   * What an octave begins from that begins from nothing. Smaller octaves are shrunk from the same
   * noise, as those of a photo would be, so that detail means the same in all of them.
   */
  private static Function<Size, Original> nothing(Recipe recipe, Size finest) {
    Start.From from = recipe.start().from();
    return size -> from == From.NOISE ? noise(recipe, finest) : new Grey(size);
  }

  /** Of pictures that are dreamed together each has its own, as if it were dreamed by itself. */
  private static Original noise(Recipe recipe, Size size) {
    Grid grid = recipe.start().grid();
    Size one = grid.picture(size);
    return new Mosaic(
        size,
        grid.cells(size),
        IntStream.range(0, grid.pictures())
            .<Original>mapToObj(i -> new Noise(one, recipe.seed() + i))
            .toList());
  }

  private Size guide(StorageTask.Ingest task) throws IOException {
    try (Picture guide = decoded(task.guide(), "guide")) {
      Size size = guide.size().atMost(StorageTask.Ingest.GUIDE_SIDE);
      String canvas = ObjectKeys.guide(task.id().dream(), task.id().incarnation());
      write(task, List.of(new Scale(guide, canvas, size)));
      return size;
    }
  }

  private Picture decoded(String key, String name) throws IOException {
    Path file = Files.createTempFile("oneiros-upload", null);
    try {
      objects.get(key, file);
      return decoder.decode(file, name);
    } catch (MissingObjectException e) {
      // Asked for once more it would be no more there.
      throw new ProblemException(
          ProblemCode.UPLOAD_GONE,
          "The upload '%s' of the dream's %s is not in the object store.".formatted(key, name));
    } finally {
      Files.delete(file);
    }
  }

  private void pyramid(
      StorageTask.Ingest task,
      List<Size> sizes,
      IntFunction<String> canvas,
      Function<Size, ? extends Original> original) {
    List<Scale> scales =
        IntStream.range(0, sizes.size())
            .mapToObj(
                octave ->
                    new Scale(
                        original.apply(sizes.get(octave)), canvas.apply(octave), sizes.get(octave)))
            .toList();
    write(task, scales);
  }

  /** A picture, and the canvas that it is to be at that size. */
  private record Scale(Original original, String canvas, Size size) {}

  /** Blocks of all scales at a time, for the small ones have but one. */
  private void write(StorageTask.Ingest task, List<Scale> scales) {
    blocks.forEach(
        scales, Scale::size, this::write, scale -> canvases.create(scale.canvas(), scale.size()));
    requireUploads(task);
  }

  private void write(Scale scale, Rect block) {
    Original original = scale.original();
    Planes planes = new Resample(original.size(), scale.size(), block).of(original.rows());
    Pixels.clip(planes);
    canvases.writeRegion(scale.canvas(), scale.size(), block, planes);
  }

  /** Who was thought dead may still write when all that the dream owned has been deleted. */
  private void requireUploads(StorageTask.Ingest task) {
    try {
      Stream.of(task.source(), task.guide(), task.mask())
          .filter(Objects::nonNull)
          .forEach(objects::length);
    } catch (MissingObjectException e) {
      objects.deletePrefix(ObjectKeys.incarnation(task.id().dream(), task.id().incarnation()));
      throw e;
    }
  }
}
