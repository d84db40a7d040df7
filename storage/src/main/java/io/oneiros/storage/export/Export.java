package io.oneiros.storage.export;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Encodes a canvas as an 8-bit RGB PNG, values rounded half up, by way of a temporary file. Memory
 * is one strip, a chunk high. The same canvas gives the same bytes.
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
    Path file = Files.createTempFile("oneiros-image", ".png");
    try {
      encode(new StripImage(new Strips(canvases, task.canvas(), task.picture())), file);
      objects.put(task.output(), file, "image/png");
      return new Result.Exported(task.id(), task.output(), Files.size(file), sha256(file));
    } finally {
      Files.delete(file);
    }
  }

  private static void encode(StripImage image, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
