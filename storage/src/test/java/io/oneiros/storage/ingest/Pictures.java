package io.oneiros.storage.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Makes picture files for tests. */
public final class Pictures {
  /** One red pixel, lossless WebP: Java itself cannot write it. */
  public static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAAcQ/Y/+ByKi/wEA");

  private static final int AFTER_START_OF_IMAGE = 2;

  private Pictures() {}

  /** A picture without two equal pixels near each other, smooth enough for JPEG. */
  public static BufferedImage gradient(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = x * 255 / width << 16 | y * 255 / height << 8 | (x + y) * 255 / (width + height);
        image.setRGB(x, y, 0xFF000000 | rgb);
      }
    }
    return image;
  }

  public static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer of " + format + " for " + image);
    }
    return out.toByteArray();
  }

  /** The JPEG with an EXIF segment that holds its orientation and nothing else. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, AFTER_START_OF_IMAGE)
        .put(exif)
        .put(jpeg, AFTER_START_OF_IMAGE, jpeg.length - AFTER_START_OF_IMAGE)
        .array();
  }
}
