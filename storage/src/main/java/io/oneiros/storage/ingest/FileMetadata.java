package io.oneiros.storage.ingest;

import io.oneiros.canvas.picture.Exif;
import io.oneiros.canvas.picture.PictureFile;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jboss.logging.Logger;

/**
 * What a picture's file says beside its pixels, as it is true of them once they are upright.
 *
 * @param exif a block that begins as a TIFF file does; null for none
 * @param profile of red, green and blue, other than sRGB; null for none
 */
public record FileMetadata(byte[] exif, ICC_Profile profile) {
  private static final Logger LOG = Logger.getLogger(FileMetadata.class);
  public static final FileMetadata NONE = new FileMetadata(null, null);

  /**
   * Of a file that a {@link Decoder} has read; what is damaged in it is left out, for a dream that
   * is done must not be lost for it.
   */
  public static FileMetadata of(Path file) throws IOException {
    Optional<PictureFile> format = PictureFile.of(file);
    return format.isEmpty()
        ? NONE
        : new FileMetadata(
            undamaged(() -> Exif.of(file, format.get()).flatMap(Exif::upright)),
            undamaged(() -> profile(file, format.get())));
  }

  private static <T> T undamaged(Callable<Optional<T>> part) throws IOException {
    try {
      return part.call().orElse(null);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      LOG.infof("What a file says beside its pixels is left out: %s", e);
      return null;
    }
  }

  private static Optional<ICC_Profile> profile(Path file, PictureFile format) throws IOException {
    if (format == PictureFile.PNG) {
      return PngChunks.profile(file);
    }
    ImageReader reader = Readers.reader(format);
    try (ImageInputStream in = new EndingInput(file)) {
      reader.setInput(in, true, true);
      // The raw type is what is in the file; decoders may have made sRGB of it already.
      return Optional.ofNullable(reader.getRawImageType(0))
          .flatMap(type -> Profiles.of(type.getColorModel()));
    } finally {
      reader.dispose();
    }
  }
}
