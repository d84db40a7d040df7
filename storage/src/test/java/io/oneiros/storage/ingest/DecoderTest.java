package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.canvas.picture.Orientation;
import io.oneiros.canvas.picture.PictureFile;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void losslessFormatsGiveTheirPixels(String format) throws IOException {
    BufferedImage image = Pictures.gradient(37, 21, BufferedImage.TYPE_INT_RGB);
    assertThat(rgb(Pictures.encode(image, format))).isEqualTo(rgb(image));
  }

  @Test
  void whatDecodersHoldWholeIsToldByTheFile() throws IOException {
    BufferedImage image = Pictures.gradient(64, 48, BufferedImage.TYPE_INT_RGB);
    assertThat(held(Pictures.encode(image, "png"), PictureFile.PNG)).isZero();
    assertThat(held(Pictures.encode(image, "jpeg"), PictureFile.JPEG)).isZero();
    assertThat(held(Bombs.progressive(image), PictureFile.JPEG)).isBetween(300L, 600L);
    assertThat(held(Bombs.cmyk(64, 48, 0, 255, 255, 0), PictureFile.JPEG))
        .isGreaterThanOrEqualTo(400);
    assertThat(held(Pictures.WEBP, PictureFile.WEBP)).isEqualTo(400);
  }

  @Test
  void whatNeedsMoreThanHalfOfTheHeapAtATimeIsRefusedByItsHeader() throws IOException {
    byte[] jpeg = Bombs.progressive(Pictures.gradient(8, 8, BufferedImage.TYPE_INT_RGB));
    String text = new String(jpeg, StandardCharsets.ISO_8859_1);
    int sides = text.indexOf("\u00ff\u00c2") + 5;
    ByteBuffer.wrap(jpeg).putShort(sides, (short) 60_000).putShort(sides + 2, (short) 60_000);
    Path file = Files.write(folder.resolve("large"), jpeg);

    assertThatThrownBy(() -> new Decoder(Pictures.atMost(Long.MAX_VALUE)).decode(file, "picture"))
        .hasMessageContaining("60000 x 60000")
        .hasMessageContaining("-Xmx")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.TOO_MANY_PIXELS));
  }

  /** Of 100 pixels. */
  private long held(byte[] file, PictureFile format) throws IOException {
    return Readers.held(Files.write(folder.resolve("held"), file), format, 100, true);
  }

  @Test
  void paletteOfAGifIsLookedUp() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xFFFF0000);
    image.setRGB(1, 0, 0xFF0000FF);
    assertThat(rgb(Pictures.encode(image, "gif"))).containsExactly(0xFF0000, 0x0000FF);
  }

  @Test
  void webpIsRead() throws IOException {
    assertThat(rgb(Pictures.WEBP)).containsExactly(0xFF0000);
  }

  @Test
  void jpegIsNearlyItsPixels() throws IOException {
    BufferedImage image = Pictures.gradient(64, 48, BufferedImage.TYPE_INT_RGB);
    assertNear(rgb(Pictures.encode(image, "jpeg")), rgb(image), 12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
  void whatIsCutOffIsNoPicture(String format) throws IOException {
    byte[] whole = Pictures.encode(Pictures.gradient(90, 70, BufferedImage.TYPE_INT_RGB), format);
    for (int tenths = 3; tenths < 10; tenths += 2) {
      byte[] part = Arrays.copyOf(whole, whole.length * tenths / 10);
      assertThatThrownBy(() -> rgb(part), "%s tenths", tenths)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE));
    }
  }

  @Test
  void greyIsTakenAsItIs() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {100, 200});
    assertThat(rgb(Pictures.encode(image, "png"))).containsExactly(0x646464, 0xC8C8C8);
    assertNear(rgb(Pictures.encode(image, "jpeg")), new int[] {0x646464, 0xC8C8C8}, 12);
  }

  @Test
  void sixteenBitsBecomeEight() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 257 * 77, 65535});
    assertThat(rgb(Pictures.encode(image, "png"))).containsExactly(0, 0x4D4D4D, 0xFFFFFF);
    assertThat(rgb(Pictures.encode(sixteenBitColour(), "png"))).containsExactly(0x0A80FF);
  }

  @Test
  void whiteIsBehindWhatIsTransparent() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00FF0000);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 0, 0xFF123456);
    assertThat(rgb(Pictures.encode(image, "png"))).containsExactly(0xFFFFFF, 0x7F7F7F, 0x123456);
  }

  @Test
  void otherColourSpacesBecomeSrgb() {
    ColorSpace linear = new ICC_ColorSpace(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB));
    ComponentColorModel model =
        new ComponentColorModel(linear, false, false, ComponentColorModel.OPAQUE, 0);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {55, 55, 55});
    assertNear(Srgb.of(model, raster), new int[] {0x808080}, 1);
  }

  @Test
  void profileOfAPngIsApplied() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x80B04A);
    byte[] png = Pictures.encode(image, "png");
    int[] converted = rgb(Pictures.withProfile(png, Pictures.displayP3()));
    // By the matrices of CSS Color 4.
    assertNear(converted, new int[] {0x72B236}, 1);
    assertThat(converted[0]).isNotEqualTo(0x80B04A);
  }

  @Test
  void damagedProfileOfAPngIsPassedOver() throws IOException {
    BufferedImage image = Pictures.gradient(9, 9, BufferedImage.TYPE_INT_RGB);
    byte[] png = Pictures.encode(image, "png");
    assertThat(rgb(Pictures.withProfile(png, Pictures.damagedProfile()))).isEqualTo(rgb(image));
    assertThat(rgb(Pictures.withChunk(png, "iCCP", new byte[] {'p', 0, 0, 1, 2})))
        .isEqualTo(rgb(image));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationOfTheCameraIsApplied(int exif) throws IOException {
    byte[] jpeg = Pictures.encode(Pictures.gradient(48, 32, BufferedImage.TYPE_INT_RGB), "jpeg");
    Picture upright =
        decode(Pictures.withOrientation(jpeg, exif), new Decoder(Pictures.atMost(10_000)));
    Size size = exif > 4 ? new Size(32, 48) : new Size(48, 32);
    assertThat(upright.size()).isEqualTo(size);
    assertThat(upright.rgb(size.whole())).isEqualTo(Orientation.of(exif).turn(rgb(jpeg), 48, 32));
    Rect part = new Rect(5, 7, 11, 13);
    int[] row =
        Arrays.copyOfRange(upright.rgb(size.whole()), 7 * size.width() + 5, 7 * size.width() + 16);
    assertThat(upright.rgb(part)).startsWith(row);
  }

  @Test
  void tooManyPixelsAreRefusedByTheHeaderAlone() throws IOException {
    byte[] png = Pictures.encode(new BufferedImage(100, 101, BufferedImage.TYPE_INT_RGB), "png");
    byte[] pixelsLost = png.clone();
    Arrays.fill(pixelsLost, 41, 60, (byte) 7);
    assertThatThrownBy(() -> decode(pixelsLost, new Decoder(Pictures.atMost(10_000))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ProblemCode.TOO_MANY_PIXELS);
              assertThat(e.problem().detail()).contains("100 x 101 = 10100", "10000");
              assertThat(e.problem().setting()).isEqualTo("oneiros.limits.max-pixels");
            });
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    byte[] png = Pictures.encode(Pictures.gradient(60, 60, BufferedImage.TYPE_INT_RGB), "png");
    byte[] broken = png.clone();
    Arrays.fill(broken, 50, 200, (byte) 7);
    for (byte[] bytes :
        new byte[][] {
          new byte[0],
          "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8),
          Arrays.copyOf(png, 40),
          Arrays.copyOf(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, 500),
          broken
        }) {
      assertThatThrownBy(() -> decode(bytes, new Decoder(Pictures.atMost(10_000))))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE));
    }
  }

  @Test
  void rowsAreFractionsOf255() throws IOException {
    BufferedImage image = Pictures.gradient(100, 100, BufferedImage.TYPE_INT_RGB);
    Picture picture = decode(Pictures.encode(image, "png"), new Decoder(Pictures.atMost(10_000)));
    float[] row = new float[6];
    picture.rows().read(70, 30, 2, row);
    int first = image.getRGB(30, 70);
    assertThat(row[0]).isEqualTo((first >> 16 & 255) / 255f);
    assertThat(row[2]).isEqualTo((first >> 8 & 255) / 255f);
    assertThat(row[5]).isEqualTo((image.getRGB(31, 70) & 255) / 255f);
  }

  private int[] rgb(byte[] file) throws IOException {
    Picture picture = decode(file, new Decoder(Pictures.atMost(10_000)));
    return picture.rgb(picture.size().whole());
  }

  private static int[] rgb(BufferedImage image) {
    int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(argb).map(pixel -> pixel & 0xFFFFFF).toArray();
  }

  private Picture decode(byte[] bytes, Decoder decoder) throws IOException {
    return decoder.decode(Files.write(folder.resolve("upload"), bytes), "picture");
  }

  private static BufferedImage sixteenBitColour() {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {257 * 10, 257 * 128, 65535});
    return new BufferedImage(model, raster, false, null);
  }

  private static void assertNear(int[] found, int[] wanted, int most) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat(Math.abs((found[i] >> shift & 255) - (wanted[i] >> shift & 255)))
            .isLessThanOrEqualTo(most);
      }
    }
  }

  /** Such as the JPEG reader's, which wraps what it meets. */
  @Test
  void memoryThatIsShortIsNotThePicturesFault() {
    Throwable hidden = new IIOException("damaged", new OutOfMemoryError("heap"));

    assertThatThrownBy(() -> Decoder.requireThisMachineCan(hidden))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("heap");
    assertThatCode(() -> Decoder.requireThisMachineCan(new IIOException("damaged")))
        .doesNotThrowAnyException();
  }
}
