package io.oneiros.contract;

import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start.Parametrisation;
import java.util.List;

/**
 * Topics {@code dream.tiles.KIND}: some gradient steps on one tile, for any worker of that kind.
 * Everything that decides the result is in it, so it may run twice, anywhere, and give the same
 * bytes.
 *
 * @param canvas prefix of the canvas to read, {@code picture} pixels large
 * @param core the tile: cores of a round are disjoint and cover the picture
 * @param keep what the delta covers: the core, grown by the feather in fast rounds
 * @param halo context around the core, in pixels, computed and thrown away
 * @param jitter greatest shift of the dream, which sizes the picture's outgrowth
 * @param shifts the jitter of each step; their number is the number of steps
 * @param step in units of 1/255, over the normaliser
 * @param meanGradient global mean |g| at the step of reference; for {@code TRACKED} only
 * @param ownGradient this tile's mean |g| there, if that step is past; absent if the reference is
 *     the task's first step
 * @param batch how many pictures {@code picture} is a {@link Grid} of, each dreamed with its own
 *     seed, the first one's with {@code seed}, the next with one more
 * @param generator whose code is climbed; null where it is something else
 * @param scene the other pictures that it looks at; null for none
 * @param seed of what is drawn at random besides the jitter
 * @param largest what a tile of this dream computes at most, halo and all, in any octave: who has
 *     no memory for that need not begin; null in a task of an older scheduler
 * @param output what the delta's object key begins with, {@link ObjectKeys#delta}; the delta is
 *     float32 little-endian, [3, keep.height, keep.width]
 */
public record TileTask(
    TaskId id,
    String model,
    String modelSha256,
    List<LayerWeight> layers,
    String canvas,
    Size picture,
    Rect core,
    Rect keep,
    int halo,
    int jitter,
    List<Shift> shifts,
    double step,
    Normalisation normalisation,
    @Nullable Double meanGradient,
    @Nullable Double ownGradient,
    Ascent ascent,
    Regularise regularise,
    Parametrisation parametrisation,
    Integer batch,
    @Nullable GeneratorFacts generator,
    @Nullable Scene scene,
    long seed,
    Size largest,
    String output) {
  /**
   * Pictures besides the one that is dreamed; each may be null.
   *
   * @param photo prefix of the canvas with the photo, of the picture's size
   * @param mask likewise of the mask
   * @param guide the guide
   * @param first the photo in the first octave, which channels are ranked by
   */
  public record Scene(
      @Nullable String photo,
      @Nullable String mask,
      @Nullable Still guide,
      @Nullable Still first) {}

  /**
   * A picture that stays as it is.
   *
   * @param canvas its prefix
   */
  public record Still(String canvas, Size size) {}

  public TileTask {
    // Tasks of an older scheduler say nothing of these.
    ascent = ascent == null ? Ascent.NONE.checked(Limits.DEFAULTS) : ascent;
    regularise = regularise == null ? Regularise.NONE.checked(Limits.DEFAULTS) : regularise;
    parametrisation = parametrisation == null ? Parametrisation.PIXELS : parametrisation;
    batch = batch == null ? 1 : batch;
    layers = List.copyOf(layers);
    shifts = List.copyOf(shifts);
  }
}
