package io.oneiros.storage.ingest;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/** Turns any pixels into 8-bit sRGB, with white behind what is transparent. */
final class Srgb {
  private Srgb() {}

  /**
   * @return {@code 0xRRGGBB}, row by row
   */
  static int[] of(ColorModel model, WritableRaster pixels) {
    if (isOpaqueSrgb(model)) {
      return opaque(pixels);
    }
    int[] argb =
        model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            ? grey(model, pixels)
            : colour(new BufferedImage(model, pixels, model.isAlphaPremultiplied(), null));
    for (int i = 0; i < argb.length; i++) {
      argb[i] = overWhite(argb[i]);
    }
    return argb;
  }

  /** By hand, because Java takes grey samples for linear light and would make them too bright. */
  private static int[] grey(ColorModel model, WritableRaster pixels) {
    int bands = pixels.getNumBands();
    int[] samples = pixels.getPixels(0, 0, pixels.getWidth(), pixels.getHeight(), (int[]) null);
    int[] argb = new int[samples.length / bands];
    for (int i = 0; i < argb.length; i++) {
      int grey = eightBit(samples[i * bands], model.getComponentSize(0));
      int alpha = bands < 2 ? 255 : eightBit(samples[i * bands + 1], model.getComponentSize(1));
      argb[i] = alpha << 24 | grey << 16 | grey << 8 | grey;
    }
    return argb;
  }

  private static int eightBit(int sample, int bits) {
    int most = (1 << bits) - 1;
    return (sample * 255 + most / 2) / most;
  }

  /** The common case, ten times as quick as by the image. */
  private static int[] opaque(WritableRaster pixels) {
    int[] samples = pixels.getPixels(0, 0, pixels.getWidth(), pixels.getHeight(), (int[]) null);
    int[] rgb = new int[samples.length / 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = samples[3 * i] << 16 | samples[3 * i + 1] << 8 | samples[3 * i + 2];
    }
    return rgb;
  }

  private static boolean isOpaqueSrgb(ColorModel model) {
    return model instanceof ComponentColorModel
        && model.getColorSpace().isCS_sRGB()
        && model.getTransferType() == DataBuffer.TYPE_BYTE
        && !model.hasAlpha();
  }

  private static int[] colour(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage srgb = image;
    if (!(model instanceof IndexColorModel) && !model.getColorSpace().isCS_sRGB()) {
      srgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
      new ColorConvertOp(null).filter(image, srgb);
    }
    return srgb.getRGB(0, 0, width, height, null, 0, width);
  }

  private static int overWhite(int argb) {
    int alpha = argb >>> 24;
    if (alpha == 255) {
      return argb & 0xFFFFFF;
    }
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int value = argb >> shift & 255;
      result |= (value * alpha + 255 * (255 - alpha) + 127) / 255 << shift;
    }
    return result;
  }
}
