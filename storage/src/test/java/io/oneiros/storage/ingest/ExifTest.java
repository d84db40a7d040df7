package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import io.oneiros.canvas.picture.Exif;
import io.oneiros.canvas.picture.Orientation;
import io.oneiros.canvas.picture.PictureFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExifTest {
  @TempDir Path folder;

  static Stream<ByteOrder> orders() {
    return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void orientationBecomesUprightTheThumbnailGoesAndTheRestStays(ByteOrder order) {
    byte[] block = ExifBlocks.camera(order, 6);
    assertThat(read(block).getFirstDirectoryOfType(ExifThumbnailDirectory.class)).isNotNull();

    byte[] upright = Exif.upright(block).orElseThrow();
    Metadata metadata = read(upright);
    ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    assertThat(exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION)).isEqualTo(1);
    assertThat(exif.getString(ExifIFD0Directory.TAG_MAKE)).isEqualTo("Camera");
    assertThat(metadata.getFirstDirectoryOfType(ExifThumbnailDirectory.class)).isNull();
    assertThat(upright).hasSameSizeAs(block);
  }

  @Test
  void damagedBlockIsLeftOut() {
    byte[] block = ExifBlocks.camera(ByteOrder.BIG_ENDIAN, 6);
    for (int length : new int[] {0, 1, 4, 8, 9, 20}) {
      assertThat(Exif.upright(Arrays.copyOf(block, length))).as("%s bytes", length).isEmpty();
    }
    byte[] far = block.clone();
    far[4] = 0x7F;
    assertThat(Exif.upright(far)).isEmpty();
    assertThat(Exif.upright("MM text".getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void orientationIsReadAndADamagedBlockIsUpright(ByteOrder order) {
    for (int exif = 1; exif <= 8; exif++) {
      byte[] block = ExifBlocks.camera(order, exif);
      assertThat(Exif.orientation(block)).isEqualTo(Orientation.of(exif));
      for (int length = 0; length < 32; length++) {
        assertThat(Exif.orientation(Arrays.copyOf(block, length))).isEqualTo(Orientation.UPRIGHT);
      }
    }
  }

  @Test
  void blockIsFoundInEveryFormatThatHasAPlaceForIt() throws IOException {
    byte[] block = ExifBlocks.camera(ByteOrder.LITTLE_ENDIAN, 1);
    BufferedImage image = Pictures.gradient(20, 10, BufferedImage.TYPE_INT_RGB);
    byte[] jpeg = Pictures.withExif(Pictures.encode(image, "jpeg"), block);
    assertThat(found(jpeg, PictureFile.JPEG)).isEqualTo(block);
    byte[] png = Pictures.withChunk(Pictures.encode(image, "png"), "eXIf", block);
    assertThat(found(png, PictureFile.PNG)).isEqualTo(block);
    assertThat(found(ExifBlocks.webp(block), PictureFile.WEBP)).isEqualTo(block);
    Path plain = Files.write(folder.resolve("plain"), Pictures.encode(image, "gif"));
    assertThat(Exif.of(plain, PictureFile.GIF)).isEmpty();
  }

  private byte[] found(byte[] file, PictureFile format) throws IOException {
    return Exif.of(Files.write(folder.resolve("file"), file), format).orElseThrow();
  }

  private static Metadata read(byte[] block) {
    Metadata metadata = new Metadata();
    new ExifReader().extract(new ByteArrayReader(block), metadata);
    return metadata;
  }
}
