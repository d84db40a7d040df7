package io.oneiros.contract.plan;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture cut into tiles by a grid of lines, numbered row by row from the top left. Cores are
 * disjoint and cover the picture; a keep is a core grown by half the feather.
 *
 * @param feather width of the ramp across a cut, in pixels; 0 for none
 * @param xs where the columns are cut, ascending from 0 to the width
 * @param ys where the rows are cut, ascending from 0 to the height
 */
public record TilePlan(Size picture, int feather, List<Integer> xs, List<Integer> ys) {
  /** Width of the ramp across a cut in fast rounds, and so the least side of a core there. */
  public static final int FEATHER = 32;

  /** Sides of a region: four of a canvas's widest chunks, eight of the highest. */
  public static final int REGION = 2048;

  public TilePlan {
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
  }

  /** Even cuts, no core with a side longer than {@code tile}. */
  static TilePlan even(Size picture, int tile, int feather) {
    return new TilePlan(
        picture, feather, Cuts.even(picture.width(), tile), Cuts.even(picture.height(), tile));
  }

  /** The even cuts moved by half a tile along both axes; see {@link Cuts#shifted}. */
  static TilePlan shifted(Size picture, int tile, int feather) {
    return new TilePlan(
        picture,
        feather,
        Cuts.shifted(picture.width(), tile, FEATHER),
        Cuts.shifted(picture.height(), tile, FEATHER));
  }

  public int tiles() {
    return (xs.size() - 1) * (ys.size() - 1);
  }

  /** Whether both cut the picture alike, whatever their feathers. */
  public boolean sameCores(TilePlan other) {
    return xs.equals(other.xs) && ys.equals(other.ys);
  }

  /** The part of the picture that tile {@code index} alone answers for. */
  public Rect core(int index) {
    return cell(index, xs, ys);
  }

  /** What the delta of tile {@code index} covers. */
  public Rect keep(int index) {
    return core(index).grown(feather / 2, picture);
  }

  /** The tiles, in order, whose keep meets the region. */
  public List<Integer> over(Rect region) {
    return IntStream.range(0, tiles()).filter(i -> keep(i).intersects(region)).boxed().toList();
  }

  /**
   * The picture in regions of at most 2048 x 2048 pixels, row by row: what one storage task writes.
   * They are made of whole chunks of a canvas.
   */
  public static List<Rect> regions(Size picture) {
    List<Integer> xs = Cuts.every(REGION, picture.width());
    List<Integer> ys = Cuts.every(REGION, picture.height());
    List<Rect> regions = new ArrayList<>();
    for (int i = 0; i < (xs.size() - 1) * (ys.size() - 1); i++) {
      regions.add(cell(i, xs, ys));
    }
    return List.copyOf(regions);
  }

  private static Rect cell(int index, List<Integer> xs, List<Integer> ys) {
    int column = index % (xs.size() - 1);
    int row = index / (xs.size() - 1);
    return Rect.between(xs.get(column), ys.get(row), xs.get(column + 1), ys.get(row + 1));
  }
}
