package io.oneiros.contract.plan;

import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What a dream takes, known before it is begun, from its recipe and the size of its picture alone.
 *
 * @param octaves coarse to fine
 * @param patch the largest piece that is computed at a time, halo and all, in pixels
 * @param pixelSteps pixels of each octave times its steps: what progress is counted in
 * @param moved pixels that rounds, the ways between octaves and the export read and write
 * @param stored bytes in the object store when they are most, about, beside the uploads
 */
public record Plan(List<Octave> octaves, Size patch, long pixelSteps, long moved, long stored) {
  private static final int BYTES_OF_CANVAS = 12;
  private static final int BYTES_OF_PNG = 3;

  /** The canvas that a round reads, its deltas, and the canvas that is made of them. */
  private static final int CANVASES_OF_ROUND = 3;

  /**
   * @param steps gradient steps
   * @param rounds that these take, one after the other
   * @param tiles of all rounds together; those of one may be dreamed at the same time
   * @param patchSteps pixels times steps of all that is computed, halos and all
   */
  public record Octave(Size size, int steps, int rounds, int tiles, long patchSteps) {
    /** So many workers find something to do at a time. */
    public int atOnce() {
      return tiles / rounds;
    }
  }

  /** Pixels times steps of all that is computed, halos and all. */
  public long patchSteps() {
    return octaves.stream().mapToLong(Octave::patchSteps).sum();
  }

  public Plan {
    octaves = List.copyOf(octaves);
  }

  /**
   * @param picture that is uploaded, or that {@code recipe.start()} names
   */
  public static Plan of(Recipe recipe, Size picture) {
    List<Size> sizes = recipe.sizes(picture);
    Patches patches = Patches.of(recipe);
    List<Octave> octaves = new ArrayList<>();
    Size patch = new Size(1, 1);
    long moved = sizes.get(sizes.size() - 1).pixels();
    for (int i = 0; i < sizes.size(); i++) {
      Size size = sizes.get(i);
      long patchSteps = 0;
      List<Round> rounds = RoundPlan.of(recipe, i, size);
      for (Round round : rounds) {
        patchSteps += patches.pixels(round.tiles()) * round.steps();
        patch = larger(patch, patches.largest(round.tiles()));
      }
      moved += size.pixels() * (rounds.size() + 1);
      int tiles = rounds.stream().mapToInt(round -> round.tiles().tiles()).sum();
      octaves.add(new Octave(size, recipe.iterations(i), rounds.size(), tiles, patchSteps));
    }
    return new Plan(octaves, patch, recipe.pixelSteps(picture), moved, stored(recipe, sizes));
  }

  /**
   * Sources are all there from the beginning, and each goes when its octave is over, but for the
   * coarsest.
   */
  private static long stored(Recipe recipe, List<Size> sizes) {
    long left = sizes.stream().mapToLong(Size::pixels).sum();
    long most = 0;
    for (Size size : sizes) {
      most = Math.max(most, left + CANVASES_OF_ROUND * size.pixels());
      left -= size.pixels();
    }
    long first = sizes.get(0).pixels();
    long last = sizes.get(sizes.size() - 1).pixels();
    // A pyramid is a third more than the picture.
    long shown =
        BYTES_OF_PNG * last * (Boolean.TRUE.equals(recipe.finish().deepZoom()) ? 7 : 3) / 3;
    return BYTES_OF_CANVAS * (most + first) + shown;
  }

  private static Size larger(Size a, Size b) {
    return new Size(Math.max(a.width(), b.width()), Math.max(a.height(), b.height()));
  }
}
