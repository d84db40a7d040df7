package io.oneiros.gateway.intake;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.oneiros.canvas.picture.DamagedPictureException;
import io.oneiros.canvas.picture.Exif;
import io.oneiros.canvas.picture.PictureFile;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.FileImageInputStream;

/**
 * Recognises a picture by its first bytes, checks that its file is whole and reads its size from
 * its header; never decodes a pixel, so a small file that claims a huge picture costs nothing.
 */
public final class Pictures {
  static {
    // By hand, because the class loader that ImageIO looks into is not the application's.
    IIORegistry.getDefaultInstance().registerServiceProvider(new JPEGImageReaderSpi());
    IIORegistry.getDefaultInstance().registerServiceProvider(new WebPImageReaderSpi());
  }

  /**
   * What a picture's header says.
   *
   * @param size of the upright picture, as its EXIF says how the camera was held
   */
  public record Header(String mediaType, Size size) {}

  private Pictures() {}

  /**
   * @param part of the form that the file came in
   * @throws ProblemException {@code not-a-picture}
   */
  public static Header header(Path file, String part, PictureLimits limits) throws IOException {
    PictureFile format =
        PictureFile.of(file)
            .orElseThrow(
                () ->
                    refused(
                        part,
                        "It is none of %s.".formatted(Arrays.toString(PictureFile.values()))));
    requireWhole(file, format, part, limits);
    // One at a time: readers hold all that a file has beside its pixels.
    synchronized (Pictures.class) {
      return read(file, format, part);
    }
  }

  private static Header read(Path file, PictureFile format, String part) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      return new Header(
          "image/" + format.name().toLowerCase(Locale.ROOT),
          Exif.orientation(file, format)
              .upright(new Size(reader.getWidth(0), reader.getHeight(0))));
    } catch (IOException | RuntimeException e) {
      // Readers meet malformed headers with any exception they like.
      throw refused(part, "It begins like a " + format + ", but its header cannot be read.");
    } finally {
      reader.dispose();
    }
  }

  private static void requireWhole(Path file, PictureFile format, String part, PictureLimits limits)
      throws IOException {
    try {
      format.requireWhole(file, limits);
    } catch (DamagedPictureException e) {
      throw refused(
          part, "It begins like a " + format + ". " + e.getMessage(), e.setting().orElse(null));
    }
  }

  private static ProblemException refused(String part, String why) {
    return refused(part, why, null);
  }

  private static ProblemException refused(String part, String why, String setting) {
    return new ProblemException(
        new Problem(
            ProblemCode.NOT_A_PICTURE,
            "The part '%s' is not a picture that can be read. %s".formatted(part, why),
            setting));
  }
}
