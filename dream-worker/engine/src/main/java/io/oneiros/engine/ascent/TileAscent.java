package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Climbs the gradient on a {@link Tile}, step by step. The result depends on the tile, the pixels
 * of its footprint, their mask and the gradient source alone: the same task run twice gives the
 * same bytes.
 */
public final class TileAscent {
  private final GradientSource source;

  public TileAscent(GradientSource source) {
    this.source = source;
  }

  /**
   * @param delta on {@code keep}: the change of the picture, or the gradient for {@link
   *     Normaliser.Raw} (objective per 1/255; after penalties, blur, luminance and mask; zero where
   *     keep is outside the patch)
   * @param statistics of the gradient over the core, one for each step that was done
   * @param objective of the patch when it was last looked at: before the last step, or where {@link
   *     Ascent#stopAt} ended them
   */
  public record Result(Picture delta, List<GradientStatistics> statistics, double objective) {
    public Result {
      statistics = List.copyOf(statistics);
    }
  }

  /** Of the deepest target layer, in pixels. */
  int stride() {
    return source.stride();
  }

  /** Without a mask. */
  public Result run(Tile tile, Picture region, BooleanSupplier cancelled) {
    return run(tile, region, Optional.empty(), cancelled);
  }

  /**
   * @param region the picture's pixels, 0..1, on {@code tile.footprint(stride)}; left as it is
   * @param mask of the same area: the change is multiplied with it. Statistics are not, so that a
   *     mask does not change how strongly is dreamed inside it
   * @param cancelled asked before every step
   * @throws CancellationException once {@code cancelled} says so
   * @throws AscentException if the gradient is not finite, or all zero where it must be divided by
   *     its norm
   */
  public Result run(Tile tile, Picture region, Optional<Mask> mask, BooleanSupplier cancelled) {
    TileClimb climb = new TileClimb(tile, source.stride(), region, mask);
    Climber.together(List.of(climb), source, cancelled);
    return climb.result();
  }

  /**
   * Several at a time, step by step, so that the objective may compare them: {@link
   * GradientSource#together}. What it does not compare comes out as by itself, to the byte.
   *
   * @param regions one for each tile
   * @return one for each tile
   * @throws CancellationException see {@link #run}
   * @throws AscentException see {@link #run}
   */
  public List<Result> together(List<Tile> tiles, List<Picture> regions, BooleanSupplier cancelled) {
    List<TileClimb> climbs =
        IntStream.range(0, tiles.size())
            .mapToObj(
                i -> new TileClimb(tiles.get(i), source.stride(), regions.get(i), Optional.empty()))
            .toList();
    Climber.together(climbs, source, cancelled);
    return climbs.stream().map(TileClimb::result).toList();
  }
}
