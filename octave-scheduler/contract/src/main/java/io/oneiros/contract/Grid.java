package io.oneiros.contract;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures of one size that are dreamed together, side by side in one: row by row from the top
 * left, as near to a square as can be, no gap between them. Places that are left over at the end
 * hold no picture and stay as they are.
 */
public record Grid(int columns, int rows, int pictures) {

  /**
   * @param pictures at least 1
   */
  public static Grid of(int pictures) {
    int columns = (int) Math.ceil(Math.sqrt(pictures));
    return new Grid(columns, (pictures + columns - 1) / columns, pictures);
  }

  /** Of all together. */
  public Size around(Size picture) {
    return new Size(
        Math.multiplyExact(columns, picture.width()), Math.multiplyExact(rows, picture.height()));
  }

  /** Of one picture. */
  public Size picture(Size all) {
    return new Size(all.width() / columns, all.height() / rows);
  }

  /** Where each picture lies. */
  public List<Rect> cells(Size all) {
    Size one = picture(all);
    return IntStream.range(0, pictures)
        .mapToObj(
            i ->
                new Rect(
                    i % columns * one.width(),
                    i / columns * one.height(),
                    one.width(),
                    one.height()))
        .toList();
  }
}
