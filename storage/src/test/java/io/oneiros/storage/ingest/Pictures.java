package io.oneiros.storage.ingest;

import io.oneiros.canvas.picture.PictureLimits;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Makes picture files for tests. */
public final class Pictures {
  /** One red pixel, lossless WebP: Java itself cannot write it. */
  public static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAAcQ/Y/+ByKi/wEA");

  private static final int AFTER_HEADER = 33;
  private static final int AFTER_START_OF_IMAGE = 2;

  private Pictures() {}

  /** Red, of any size: each of the five prefix codes has one symbol, so a pixel takes no bit. */
  static byte[] webp(int width, int height) {
    BigInteger bits = BigInteger.ZERO;
    int at = 0;
    // Value and bits: the size, no alpha, the version; no transform, cache or meta codes; of each
    // code that it is simple, of one symbol, of 8 bits, and that.
    int[][] fields = {
      {width - 1, 14},
      {height - 1, 14},
      {0, 4},
      {0, 3},
      {0b101, 3},
      {0, 8},
      {0b101, 3},
      {255, 8},
      {0b101, 3},
      {0, 8},
      {0b101, 3},
      {255, 8},
      {0b101, 3},
      {0, 8}
    };
    for (int[] field : fields) {
      bits = bits.or(BigInteger.valueOf(field[0]).shiftLeft(at));
      at += field[1];
    }
    byte[] pixels = bits.toByteArray();
    ByteBuffer file = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(24).put((byte) 0x2F);
    for (int i = pixels.length - 1; i >= 0; i--) {
      file.put(pixels[i]);
    }
    return file.array();
  }

  /** Decodes what can be decoded into a file there. */
  static Decoder onDisk(long pixels, Path folder) {
    return new Decoder(atMost(pixels), 0, 1 << 30, folder);
  }

  /** The default limits but for the number of pixels. */
  public static PictureLimits atMost(long pixels) {
    PictureLimits d = PictureLimits.DEFAULTS;
    return new PictureLimits(pixels, d.maxSide(), d.maxMetadataBytes(), d.maxScans());
  }

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

  /** The JPEG with that EXIF, a block that begins as a TIFF file does. */
  public static byte[] withExif(byte[] jpeg, byte[] block) {
    return withSegment(jpeg, 0xE1, "Exif\0\0", block);
  }

  /** The PNG or JPEG as if its samples were of that profile. */
  public static byte[] withProfile(byte[] file, ICC_Profile profile) throws IOException {
    return (file[0] & 0xFF) == 0xFF
        ? withSegment(file, 0xE2, "ICC_PROFILE\0\1\1", profile.getData())
        : withChunk(file, "iCCP", deflated("p3\0\0", profile.getData()));
  }

  /** The PNG with one more chunk, after its header. */
  public static byte[] withChunk(byte[] png, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    return ByteBuffer.allocate(png.length + content.length + 12)
        .put(png, 0, AFTER_HEADER)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) crc.getValue())
        .put(png, AFTER_HEADER, png.length - AFTER_HEADER)
        .array();
  }

  private static byte[] withSegment(byte[] jpeg, int marker, String name, byte[] content) {
    byte[] header = name.getBytes(StandardCharsets.US_ASCII);
    int length = Short.BYTES + header.length + content.length;
    return ByteBuffer.allocate(jpeg.length + Short.BYTES + length)
        .put(jpeg, 0, AFTER_START_OF_IMAGE)
        .put((byte) 0xFF)
        .put((byte) marker)
        .putShort((short) length)
        .put(header)
        .put(content)
        .put(jpeg, AFTER_START_OF_IMAGE, jpeg.length - AFTER_START_OF_IMAGE)
        .array();
  }

  private static byte[] deflated(String before, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(before.getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(content);
    }
    return out.toByteArray();
  }

  /** Display P3: the curves of sRGB, and primaries that are further apart (adapted to D50). */
  public static ICC_Profile displayP3() {
    ICC_Profile profile =
        ICC_Profile.getInstance(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    profile.setData(ICC_Profile.icSigRedColorantTag, xyz(0.51512, 0.24120, -0.00105));
    profile.setData(ICC_Profile.icSigGreenColorantTag, xyz(0.29198, 0.69225, 0.04189));
    profile.setData(ICC_Profile.icSigBlueColorantTag, xyz(0.15710, 0.06657, 0.78407));
    return profile;
  }

  /** A profile whose red nobody can find. */
  public static ICC_Profile damagedProfile() {
    byte[] data = displayP3().getData();
    int tag = new String(data, StandardCharsets.ISO_8859_1).indexOf("rXYZ");
    data[tag] = 'x';
    return ICC_Profile.getInstance(data);
  }

  private static byte[] xyz(double... values) {
    ByteBuffer tag = ByteBuffer.allocate(20).put("XYZ ".getBytes(StandardCharsets.US_ASCII));
    tag.putInt(0);
    for (double value : values) {
      tag.putInt((int) Math.round(value * 0x10000));
    }
    return tag.array();
  }
}
