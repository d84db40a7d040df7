package io.oneiros.storage.export;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.DeepZoom;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.storage.ingest.FileMetadata;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Encodes what is shown of a dream as an 8-bit RGB PNG, by way of a temporary file, with the
 * photo's EXIF, and in the photo's colour profile where there is one that colours can be converted
 * to, else in sRGB; and its deep-zoom tiles. Memory is one strip, and the tiles' rows. The same
 * canvases and photo give the same bytes.
 */
public final class Export {
  private final ObjectStore objects;
  private final CanvasStore canvases;

  public Export(ObjectStore objects, CanvasStore canvases) {
    this.objects = objects;
    this.canvases = canvases;
  }

  public Result.Exported run(StorageTask.Export task) throws IOException {
    canvases.requireThere(task.canvas());
    FileMetadata photo = task.upload() == null ? FileMetadata.NONE : metadata(task.upload());
    Optional<Samples> own = Optional.ofNullable(photo.profile()).flatMap(ProfileSamples::of);
    ICC_Profile profile = own.isEmpty() ? null : photo.profile();
    Optional<ZoomLevel> zoom = zoom(task, profile);
    Strips strips = new Strips(canvases, task, own.orElseGet(SrgbSamples::new), zoom);
    Path file = Files.createTempFile("oneiros-image", ".png");
    try {
      try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
        Png.write(new StripImage(strips), photo.exif(), profile, out);
      }
      zoom.ifPresent(ZoomLevel::end);
      objects.put(task.output(), file, "image/png");
      return new Result.Exported(
          task.id(),
          task.output(),
          Files.size(file),
          Sha256.of(file),
          strips.change(),
          task.preview());
    } finally {
      Files.delete(file);
    }
  }

  private Optional<ZoomLevel> zoom(StorageTask.Export task, ICC_Profile profile) {
    // A task of an older scheduler says nothing of it.
    if (!Boolean.TRUE.equals(task.finish().deepZoom())) {
      return Optional.empty();
    }
    ZoomTiles tiles = new ZoomTiles(objects, task.id().dream(), profile);
    return Optional.of(
        new ZoomLevel(DeepZoom.levels(task.picture()), task.picture().width(), tiles));
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
}
