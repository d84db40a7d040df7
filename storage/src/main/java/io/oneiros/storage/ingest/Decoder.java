package io.oneiros.storage.ingest;

import static io.oneiros.contract.ProblemCode.NOT_A_PICTURE;
import static io.oneiros.contract.ProblemCode.TOO_MANY_PIXELS;

import io.oneiros.canvas.picture.DamagedPictureException;
import io.oneiros.canvas.picture.Exif;
import io.oneiros.canvas.picture.Orientation;
import io.oneiros.canvas.picture.PictureFile;
import io.oneiros.canvas.picture.PictureLimits;
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

  private static final Pattern NOT_WHOLE =
      Pattern.compile("truncated|premature|unexpected end|alpha", Pattern.CASE_INSENSITIVE);

  private final PictureLimits limits;
  private final long heapPixels;
  private final Path folder;

  /** KiB that pictures may hold at a time, each until it is closed. */
  private final Semaphore room;

  private final int most;

  public Decoder(PictureLimits limits) {
    this(
        limits,
        HEAP_PIXELS,
        Runtime.getRuntime().maxMemory() / 2,
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param room bytes that pictures may hold at a time; by default half of the heap, for the rest
   *     is for other tasks
   * @param folder of the files of those that are not decoded on the heap
   */
  Decoder(PictureLimits limits, long heapPixels, long room, Path folder) {
    this.limits = limits;
    this.heapPixels = Math.min(heapPixels, room / Readers.MOST_OF_A_PIXEL);
    this.most = kib(room);
    this.room = new Semaphore(most, true);
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
      format.requireWhole(file, limits);
      Orientation orientation = Exif.orientation(file, format);
      return read(file, format, orientation, name);
    } catch (ProblemException | NoRoomException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      requireThisMachineCan(e);
      // Decoders meet damage with any exception at all.
      throw new ProblemException(
          new Problem(
              NOT_A_PICTURE,
              "The %s cannot be read as %s: %s".formatted(name, format, e.getMessage()),
              e instanceof DamagedPictureException limit ? limit.setting().orElse(null) : null));
    }
  }

  /** Decoders hide what befell them in exceptions of their own. */
  static void requireThisMachineCan(Throwable e) throws IOException {
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
      limits.requireSize(size, name);
      int held =
          requireRoom(Readers.held(file, format, size.pixels(), onDisk(format, size)), size, name);
      room.acquireUninterruptibly(held);
      boolean decoded = false;
      try {
        BufferedImage image = pixels(reader, size, file, format);
        decoded = true;
        return new Picture(image, orientation, () -> room.release(held));
      } finally {
        if (!decoded) {
          room.release(held);
        }
      }
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage pixels(ImageReader reader, Size size, Path file, PictureFile format)
      throws IOException {
    BufferedImage image =
        onDisk(format, size)
            ? readToFile(reader, size)
            : read(reader, reader.getDefaultReadParam());
    if (format != PictureFile.PNG) {
      return image;
    }
    ClearGrey.apply(image, file);
    return inItsColours(image, file);
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

  /**
   * Decoders of JPEG fill with grey what is missing, that of WebP leaves alpha away: they only say
   * so.
   */
  private static void requireWhole(List<String> warnings) throws IOException {
    for (String warning : warnings) {
      if (NOT_WHOLE.matcher(warning).find()) {
        throw new IOException("it is not read whole (%s)".formatted(warning));
      }
    }
  }

  private boolean onDisk(PictureFile format, Size size) {
    return Readers.rowByRow(format) && size.pixels() > heapPixels;
  }

  private int requireRoom(long held, Size size, String name) {
    if (kib(held) > most) {
      throw new ProblemException(
          new Problem(
              TOO_MANY_PIXELS,
              "The %s has %d x %d pixels that its decoder must hold all at a time, in %d MB; storage has %d MB for that. Send a PNG or a baseline JPEG, or give storage more memory (-Xmx)."
                  .formatted(name, size.width(), size.height(), held >> 20, most >> 10),
              "-Xmx"));
    }
    return kib(held);
  }

  private static int kib(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + 1023) >> 10);
  }
}
