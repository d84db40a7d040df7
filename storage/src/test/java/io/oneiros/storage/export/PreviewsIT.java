package io.oneiros.storage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Size;
import io.oneiros.storage.RealStore;
import io.oneiros.storage.region.Resample;
import io.oneiros.storage.region.Rows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewsIT {
  @TempDir static Path home;
  private static RealStore store;
  private static Previews previews;

  @BeforeAll
  static void start() {
    store = new RealStore(home);
    previews = new Previews(store.objects(), store.canvases());
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  /** Read in strips, and the widest in bands, it is what it would be of the canvas at once. */
  @ParameterizedTest
  @CsvSource({
    "512, 300, 512, 300",
    "40, 30, 40, 30",
    "700, 1300, 276, 512",
    "5000, 300, 512, 31",
    "3, 2000, 1, 512"
  })
  void isTheWholeCanvasReducedToASideOf512(int width, int height, int across, int down)
      throws Exception {
    Planes canvas = random(width, height);
    String prefix = "canvas-" + width + "/";
    store.put(prefix, canvas);

    Size size = new Size(width, height);
    String done = previews.beside(prefix, size, prefix + "p.png", () -> "done");

    assertThat(done).isEqualTo("done");
    byte[] png = store.objects().get(prefix + "p.png");
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(png));
    Size small = new Size(across, down);
    assertThat(new Size(shown.getWidth(), shown.getHeight())).isEqualTo(small);
    Planes reduced = new Resample(size, small, small.whole()).of(Rows.of(canvas, 0, 0));
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        for (int c = 0; c < Planes.CHANNELS; c++) {
          byte sample = SrgbSamples.eightBit(reduced.get(c, x, y));
          assertThat((byte) (shown.getRGB(x, y) >> 16 - 8 * c)).isEqualTo(sample);
        }
      }
    }
  }

  @Test
  void noneIsMadeThatIsNotAskedFor() throws Exception {
    assertThat(previews.beside("none/", new Size(9, 9), null, () -> 5)).isEqualTo(5);
    assertThat(store.objects().list("none/")).isEmpty();
  }

  @Test
  void noneIsMadeOfACanvasThatIsGoneThoughItsChunksCanBeRead() {
    String prefix = store.put("gone/", random(30, 20));
    store.objects().delete(prefix + "zarr.json");
    assertThatThrownBy(() -> previews.beside(prefix, new Size(30, 20), "gone.png", () -> "done"))
        .isInstanceOf(MissingObjectException.class)
        .hasMessageContaining(prefix);
    assertThat(store.objects().exists("gone.png")).isFalse();
  }

  @Test
  void workThatFailsIsToldOnceThePreviewIsOnItsWayNoMore() {
    String prefix = store.put("failed/", random(600, 600));
    IllegalStateException failure = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                previews.beside(
                    prefix,
                    new Size(600, 600),
                    "failed.png",
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(store.objects().exists("failed.png")).as("it was waited for").isTrue();
  }

  private static Planes random(int width, int height) {
    Planes planes = Planes.of(width, height);
    Random random = new Random(5);
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = random.nextFloat();
    }
    return planes;
  }
}
