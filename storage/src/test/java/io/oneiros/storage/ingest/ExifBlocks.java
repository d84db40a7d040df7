package io.oneiros.storage.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes EXIF for tests. */
public final class ExifBlocks {
  private static final short ASCII = 2;
  private static final short SHORT = 3;
  private static final short LONG = 4;

  private ExifBlocks() {}

  /** What a camera writes: its maker, the orientation, and a directory with a thumbnail. */
  public static byte[] camera(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(90).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x010F).putShort(ASCII).putInt(7).putInt(38);
    tiff.putShort((short) 0x0112).putShort(SHORT).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    tiff.putInt(46);
    tiff.put("Camera\0\0".getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x0201).putShort(LONG).putInt(1).putInt(76);
    tiff.putShort((short) 0x0202).putShort(LONG).putInt(1).putInt(14);
    tiff.putInt(0);
    return tiff.array();
  }

  /** {@link Pictures#WEBP} with that block behind its pixels. */
  static byte[] webp(byte[] block) {
    int length = Pictures.WEBP.length + 8 + block.length;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(Pictures.WEBP)
        .put("EXIF".getBytes(StandardCharsets.US_ASCII))
        .putInt(block.length)
        .put(block)
        .putInt(4, length - 8)
        .array();
  }
}
