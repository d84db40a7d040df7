package io.oneiros.storage.ingest;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Octaves;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.storage.region.Blocks;
import io.oneiros.storage.region.Pixels;
import io.oneiros.storage.region.Resample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Decodes an upload and writes one source canvas an octave, each shrunk from the full picture. */
public final class Ingest {
  private final ObjectStore objects;
  private final CanvasStore canvases;
  private final Decoder decoder;

  public Ingest(ObjectStore objects, CanvasStore canvases, Decoder decoder) {
    this.objects = objects;
    this.canvases = canvases;
    this.decoder = decoder;
  }

  /**
   * @return sizes of the octaves, coarse to fine
   * @throws ProblemException if the upload is no picture, or too large a one
   */
  public List<Size> run(StorageTask.Ingest task) throws IOException {
    Path file = Files.createTempFile("oneiros-upload", null);
    try {
      objects.get(task.source(), file);
      Picture picture = decoder.decode(file);
      List<Size> sizes = Octaves.sizes(picture.size(), task.octaves(), task.octaveScale());
      for (int octave = 0; octave < sizes.size(); octave++) {
        String canvas = ObjectKeys.source(task.id().dream(), task.id().incarnation(), octave);
        write(picture, canvas, sizes.get(octave));
      }
      return sizes;
    } finally {
      Files.delete(file);
    }
  }

  private void write(Picture picture, String canvas, Size size) {
    for (Rect block : Blocks.of(size.whole())) {
      Planes planes = new Resample(picture.size(), size, block).of(picture.rows());
      Pixels.clip(planes);
      canvases.writeRegion(canvas, size, block, planes);
    }
    canvases.create(canvas, size);
  }
}
