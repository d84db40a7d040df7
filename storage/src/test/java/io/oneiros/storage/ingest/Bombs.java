package io.oneiros.storage.ingest;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes files that somebody wicked might send. */
final class Bombs {
  static final byte[] END_OF_IMAGE = {(byte) 0xFF, (byte) 0xD9};
  private static final int PNG_HEADER = 33;
  private static final int PNG_END = 12;
  private static final int MEGABYTE = 1 << 20;

  private Bombs() {}

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    }
    return out.toByteArray();
  }

  /** Deflated zeros, a thousandth of what they become. */
  static byte[] zeros(int megabytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9))) {
      for (int i = 0; i < megabytes; i++) {
        deflater.write(new byte[MEGABYTE]);
      }
    }
    return out.toByteArray();
  }

  /** The PNG's header, as if it were so large, and other pixels. */
  static byte[] png(byte[] png, int width, int height, byte[] pixels) {
    byte[] header = Arrays.copyOf(png, PNG_HEADER);
    CRC32 crc = new CRC32();
    ByteBuffer.wrap(header).putInt(16, width).putInt(20, height);
    crc.update(header, 12, 17);
    ByteBuffer.wrap(header).putInt(29, (int) crc.getValue());
    return joined(
        Pictures.withChunk(header, "IDAT", pixels),
        Arrays.copyOfRange(png, png.length - PNG_END, png.length));
  }

  /** The PNG with a chunk that says it is as long as can be. */
  static byte[] endlessChunk(byte[] png, String name) {
    byte[] file = Pictures.withChunk(png, name, new byte[4]);
    ByteBuffer.wrap(file).putInt(PNG_HEADER, Integer.MAX_VALUE - 15);
    return file;
  }

  static byte[] bmp(int bits, int compression, int bytes, int colours, byte[] rows) {
    ByteBuffer header = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("BM")).putInt(54 + rows.length).putInt(0).putInt(54);
    header.putInt(40).putInt(4).putInt(4).putShort((short) 1).putShort((short) bits);
    header.putInt(compression).putInt(bytes).putInt(0).putInt(0).putInt(colours).putInt(0);
    return joined(header.array(), rows);
  }

  static byte[] progressive(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** The progressive JPEG, its last scan many times over. */
  static byte[] scans(byte[] progressive, int times) {
    int end = progressive.length - END_OF_IMAGE.length;
    int scan = end;
    while (progressive[scan] != (byte) 0xFF || progressive[scan + 1] != (byte) 0xDA) {
      scan--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(progressive, 0, end);
    for (int i = 0; i < times; i++) {
      out.write(progressive, scan, end - scan);
    }
    out.writeBytes(END_OF_IMAGE);
    return out.toByteArray();
  }

  /** The JPEG behind so many segments of 64 KiB. */
  static byte[] segments(byte[] jpeg, int times) {
    byte[] segment = new byte[65537];
    ByteBuffer.wrap(segment).putInt(0xFFE1FFFF);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    for (int i = 0; i < times; i++) {
      out.writeBytes(segment);
    }
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** A JPEG of four inks, as printers want it: inverted, and marked as Adobe's. */
  static byte[] cmyk(int width, int height, int cyan, int magenta, int yellow, int black)
      throws IOException {
    return cmyk(width, height, ImageWriteParam.MODE_DISABLED, cyan, magenta, yellow, black);
  }

  /**
   * @param progressive mode of {@link ImageWriteParam}
   */
  static byte[] cmyk(
      int width, int height, int progressive, int cyan, int magenta, int yellow, int black)
      throws IOException {
    WritableRaster inks =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    int[] ink = {255 - cyan, 255 - magenta, 255 - yellow, 255 - black};
    int[] row = new int[4 * width];
    for (int i = 0; i < row.length; i++) {
      row[i] = ink[i % 4];
    }
    for (int y = 0; y < height; y++) {
      inks.setPixels(0, y, width, 1, row);
    }
    ImageWriter writer = plainWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(progressive);
      writer.write(null, new IIOImage(inks, null, null), param);
    } finally {
      writer.dispose();
    }
    byte[] adobe =
        joined(new byte[] {(byte) 0xFF, (byte) 0xEE, 0, 14}, ascii("Adobe"), new byte[7]);
    adobe[10] = 100;
    byte[] jpeg = out.toByteArray();
    return joined(Arrays.copyOf(jpeg, 2), adobe, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** Java's own, which writes samples as they are. */
  private static ImageWriter plainWriter() {
    for (var writers = ImageIO.getImageWritersByFormatName("jpeg"); writers.hasNext(); ) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getName().startsWith("com.sun.")) {
        return writer;
      }
    }
    throw new IllegalStateException("Java writes no JPEG");
  }
}
