package io.oneiros.storage.export;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.storage.ingest.FileMetadata;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Encodes what is shown of a dream as an 8-bit RGB PNG, by way of a temporary file, with the
 * photo's EXIF, and in the photo's colour profile where there is one that colours can be converted
 * to, else in sRGB. Memory is one strip, a chunk high. The same canvases and photo give the same
 * bytes.
 */
public final class Export {
  /**
   * For PNG, 1 is no compression and 0 the best; noise-like dreams gain little from trying hard.
   */
  private static final float QUALITY = 0.7f;

  private final ObjectStore objects;
  private final CanvasStore canvases;

  public Export(ObjectStore objects, CanvasStore canvases) {
    this.objects = objects;
    this.canvases = canvases;
  }

  public Result.Exported run(StorageTask.Export task) throws IOException {
    FileMetadata photo = task.upload() == null ? FileMetadata.NONE : metadata(task.upload());
    Optional<Samples> own = Optional.ofNullable(photo.profile()).flatMap(ProfileSamples::of);
    Strips strips = new Strips(canvases, task, own.orElseGet(SrgbSamples::new));
    Path file = Files.createTempFile("oneiros-image", ".png");
    try {
      encode(new StripImage(strips), photo.exif(), own.isEmpty() ? null : photo.profile(), file);
      objects.put(task.output(), file, "image/png");
      return new Result.Exported(
          task.id(), task.output(), Files.size(file), Sha256.of(file), strips.change());
    } finally {
      Files.delete(file);
    }
  }

  private FileMetadata metadata(String upload) throws IOException {
    Path file = Files.createTempFile("oneiros-upload", null);
    try {
      objects.get(upload, file);
      return FileMetadata.of(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void encode(StripImage image, byte[] exif, ICC_Profile profile, Path file)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
      PngMetadata.add(metadata, exif, profile);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
  }
}
