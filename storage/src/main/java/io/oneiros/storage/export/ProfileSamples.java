package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** Samples in the colours of a profile, converted from sRGB with 16 bits. */
final class ProfileSamples implements Samples {
  private static final double MOST = 65535;

  private final ColorConvertOp conversion;

  private ProfileSamples(ICC_Profile profile) {
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    conversion = new ColorConvertOp(new ICC_Profile[] {srgb, profile}, null);
  }

  /** Nothing if the profile tells how to see its colours, but not how to make them. */
  static Optional<Samples> of(ICC_Profile profile) {
    try {
      Samples samples = new ProfileSamples(profile);
      samples.write(Planes.of(1, 1), new byte[Planes.CHANNELS], 0, 1);
      return Optional.of(samples);
    } catch (CMMException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(Planes part, byte[] rows, int left, int width) {
    WritableRaster converted = raster(DataBuffer.TYPE_BYTE, part);
    conversion.filter(sixteenBit(part), converted);
    byte[] samples = ((DataBufferByte) converted.getDataBuffer()).getData();
    int length = part.width() * Planes.CHANNELS;
    for (int y = 0; y < part.height(); y++) {
      System.arraycopy(samples, y * length, rows, (y * width + left) * Planes.CHANNELS, length);
    }
  }

  private static Raster sixteenBit(Planes part) {
    WritableRaster raster = raster(DataBuffer.TYPE_USHORT, part);
    short[] samples = ((DataBufferUShort) raster.getDataBuffer()).getData();
    int pixels = part.width() * part.height();
    for (int c = 0; c < Planes.CHANNELS; c++) {
      for (int i = 0; i < pixels; i++) {
        double value = Math.min(1, Math.max(0, part.values()[c * pixels + i]));
        samples[i * Planes.CHANNELS + c] = (short) Math.round(value * MOST);
      }
    }
    return raster;
  }

  private static WritableRaster raster(int type, Planes part) {
    return Raster.createInterleavedRaster(type, part.width(), part.height(), Planes.CHANNELS, null);
  }
}
