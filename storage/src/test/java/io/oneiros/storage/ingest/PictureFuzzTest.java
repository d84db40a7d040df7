package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.ProblemException;
import io.oneiros.processes.Fuzz;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes is decoded or refused. */
class PictureFuzzTest {
  private static final Decoder DECODER = new Decoder(100_000);

  @TempDir Path folder;

  @Test
  void alteredPicturesAreDecodedOrRefused() throws IOException {
    BufferedImage image = Pictures.gradient(24, 16, BufferedImage.TYPE_INT_RGB);
    byte[] exif = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 6);
    byte[] jpeg = Pictures.encode(image, "jpeg");
    byte[] png = Pictures.encode(image, "png");
    Fuzz fuzz =
        new Fuzz(
            List.of(
                Pictures.withExif(jpeg, exif),
                Pictures.withProfile(jpeg, Pictures.displayP3()),
                Bombs.progressive(image),
                Bombs.cmyk(16, 16, 9, 99, 199, 0),
                Pictures.withChunk(png, "eXIf", exif),
                Pictures.withProfile(png, Pictures.displayP3()),
                Pictures.encode(Pictures.gradient(9, 9, BufferedImage.TYPE_INT_ARGB), "png"),
                Pictures.encode(image, "gif"),
                Pictures.encode(image, "bmp"),
                ExifBlocks.webp(exif)),
            "IHDR",
            "PLTE",
            "tRNS",
            "IDAT",
            "IEND",
            "iCCP",
            "eXIf",
            "VP8L",
            "ALPH",
            "ANMF",
            "EXIF",
            "\u00ff\u00da",
            "\u00ff\u00d9",
            "\u00ff\u00e1",
            "\u00ff\u00c2",
            "\u00ff\u00c4");

    assertThat(fuzz.feed(Duration.ofSeconds(4), this::take)).isGreaterThan(20);
  }

  private void take(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("upload"), input);
    try {
      Picture picture = DECODER.decode(file, "picture");
      picture.rgb(picture.size().whole());
    } catch (ProblemException e) {
      return;
    }
    FileMetadata.of(file);
  }
}
