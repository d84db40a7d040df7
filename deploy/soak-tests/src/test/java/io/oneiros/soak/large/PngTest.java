package io.oneiros.soak.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.soak.BrokenPromiseException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
  private static final TestCard CARD = new TestCard(300);

  @TempDir Path folder;

  @Test
  void writtenCardIsReadByOthersAsItIs() throws IOException {
    Path file = folder.resolve("card.png");
    double mean = CARD.write(file);
    BufferedImage read = ImageIO.read(file.toFile());

    assertThat(read.getWidth()).isEqualTo(CARD.side());
    double sum = 0;
    for (int y = 0; y < CARD.side(); y++) {
      for (int x = 0; x < CARD.side(); x++) {
        int rgb = read.getRGB(x, y) & 0xFFFFFF;
        assertThat(rgb)
            .isEqualTo(
                CARD.sample(x, y, 0) << 16 | CARD.sample(x, y, 1) << 8 | CARD.sample(x, y, 2));
        sum += (rgb >> 16) + (rgb >> 8 & 255) + (rgb & 255);
      }
    }
    assertThat(mean).isCloseTo(sum / 255 / 3 / 300 / 300, within(1e-9));
  }

  @Test
  void whatOthersHaveWrittenIsReadRowByRow() throws IOException {
    BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 300; x++) {
        // Smooth, so that the writer takes every kind of filter somewhere.
        image.setRGB(x, y, x % 251 << 16 | y % 251 << 8 | (x * y / 7) % 251);
      }
    }
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    try (PngIn png = new PngIn(file)) {
      assertThat(png.width()).isEqualTo(300);
      assertThat(png.height()).isEqualTo(300);
      for (int y = 0; y < 300; y++) {
        byte[] row = png.row();
        for (int x = 0; x < 300; x++) {
          int rgb = (row[3 * x] & 255) << 16 | (row[3 * x + 1] & 255) << 8 | row[3 * x + 2] & 255;
          assertThat(rgb).isEqualTo(image.getRGB(x, y) & 0xFFFFFF);
        }
      }
    }
  }

  @Test
  void oneSampleThatIsWrongIsFound() throws IOException {
    Path file = folder.resolve("card.png");
    double mean = CARD.write(file);
    new Expected(CARD, 0, mean).requirePicture(file);

    BufferedImage image = ImageIO.read(file.toFile());
    image.setRGB(123, 45, image.getRGB(123, 45) ^ 2);
    ImageIO.write(image, "png", file.toFile());
    assertThatThrownBy(() -> new Expected(CARD, 0, mean).requirePicture(file))
        .isInstanceOf(BrokenPromiseException.class)
        .hasMessageContaining("(123, 45)");
  }
}
