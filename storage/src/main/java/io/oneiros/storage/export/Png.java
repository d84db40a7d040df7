package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;
import java.awt.Point;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures as PNG; the same picture gives the same bytes. */
final class Png {
  /** 1 is no compression and 0 the best; noise-like dreams gain nothing from trying harder. */
  private static final float QUALITY = 0.9f;

  private Png() {}

  /**
   * A small picture's file.
   *
   * @param rgb rows of {@code RGBRGB...}
   * @param profile of the samples; null for sRGB
   */
  static byte[] of(byte[] rgb, int width, ICC_Profile profile) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      write(image(rgb, width), null, profile, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private static BufferedImage image(byte[] rgb, int width) {
    int row = Planes.CHANNELS * width;
    WritableRaster pixels =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            width,
            rgb.length / row,
            row,
            Planes.CHANNELS,
            StripImage.RGB.clone(),
            new Point());
    return new BufferedImage(StripImage.COLOURS, pixels, false, null);
  }

  /**
   * @param image whose rows are asked for one after the other
   * @param exif null for none
   * @param profile of the samples; null for sRGB
   */
  static void write(RenderedImage image, byte[] exif, ICC_Profile profile, ImageOutputStream out)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
      PngMetadata.add(metadata, exif, profile);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
  }
}
