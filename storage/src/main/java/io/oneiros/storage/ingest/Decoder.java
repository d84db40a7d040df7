package io.oneiros.storage.ingest;

import static io.oneiros.contract.ProblemCode.NOT_A_PICTURE;
import static io.oneiros.contract.ProblemCode.TOO_MANY_PIXELS;

import io.oneiros.canvas.picture.PictureFile;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import io.oneiros.storage.ingest.FileBuffer.NoRoomException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes a file that may be anything: the format is told by its first bytes, and nothing is
 * decoded before the header's size has been found within the limit.
 */
public final class Decoder {
  /** Pixels of a PNG or JPEG decoded on the heap; more of them go to a file. */
  private static final long HEAP_PIXELS = 16_000_000;

  private static final Pattern CUT_OFF =
      Pattern.compile("truncated|premature|unexpected end", Pattern.CASE_INSENSITIVE);

  private final long maxPixels;
  private final long heapPixels;
  private final Path folder;

  /** Of large pictures that decoders hold whole there is one at a time, until it is closed. */
  private final Semaphore whole = new Semaphore(1);

  /**
   * @param maxPixels most pixels taken
   */
  public Decoder(long maxPixels) {
    this(maxPixels, HEAP_PIXELS, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param folder of these files
   */
  Decoder(long maxPixels, long heapPixels, Path folder) {
    this.maxPixels = maxPixels;
    this.heapPixels = heapPixels;
    this.folder = folder;
  }

  /**
   * Whoever asked for the picture closes it.
   *
   * @param name of the picture among those of its dream, for whoever reads what is wrong with it
   * @throws ProblemException {@code not-a-picture} or {@code too-many-pixels}
   * @throws IOException if it is this machine that cannot: another attempt may succeed
   */
  public Picture decode(Path file, String name) throws IOException {
    PictureFile format =
        PictureFile.of(file)
            .orElseThrow(
                () ->
                    new ProblemException(
                        NOT_A_PICTURE,
                        "The %s is no PNG, JPEG, WebP, GIF or BMP file by its first bytes."
                            .formatted(name)));
    try {
      format.requireWhole(file);
      Orientation orientation = orientation(file, format);
      return read(file, format, orientation, name);
    } catch (ProblemException | NoRoomException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      requireThisMachineCan(e);
      // Decoders meet damage with any exception at all.
      throw new ProblemException(
          NOT_A_PICTURE, "The %s cannot be read as %s: %s".formatted(name, format, e.getMessage()));
    }
  }

  /** Decoders hide what befell them in exceptions of their own. */
  private static void requireThisMachineCan(Throwable e) throws IOException {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UncheckedIOException disk) {
        throw disk.getCause();
      } else if (cause instanceof OutOfMemoryError error) {
        throw error;
      }
    }
  }

  private Picture read(Path file, PictureFile format, Orientation orientation, String name)
      throws IOException {
    ImageReader reader = Readers.reader(format);
    try (ImageInputStream in = new EndingInput(file)) {
      reader.setInput(in, true, true);
      Size size = new Size(reader.getWidth(0), reader.getHeight(0));
      requireWithinLimit(size, name);
      long held = Readers.held(file, format, size.pixels());
      requireRoom(held, size, name);
      if (held == 0 || size.pixels() <= heapPixels) {
        return new Picture(pixels(reader, size, file, format), orientation, () -> {});
      }
      whole.acquireUninterruptibly();
      boolean decoded = false;
      try {
        BufferedImage image = pixels(reader, size, file, format);
        decoded = true;
        return new Picture(image, orientation, whole::release);
      } finally {
        if (!decoded) {
          whole.release();
        }
      }
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage pixels(ImageReader reader, Size size, Path file, PictureFile format)
      throws IOException {
    BufferedImage image =
        Readers.rowByRow(format) && size.pixels() > heapPixels
            ? readToFile(reader, size)
            : read(reader, reader.getDefaultReadParam());
    return format == PictureFile.PNG ? inItsColours(image, file) : image;
  }

  private BufferedImage readToFile(ImageReader reader, Size size) throws IOException {
    BufferedImage pixels =
        FileBuffer.image(reader.getImageTypes(0).next(), size.width(), size.height(), folder);
    try {
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(pixels);
      return read(reader, param);
    } catch (IOException | RuntimeException e) {
      FileBuffer.free(pixels);
      throw e;
    }
  }

  private static BufferedImage read(ImageReader reader, ImageReadParam param) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0, param);
    requireWhole(warnings);
    return image;
  }

  private static BufferedImage inItsColours(BufferedImage image, Path file) throws IOException {
    return PngChunks.profile(file).map(p -> Profiles.assigned(image, p)).orElse(image);
  }

  /** Decoders of JPEG fill with grey what is missing, and only say so. */
  private static void requireWhole(List<String> warnings) throws IOException {
    for (String warning : warnings) {
      if (CUT_OFF.matcher(warning).find()) {
        throw new IOException("it is cut off (%s)".formatted(warning));
      }
    }
  }

  /** Half of the heap: the rest is for the other tasks. */
  private static void requireRoom(long held, Size size, String name) {
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (held > most) {
      throw new ProblemException(
          TOO_MANY_PIXELS,
          "The %s has %d x %d pixels that its decoder must hold all at a time, in %d MB; storage has %d MB for that. Send a PNG or a baseline JPEG, or give storage more memory (-Xmx)."
              .formatted(name, size.width(), size.height(), held >> 20, most >> 20));
    }
  }

  private void requireWithinLimit(Size size, String name) {
    if (size.pixels() > maxPixels) {
      throw new ProblemException(
          new Problem(
              TOO_MANY_PIXELS,
              "The %s has %d x %d = %d pixels; at most %d are taken."
                  .formatted(name, size.width(), size.height(), size.pixels(), maxPixels),
              "oneiros.limits.max-pixels"));
    }
    if (Math.max(size.width(), size.height()) > PictureFile.MOST_SIDE) {
      throw new ProblemException(
          TOO_MANY_PIXELS,
          "The %s is %d x %d pixels; at most %d are taken on a side."
              .formatted(name, size.width(), size.height(), PictureFile.MOST_SIDE));
    }
  }

  /** Upright where the file does not say, or says it unreadably. */
  private static Orientation orientation(Path file, PictureFile format) throws IOException {
    return Exif.of(file, format).map(Exif::orientation).orElse(Orientation.UPRIGHT);
  }
}
