package io.oneiros.storage.export;

import java.awt.color.ICC_Profile;
import java.awt.image.RenderedImage;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;

/** Encodes pictures as PNG; the same picture gives the same bytes. */
final class Png {
  /** 1 is no compression and 0 the best; noise-like dreams gain nothing from trying harder. */
  private static final float QUALITY = 0.9f;

  private Png() {}

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
