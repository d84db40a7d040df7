package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed out of a dream: sizes, batches, how strong it is, tiles to zoom, the sidecar. */
@ExtendWith(SharedSystem.class)
class MadePicturesIT {
  @TempDir static Path folder;
  private static Said said;

  @BeforeAll
  static void prepare() throws Exception {
    said = Said.in(folder);
  }

  @Test
  void aDreamOfNothingHasTheSizeThatIsSaid() throws Exception {
    DreamSnapshot end =
        end(
            Said.ofNothing(
                "{%s,'start':{'from':'noise','width':200,'height':160}}".formatted(Said.SMALL)));
    assertThat(end.size().width()).isEqualTo(200);
    assertThat(end.size().height()).isEqualTo(160);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixels", "fourier"})
  void eachPictureOfABatchIsTheDreamOfItsSeedByItself(String parametrisation) throws Exception {
    String spec =
        "{'octaves':1,'iterations':2,'jitter':8,'seed':%d,'layers':[{'name':'mixed3'}%s],'start':{'from':'noise','width':128,'height':112,'parametrisation':'"
            + parametrisation
            + "','batch':%d}}";
    String diverse = spec.formatted(3, ",{'name':'mixed3','measure':'diversity','weight':1e6}", 3);
    List<byte[]> all =
        said.dream(
            Stream.of(
                    spec.formatted(3, "", 3),
                    spec.formatted(3, "", 1),
                    spec.formatted(4, "", 1),
                    spec.formatted(5, "", 1),
                    diverse,
                    diverse)
                .map(Said::ofNothing)
                .toList());
    BufferedImage batch = read(all.get(0));
    assertThat(new Dimension(batch.getWidth(), batch.getHeight()))
        .isEqualTo(new Dimension(256, 224));
    for (int i = 0; i < 3; i++) {
      assertThat(pixels(batch, i % 2 * 128, i / 2 * 112))
          .isEqualTo(pixels(read(all.get(1 + i)), 0, 0));
    }
    assertThat(pixels(read(all.get(4)), 0, 0)).isNotEqualTo(pixels(batch, 0, 0));
    assertThat(all.get(5)).isEqualTo(all.get(4));
  }

  private static BufferedImage read(byte[] picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture));
  }

  private static int[] pixels(BufferedImage picture, int left, int top) {
    return picture.getRGB(left, top, 128, 112, null, 0, 128);
  }

  /** The dial: measured on the pictures that are handed out. */
  @Test
  void changeGrowsWithStrength() throws Exception {
    double before = -1;
    for (double strength : new double[] {0, 0.25, 0.5, 1}) {
      DreamSnapshot end =
          end(said.ofPhoto("{%s,'finish':{'strength':%s}}".formatted(Said.SMALL, strength)));
      assertThat(end.outcome().change()).isGreaterThan(before);
      before = end.outcome().change();
    }
  }

  @Test
  void deepZoomTilesMakeUpThePicture() throws Exception {
    Dreams dreams = SharedSystem.dreams();
    Path out = folder.resolve("zoomed.png");
    DreamSnapshot end =
        dreams.dream(
            said.ofPhoto("{%s,'finish':{'deepZoom':true}}".formatted(Said.SMALL)),
            out,
            progress -> {});
    ZoomFiles files = ZoomFiles.beside(out);
    files.fetch(dreams.gateway(), end);
    assertThat(Files.readString(files.descriptor())).contains("Width=\"320\" Height=\"304\"");
    BufferedImage picture = ImageIO.read(out.toFile());
    BufferedImage tile = ImageIO.read(files.folder().resolve("9/1_1.png").toFile());
    assertThat(tile.getWidth()).isEqualTo(64);
    assertThat(tile.getHeight()).isEqualTo(48);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(tile.getRGB(x, y)).isEqualTo(picture.getRGB(256 + x, 256 + y));
      }
    }
    assertThat(ImageIO.read(files.folder().resolve("0/0_0.png").toFile()).getWidth()).isEqualTo(1);
  }

  @Test
  void sidecarSaysAllThatDecidedThePicture() throws Exception {
    Path out = folder.resolve("sidecar.png");
    Dreams dreams = SharedSystem.dreams();
    DreamSnapshot end =
        dreams.dream(said.ofPhoto("{%s}".formatted(Said.SMALL)), out, progress -> {});
    JsonNode sidecar = Json.MAPPER.readTree(dreams.gateway().sidecar(end.id()));
    assertThat(sidecar.at("/recipe/modelSha256").asText()).hasSize(64);
    assertThat(sidecar.at("/recipe/seed").asInt()).isEqualTo(3);
    assertThat(sidecar.at("/outcome/change").asDouble()).isGreaterThan(0.1);
    assertThat(sidecar.at("/outcome/devices/0").asText()).startsWith("cpu-");
    assertThat(sidecar.at("/outcome/version").asText()).isNotBlank();
    assertThat(sidecar.at("/pictures/image").asText()).hasSize(64);
    assertThat(said.dream(sidecar.get("spec").toString()).get(0))
        .isEqualTo(Files.readAllBytes(out));
  }

  private static DreamSnapshot end(Order order) throws Exception {
    return SharedSystem.dreams().dream(order, null, progress -> {});
  }
}
