package io.oneiros.storage.ingest;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.storage.region.Rows;
import java.util.List;

/**
 * Pictures side by side; 0.5 where there is none.
 *
 * @param cells where each lies
 * @param pictures each of its cell's size
 */
record Mosaic(Size size, List<Rect> cells, List<Original> pictures) implements Original {

  @Override
  public Rows rows() {
    List<Rows> each = pictures.stream().map(Original::rows).toList();
    Rows grey = new Grey(size).rows();
    return (y, left, width, row) -> {
      grey.read(y, left, width, row);
      Rect line = new Rect(left, y, width, 1);
      for (int i = 0; i < cells.size(); i++) {
        if (cells.get(i).intersects(line)) {
          put(each.get(i), cells.get(i), line, row);
        }
      }
    };
  }

  private static void put(Rows picture, Rect cell, Rect line, float[] row) {
    Rect part = cell.intersection(line);
    float[] values = new float[Planes.CHANNELS * part.width()];
    picture.read(line.y() - cell.y(), part.x() - cell.x(), part.width(), values);
    for (int c = 0; c < Planes.CHANNELS; c++) {
      int to = c * line.width() + part.x() - line.x();
      System.arraycopy(values, c * part.width(), row, to, part.width());
    }
  }
}
