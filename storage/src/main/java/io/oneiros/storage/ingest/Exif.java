package io.oneiros.storage.ingest;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.imaging.riff.RiffHandler;
import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.riff.RiffReader;
import com.drew.lang.StreamReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A picture's EXIF as one block, which begins as a TIFF file does. */
final class Exif {
  private static final byte[] HEADER = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final String WEBP_CHUNK = "EXIF";

  private static final int ENTRY = 12;
  private static final short ORIENTATION = 0x0112;
  private static final short SHORT = 3;
  private static final short UPRIGHT = 1;

  private Exif() {}

  /** The block of a file; nothing where there is none, or the format has no place for it. */
  static Optional<byte[]> of(Path file, PictureFormat format) throws IOException {
    return switch (format) {
      case PNG -> PngChunks.exif(file);
      case JPEG -> jpeg(file);
      case WEBP -> webp(file);
      case GIF, BMP -> Optional.empty();
    };
  }

  /**
   * The same block for a picture whose pixels have been turned upright: its orientation, if it has
   * one, is 1. Its thumbnail, which shows the picture as it was, belongs to it no more. Everything
   * else stays where it is, as notes of a camera's maker hold places within the block.
   *
   * @return nothing if the block is damaged
   */
  static Optional<byte[]> upright(byte[] block) {
    byte[] result = block.clone();
    ByteBuffer tiff = ByteBuffer.wrap(result);
    try {
      tiff.order(tiff.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      if (tiff.get(0) != tiff.get(1) || tiff.getShort(2) != 42) {
        return Optional.empty();
      }
      int at = tiff.getInt(4) + Short.BYTES;
      int end = at + (tiff.getShort(at - Short.BYTES) & 0xFFFF) * ENTRY;
      for (; at < end; at += ENTRY) {
        if (tiff.getShort(at) == ORIENTATION) {
          tiff.putShort(at + 2, SHORT).putInt(at + 4, 1).putShort(at + 8, UPRIGHT);
        }
      }
      // The place of the next directory, which is the thumbnail's.
      tiff.putInt(end, 0);
      return Optional.of(result);
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> jpeg(Path file) throws IOException {
    try {
      Iterable<byte[]> segments =
          JpegSegmentReader.readSegments(file.toFile(), Set.of(JpegSegmentType.APP1))
              .getSegments(JpegSegmentType.APP1);
      for (byte[] segment : segments) {
        if (begins(segment)) {
          return Optional.of(bare(segment));
        }
      }
      return Optional.empty();
    } catch (JpegProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> webp(Path file) throws IOException {
    List<byte[]> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      new RiffReader().processRiff(new StreamReader(in), collecting(found));
    } catch (RiffProcessingException | EOFException e) {
      return Optional.empty();
    }
    return found.stream().findFirst().map(Exif::bare);
  }

  private static RiffHandler collecting(List<byte[]> found) {
    return new RiffHandler() {
      @Override
      public boolean shouldAcceptRiffIdentifier(String identifier) {
        return true;
      }

      @Override
      public boolean shouldAcceptChunk(String type) {
        return type.equals(WEBP_CHUNK);
      }

      @Override
      public boolean shouldAcceptList(String type) {
        return false;
      }

      @Override
      public void processChunk(String type, byte[] payload) {
        found.add(payload);
      }

      @Override
      public void addError(String message) {
        // What is damaged behind the block is no concern of it.
      }
    };
  }

  private static boolean begins(byte[] segment) {
    return segment.length > HEADER.length
        && Arrays.equals(segment, 0, HEADER.length, HEADER, 0, HEADER.length);
  }

  private static byte[] bare(byte[] block) {
    return begins(block) ? Arrays.copyOfRange(block, HEADER.length, block.length) : block;
  }
}
