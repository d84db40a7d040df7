package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.standalone.launch.Options;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole dreams of a real photo: real broker, real object store, all four services, real network.
 */
class DreamIT {
  /** Two octaves of 2 x 2 tiles and 3 x 2 tiles, each with exact and fast rounds. */
  private static final DreamSpec TILED =
      spec(
          "{'layers':[{'name':'mixed1'}],'octaves':2,'octaveScale':1.3,'iterations':3,'tile':256,'seed':7}");

  @TempDir static Path folder;
  private static Path photo;

  @BeforeAll
  static void cropPhoto() throws Exception {
    photo = Dreams.photo(folder, 560, 420);
  }

  @Test
  void threeWorkersAndOneKilledInTheMiddleAndTheLastOneAloneGiveTheSameBytes() throws Exception {
    Path alone = folder.resolve("alone.png");
    Path together = folder.resolve("together.png");
    Path wounded = folder.resolve("wounded.png");
    try (Dreams three = Dreams.start(folder.resolve("three"), Options.workers(3))) {
      DreamSnapshot done = three.dream(photo, TILED, together, s -> {});
      assertThat(done.progress().tilesDone()).isEqualTo(done.progress().tilesTotal());
      assertThat(done.octaveSeconds()).hasSize(2);

      AtomicBoolean killed = new AtomicBoolean();
      DreamSnapshot survived =
          three.dream(
              photo,
              TILED,
              wounded,
              snapshot -> {
                if (snapshot.progress().tilesDone() >= 2 && killed.compareAndSet(false, true)) {
                  three.system().kill("worker-1");
                }
              });
      assertThat(killed).isTrue();
      assertThat(survived.status()).isEqualTo(DreamStatus.COMPLETED);
      assertThat(three.system().check()).singleElement().asString().startsWith("worker-1 died");
      assertThat(three.system().check()).isEmpty();

      three.system().kill("worker-2");
      assertThat(three.dream(photo, TILED, alone, s -> {}).status())
          .isEqualTo(DreamStatus.COMPLETED);
    }

    BufferedImage picture = ImageIO.read(alone.toFile());
    assertThat(picture.getWidth()).isEqualTo(560);
    assertThat(picture.getHeight()).isEqualTo(420);
    assertThat(alone).hasSameBinaryContentAs(together);
    assertThat(alone).hasSameBinaryContentAs(wounded);
    assertThat(Files.readAllBytes(alone)).isNotEqualTo(Files.readAllBytes(photo));
  }

  private static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.replace('\'', '"').getBytes());
  }
}
