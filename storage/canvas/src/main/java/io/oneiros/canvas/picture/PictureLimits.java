package io.oneiros.canvas.picture;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;

/**
 * What a picture's file may ask of whoever reads it. Each is a setting, {@code oneiros.limits.*}:
 * {@link PictureSettings}.
 *
 * @param maxPixels of a picture
 * @param maxSide pixels on a side, for rows are read whole; a JPEG cannot have more than 65,535
 * @param maxMetadataBytes beside the pixels, such as profiles: decoders hold all of it
 * @param maxScans of a JPEG, each as much work as a picture; cameras and editors write a dozen
 */
public record PictureLimits(long maxPixels, int maxSide, long maxMetadataBytes, int maxScans) {
  public static final PictureLimits DEFAULTS =
      new PictureLimits(100_000_000, 65_535, 32 << 20, 100);

  /** For whoever leaves them to the gateway. */
  public static final PictureLimits NONE =
      new PictureLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * @param name of the picture, such as "part 'image'"
   * @throws ProblemException {@code too-many-pixels}
   */
  public void requireSize(Size size, String name) {
    if (size.pixels() > maxPixels) {
      throw tooMany(
          "The %s has %d x %d = %d pixels; at most %d are taken."
              .formatted(name, size.width(), size.height(), size.pixels(), maxPixels),
          "oneiros.limits.max-pixels");
    }
    if (Math.max(size.width(), size.height()) > maxSide) {
      throw tooMany(
          "The %s is %d x %d pixels; at most %d are taken on a side."
              .formatted(name, size.width(), size.height(), maxSide),
          "oneiros.limits.max-side");
    }
  }

  void requireMetadata(long bytes) throws DamagedPictureException {
    if (bytes > maxMetadataBytes) {
      throw new DamagedPictureException(
          "It has %d bytes or more beside its pixels; at most %d are taken."
              .formatted(bytes, maxMetadataBytes),
          "oneiros.limits.max-metadata-bytes");
    }
  }

  void requireScans(int scans) throws DamagedPictureException {
    if (scans > maxScans) {
      throw new DamagedPictureException(
          "It has %d scans or more, each as much work as a picture; at most %d are taken."
              .formatted(scans, maxScans),
          "oneiros.limits.max-scans");
    }
  }

  private static ProblemException tooMany(String detail, String setting) {
    return new ProblemException(new Problem(ProblemCode.TOO_MANY_PIXELS, detail, setting));
  }
}
