package io.oneiros.storage.ingest;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.MultiPixelPackedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.SinglePixelPackedSampleModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageTypeSpecifier;

/** Pixels in a {@link PagedFile}, so that a large picture needs little memory to be decoded in. */
final class FileBuffer extends DataBuffer implements AutoCloseable {
  private final PagedFile bytes;

  /** The pixels' file cannot be made: nothing is known about the picture. */
  static final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1;

    private NoRoomException(long size, Path folder, IOException cause) {
      super(
          "%d MB for a picture's pixels cannot be had in %s (%s)"
              .formatted((size >> 20) + 1, folder, cause),
          cause);
    }
  }

  private FileBuffer(int type, int length, int banks, PagedFile bytes) {
    super(type, length, banks);
    this.bytes = bytes;
  }

  /**
   * An image of that type whose pixels are in a file in {@code folder}, until {@link #free}.
   *
   * @throws NoRoomException if the file cannot be made
   * @throws IOException if the type is of an unknown kind
   */
  static BufferedImage image(ImageTypeSpecifier type, int width, int height, Path folder)
      throws IOException {
    SampleModel samples = type.getSampleModel(width, height);
    ColorModel colours = type.getColorModel();
    int kind = samples.getDataType();
    if (kind != TYPE_BYTE && kind != TYPE_USHORT && kind != TYPE_INT) {
      throw new IOException("pixels of an unknown kind: " + samples);
    }
    int banks = samples instanceof ComponentSampleModel c ? banks(c) : 1;
    int length = Math.multiplyExact(stride(samples), height);
    long size = (long) length * banks * (getDataTypeSize(kind) / Byte.SIZE);
    DataBuffer buffer = new FileBuffer(kind, length, banks, file(folder, size));
    return new BufferedImage(
        colours,
        Raster.createWritableRaster(samples, buffer, null),
        colours.isAlphaPremultiplied(),
        null);
  }

  /** Gives back the room that an image's pixels take on the disk, if they are there. */
  static void free(BufferedImage image) {
    if (image.getRaster().getDataBuffer() instanceof FileBuffer pixels) {
      pixels.close();
    }
  }

  private static int banks(ComponentSampleModel samples) {
    int most = 0;
    for (int bank : samples.getBankIndices()) {
      most = Math.max(most, bank);
    }
    return most + 1;
  }

  private static int stride(SampleModel samples) throws IOException {
    if (samples instanceof ComponentSampleModel component) {
      return component.getScanlineStride();
    }
    if (samples instanceof SinglePixelPackedSampleModel single) {
      return single.getScanlineStride();
    }
    if (samples instanceof MultiPixelPackedSampleModel multi) {
      return multi.getScanlineStride();
    }
    throw new IOException("pixels of an unknown order: " + samples);
  }

  private static PagedFile file(Path folder, long size) throws NoRoomException {
    try {
      return new PagedFile(folder, size);
    } catch (IOException e) {
      throw new NoRoomException(size, folder, e);
    }
  }

  @Override
  public int getElem(int bank, int i) {
    long at = (long) bank * size + i;
    return switch (dataType) {
      case TYPE_BYTE -> bytes.get(at) & 0xFF;
      case TYPE_USHORT -> bytes.getShort(at * Short.BYTES) & 0xFFFF;
      default -> bytes.getInt(at * Integer.BYTES);
    };
  }

  @Override
  public void setElem(int bank, int i, int value) {
    long at = (long) bank * size + i;
    switch (dataType) {
      case TYPE_BYTE -> bytes.put(at, (byte) value);
      case TYPE_USHORT -> bytes.putShort(at * Short.BYTES, (short) value);
      default -> bytes.putInt(at * Integer.BYTES, value);
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
