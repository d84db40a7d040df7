package io.oneiros.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.canvas.ChunkGrid.Chunk;
import io.oneiros.contract.Json;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * How a canvas is written down, after the Zarr v3 core specification: float32 of shape [3, H, W] in
 * chunks of [3, h, w] as {@link ChunkGrid} says, the {@code bytes} codec in little-endian order. A
 * chunk at the border is as large as any other; what lies beyond the picture is 0.
 */
final class Zarr {
  static final String METADATA = "zarr.json";

  private Zarr() {}

  /** The content of {@code zarr.json}. */
  static byte[] metadata(Size picture) {
    Size chunk = new ChunkGrid(picture).chunk();
    Map<String, Object> array =
        Map.of(
            "zarr_format",
            3,
            "node_type",
            "array",
            "shape",
            List.of(Planes.CHANNELS, picture.height(), picture.width()),
            "dimension_names",
            List.of("channel", "y", "x"),
            "data_type",
            "float32",
            "chunk_grid",
            named(
                "regular", "chunk_shape", List.of(Planes.CHANNELS, chunk.height(), chunk.width())),
            "chunk_key_encoding",
            named("default", "separator", "/"),
            "fill_value",
            0.0,
            "codecs",
            List.of(named("bytes", "endian", "little")),
            "attributes",
            Map.of("value_range", List.of(0, 1), "colour_space", "sRGB"));
    return Json.write(Map.class, array);
  }

  private static Map<String, Object> named(String name, String option, Object value) {
    return Map.of("name", name, "configuration", Map.of(option, value));
  }

  /** The picture's size from the content of {@code zarr.json}. */
  static Size size(byte[] metadata) {
    JsonNode shape = Json.read(JsonNode.class, metadata).path("shape");
    return new Size(shape.path(2).asInt(), shape.path(1).asInt());
  }

  /**
   * Encodes a chunk.
   *
   * @param region where in the picture {@code planes} lie
   */
  static byte[] encode(Planes planes, Rect region, ChunkGrid grid, Chunk chunk) {
    Size size = grid.chunk();
    Rect pixels = grid.pixels(chunk);
    ByteBuffer bytes = ByteBuffer.allocate(bytes(size)).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = bytes.asFloatBuffer();
    for (int c = 0; c < Planes.CHANNELS; c++) {
      for (int y = 0; y < pixels.height(); y++) {
        int from = planes.index(c, pixels.x() - region.x(), pixels.y() - region.y() + y);
        floats.put((c * size.height() + y) * size.width(), planes.values(), from, pixels.width());
      }
    }
    return bytes.array();
  }

  /**
   * Copies what a chunk and a region have in common into the region's planes.
   *
   * @throws IllegalArgumentException if the bytes are not a whole chunk
   */
  static void decode(byte[] bytes, ChunkGrid grid, Chunk chunk, Planes planes, Rect region) {
    Size size = grid.chunk();
    if (bytes.length != bytes(size)) {
      throw new IllegalArgumentException(
          "a chunk has %d bytes, not %d".formatted(bytes(size), bytes.length));
    }
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    Rect pixels = grid.pixels(chunk);
    Rect common = pixels.intersection(region);
    int left = common.x() - pixels.x();
    int top = common.y() - pixels.y();
    for (int c = 0; c < Planes.CHANNELS; c++) {
      for (int y = 0; y < common.height(); y++) {
        int to = planes.index(c, common.x() - region.x(), common.y() - region.y() + y);
        int from = (c * size.height() + top + y) * size.width() + left;
        floats.get(from, planes.values(), to, common.width());
      }
    }
  }

  private static int bytes(Size chunk) {
    return Planes.CHANNELS * chunk.width() * chunk.height() * Float.BYTES;
  }
}
