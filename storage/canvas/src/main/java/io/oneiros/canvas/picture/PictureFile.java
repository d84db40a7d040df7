package io.oneiros.canvas.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a picture's file is made of, told by its first bytes; its name counts for nothing. */
public enum PictureFile {
  PNG {
    @Override
    void walk(Bytes in, PictureLimits limits) throws IOException {
      Png.walk(in);
    }
  },
  JPEG {
    @Override
    void walk(Bytes in, PictureLimits limits) throws IOException {
      Jpeg.walk(in, limits);
    }
  },
  GIF {
    @Override
    void walk(Bytes in, PictureLimits limits) throws IOException {
      Gif.walk(in);
    }
  },
  BMP {
    @Override
    void walk(Bytes in, PictureLimits limits) throws IOException {
      Bmp.walk(in);
    }
  },
  WEBP {
    @Override
    void walk(Bytes in, PictureLimits limits) throws IOException {
      Webp.walk(in, limits);
    }
  };

  private static final int HEAD = 12;

  /** Nothing if it is none of these. */
  public static Optional<PictureFile> of(Path file) throws IOException {
    String head = head(file);
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    } else if (head.startsWith("GIF8")) {
      return Optional.of(GIF);
    } else if (head.startsWith("BM")) {
      return Optional.of(BMP);
    }
    return head.startsWith("RIFF") && head.startsWith("WEBP", 8)
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  /**
   * Goes through the file of this kind as far as its first picture, which is the one that counts;
   * what comes after that is nobody's business. Whether its pixels can be decoded is not told.
   *
   * @throws DamagedPictureException if it is cut off, or built so that decoders would take more
   *     memory or time for it than its size in pixels tells
   */
  public void requireWhole(Path file, PictureLimits limits) throws IOException {
    try (Bytes in = new Bytes(file)) {
      walk(in, limits);
    } catch (EOFException e) {
      throw new DamagedPictureException("It is cut off.");
    }
  }

  abstract void walk(Bytes in, PictureLimits limits) throws IOException;

  private static String head(Path file) throws IOException {
    StringBuilder head = new StringBuilder();
    try (Bytes in = new Bytes(file)) {
      while (head.length() < HEAD) {
        head.append((char) in.u8());
      }
    } catch (EOFException e) {
      // A short file is what it is.
    }
    return head.toString();
  }
}
