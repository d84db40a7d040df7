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
import java.util.stream.IntStream;

/** Samples in the colours of a profile, converted from sRGB with 16 bits. */
final class ProfileSamples implements Samples {
  private static final double MOST = 65535;

  /** Colours along each side of the cube that is looked at. */
  private static final int CUBE = 18;

  private final ColorConvertOp conversion;

  private ProfileSamples(ICC_Profile profile) {
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    conversion = new ColorConvertOp(new ICC_Profile[] {srgb, profile}, null);
  }

  /**
   * Most profiles are sRGB under another name, with other roundings: their samples are sRGB's.
   *
   * @return nothing if the profile tells how to see its colours, but not how to make them
   */
  static Optional<Samples> of(ICC_Profile profile) {
    try {
      Samples samples = new ProfileSamples(profile);
      Samples srgb = new SrgbSamples();
      return Optional.of(alike(samples, srgb) ? srgb : samples);
    } catch (CMMException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether they differ by 1 of 255 at most, in colours all over the cube. */
  private static boolean alike(Samples a, Samples b) {
    byte[] first = cube(a);
    byte[] second = cube(b);
    return IntStream.range(0, first.length)
        .allMatch(i -> Math.abs((first[i] & 0xFF) - (second[i] & 0xFF)) <= 1);
  }

  private static byte[] cube(Samples samples) {
    int colours = CUBE * CUBE * CUBE;
    Planes planes = Planes.of(colours, 1);
    for (int i = 0; i < colours; i++) {
      planes.values()[i] = (float) (i % CUBE) / (CUBE - 1);
      planes.values()[colours + i] = (float) (i / CUBE % CUBE) / (CUBE - 1);
      planes.values()[2 * colours + i] = (float) (i / CUBE / CUBE) / (CUBE - 1);
    }
    byte[] row = new byte[Planes.CHANNELS * colours];
    samples.write(planes, row, 0, colours);
    return row;
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
