package io.oneiros.gateway.intake;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.FileImageInputStream;

/**
 * Recognises a picture by its first bytes and reads its size from its header; never decodes a
 * pixel, so a small file that claims a huge picture costs nothing.
 */
public final class Pictures {
  private static final int MAGIC = 12;

  static {
    // By hand, because the class loader that ImageIO looks into is not the application's.
    IIORegistry.getDefaultInstance().registerServiceProvider(new JPEGImageReaderSpi());
    IIORegistry.getDefaultInstance().registerServiceProvider(new WebPImageReaderSpi());
  }

  /** What may be posted. */
  enum Format {
    PNG("image/png"),
    JPEG("image/jpeg"),
    WEBP("image/webp"),
    GIF("image/gif"),
    BMP("image/bmp");

    final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    static Optional<Format> of(byte[] start) {
      String text = new String(start, StandardCharsets.ISO_8859_1);
      if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
        return Optional.of(PNG);
      } else if (text.startsWith("\u00ff\u00d8\u00ff")) {
        return Optional.of(JPEG);
      } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
        return Optional.of(WEBP);
      } else if (text.startsWith("GIF8")) {
        return Optional.of(GIF);
      } else if (text.startsWith("BM")) {
        return Optional.of(BMP);
      }
      return Optional.empty();
    }
  }

  /**
   * What a picture's header says.
   *
   * @param size as stored, before any EXIF orientation
   */
  public record Header(String mediaType, Size size) {}

  private Pictures() {}

  /**
   * @param part of the form that the file came in
   * @throws ProblemException {@code not-a-picture}
   */
  public static Header header(Path file, String part) throws IOException {
    Format format = Format.of(start(file)).orElseThrow(() -> refused(part, formats()));
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      return new Header(format.mediaType, new Size(reader.getWidth(0), reader.getHeight(0)));
    } catch (IOException | RuntimeException e) {
      // Readers meet malformed headers with any exception they like.
      throw refused(part, "It begins like a " + format + ", but its header cannot be read.");
    } finally {
      reader.dispose();
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAGIC);
    }
  }

  private static String formats() {
    return "It is none of %s.".formatted(Arrays.toString(Format.values()));
  }

  private static ProblemException refused(String part, String why) {
    return new ProblemException(
        ProblemCode.NOT_A_PICTURE,
        "The part '%s' is not a picture that can be read. %s".formatted(part, why));
  }
}
