package io.oneiros.storage.export;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ChunkGrid;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.storage.region.Rows;

/**
 * A canvas as rows, of which it holds as many as a chunk is high. For one reader, which asks for
 * the same part of each row, from top to bottom.
 */
final class CanvasRows implements Rows {
  private final CanvasStore canvases;
  private final String canvas;
  private final Size size;
  private Rows strip;
  private int end;

  /**
   * @param canvas its prefix
   */
  CanvasRows(CanvasStore canvases, String canvas, Size size) {
    this.canvases = canvases;
    this.canvas = canvas;
    this.size = size;
  }

  @Override
  public void read(int y, int left, int width, float[] row) {
    if (y >= end) {
      int height = new ChunkGrid(size).chunk().height();
      end = Math.min((y / height + 1) * height, size.height());
      Rect part = new Rect(left, y, width, end - y);
      Planes planes = canvases.scanRegion(canvas, size, part);
      strip = Rows.of(planes, left, y);
    }
    strip.read(y, left, width, row);
  }
}
