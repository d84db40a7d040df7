package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
  /** 1 x 1, lossy. */
  private static final String WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"png, image/png", "jpeg, image/jpeg", "gif, image/gif", "bmp, image/bmp"})
  void formatAndSizeAreReadFromTheHeader(String format, String mediaType) throws IOException {
    assertThat(header(encoded(format))).isEqualTo(new Pictures.Header(mediaType, new Size(31, 17)));
  }

  @Test
  void webpIsRead() throws IOException {
    assertThat(header(webp())).isEqualTo(new Pictures.Header("image/webp", new Size(1, 1)));
  }

  /** As storage dreams it, so that the plan is the dream's. */
  @ParameterizedTest
  @CsvSource({"1, 31, 17", "3, 31, 17", "6, 17, 31", "8, 17, 31"})
  void sizeIsThatOfTheUprightPicture(int orientation, int width, int height) throws IOException {
    byte[] jpeg = encoded("jpeg");
    ByteBuffer held = ByteBuffer.allocate(jpeg.length + 36).put(jpeg, 0, 2).putInt(0xFFE10022);
    held.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    held.putShort((short) 1).putInt(0x01120003).putInt(1).putInt(orientation << 16).putInt(0);
    held.put(jpeg, 2, jpeg.length - 2);

    assertThat(header(held.array()).size()).isEqualTo(new Size(width, height));
  }

  @Test
  void hugePictureIsMeasuredWithoutBeingDecoded() throws IOException {
    byte[] bomb = encoded("png");
    ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 200_000);

    assertThat(header(bomb).size()).isEqualTo(new Size(100_000, 200_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "BM", "GIF89a"})
  void whatIsNoPictureIsRefused(String text) {
    assertRefused(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void pictureThatIsCutOffInItsHeaderIsRefused(String format) throws IOException {
    assertRefused(Arrays.copyOf(encoded(format), 14));
  }

  private void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> header(bytes))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE))
        .hasMessageContaining("part 'mask'");
  }

  private Pictures.Header header(byte[] bytes) throws IOException {
    return Pictures.header(
        Files.write(folder.resolve("upload"), bytes), "mask", PictureLimits.DEFAULTS);
  }

  static byte[] webp() {
    return Base64.getDecoder().decode(WEBP);
  }

  static byte[] encoded(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB), format, out))
        .isTrue();
    return out.toByteArray();
  }
}
