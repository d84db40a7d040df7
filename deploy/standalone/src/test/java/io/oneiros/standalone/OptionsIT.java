package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ProblemCode;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.client.GatewayException;
import io.oneiros.standalone.launch.Options;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every thing that a spec can say, through all four services: it counts, and gives the same bytes.
 */
class OptionsIT {
  private static final String SMALL = "'octaves':2,'iterations':2,'jitter':8,'seed':3";

  /** A number for each channel of mixed3. */
  private static final String VECTOR =
      ":" + IntStream.range(0, 768).mapToObj(c -> "" + (c % 5 - 2)).toList();

  @TempDir static Path folder;
  private static Dreams dreams;
  private static Path photo;
  private static Path guide;
  private static byte[] plain;
  private static List<String> devices;

  @BeforeAll
  static void start() throws Exception {
    photo = Dreams.photo(folder, 320, 304);
    guide = Dreams.photo(folder, 200, 180);
    dreams = Dreams.start(folder.resolve("home"), Options.workers(2));
    plain = dream("{%s}".formatted(SMALL), false, false);
  }

  @AfterAll
  static void stop() {
    dreams.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'measure':'mean'",
        "'ascent':{'normalise':'deviation'}",
        "'ascent':{'normalise':'rms'}",
        "'ascent':{'normalise':'bands','bands':3}",
        "'ascent':{'optimiser':'momentum','momentum':0.5}",
        "'ascent':{'optimiser':'adam'}",
        "'ascent':{'blur':1,'blurGrowth':2}",
        "'ascent':{'scale':1.1,'rotate':5,'flip':true}",
        "'ascent':{'pad':12}",
        "'iterations':[3,1],'step':[1.5,0.5]",
        "'octaves':null,'octaveSides':[200,280]",
        "'regularise':{'tv':1000}",
        "'regularise':{'l2':500}",
        "'regularise':{'alpha':5000}",
        "'regularise':{'decay':0.1}",
        "'regularise':{'smooth':1,'smoothEvery':1}",
        "'regularise':{'smallNorm':30}",
        "'regularise':{'smallContribution':50}",
        "'start':{'from':'noise'}",
        "'start':{'from':'noise'},'layers':[{'name':'mixed1','measure':'content'}]",
        "'start':{'parametrisation':'fourier'}",
        "'finish':{'strength':0.5}",
        "'finish':{'blend':0.5}",
        "'finish':{'luminance':true}"
      })
  void whatIsSaidCountsAndGivesTheSameBytes(String said) throws Exception {
    String spec = "{%s,%s}".formatted(SMALL, said);
    byte[] once = dream(spec, false, false);
    assertThat(once).isNotEqualTo(plain);
    assertThat(dream(spec, false, false)).isEqualTo(once);
  }

  /** Each beside the same with one thing less or another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'name':'mixed3','channels':[7,40] | 'name':'mixed3','channels':[7]",
        "'name':'mixed3','at':[0.5,0.5] | 'name':'mixed3'",
        "'name':'mixed3','at':[0,1] | 'name':'mixed3','at':[0.5,1]",
        "'name':'mixed3','measure':'strongest','count':3 | 'name':'mixed3','measure':'strongest'",
        "'name':'mixed3','measure':'weakest','count':3 | 'name':'mixed3','measure':'strongest','count':3",
        "'name':'mixed3','measure':'direction','vector':V | 'name':'mixed3','measure':'cosine','vector':V",
        "'name':'mixed3','measure':'cosine','vector':V | 'name':'mixed3'",
        "'measure':'class','classes':['tabby'] | 'measure':'class','classes':['goldfish']",
        "'measure':'class','classes':['tabby'],'penalty':1 | 'measure':'class','classes':['tabby']"
      })
  void whatIsSaidOfALayerCountsAndGivesTheSameBytes(String said, String other) throws Exception {
    String spec = "{'octaves':1,'iterations':2,'jitter':8,'layers':[{%s}]}";
    byte[] once = dream(spec.formatted(said.replace(":V", VECTOR)), false, false);
    assertThat(once).isNotEqualTo(dream(spec.formatted(other.replace(":V", VECTOR)), false, false));
    assertThat(dream(spec.formatted(said.replace(":V", VECTOR)), false, false)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'seed':3,'start':{'generator':'%s'} | 'seed':3",
        "'seed':3,'start':{'generator':'%s'} | 'seed':4,'start':{'generator':'%s'}",
        "'start':{'generator':'%s','from':'grey'} | 'start':{'generator':'%s','from':'noise'}",
        "'start':{'generator':'%s'},'regularise':{'codeDecay':0.5} | 'start':{'generator':'%s'}",
        "'start':{'generator':'%s'},'regularise':{'codeLow':0,'codeHigh':0.5} | 'start':{'generator':'%s'}",
        "'start':{'generator':'%s'},'ascent':{'rotate':9} | 'start':{'generator':'%s'}"
      })
  void whatIsSaidOfAGeneratorCountsAndGivesTheSameBytes(String said, String other)
      throws Exception {
    String id = dreams.gateway().send(CommandLineTest.GENERATOR, "output", "tanh");
    String spec = "{'octaves':1,'iterations':2,'step':25,'jitter':8,%s}";
    byte[] once = dream(spec.formatted(said.replace("%s", id)), false, false);
    assertThat(once).isNotEqualTo(dream(spec.formatted(other.replace("%s", id)), false, false));
    assertThat(dream(spec.formatted(said.replace("%s", id)), false, false)).isEqualTo(once);
  }

  /** Only the generator's picture is there, so the first steps' gain is the code's. */
  @Test
  void climbingACodeMakesAPictureThatTheGeneratorCanMake() throws Exception {
    String id = dreams.gateway().send(CommandLineTest.GENERATOR, "output", "tanh");
    Path out = folder.resolve("generated.png");
    DreamSnapshot end =
        dreams.dream(
            order(
                "{'iterations':3,'start':{'generator':'%s','width':96,'height':96}}".formatted(id)),
            out,
            s -> {});
    assertThat(end.status()).as("%s", end.problem()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(end.recipe().octaves()).isEqualTo(1);
    assertThat(end.recipe().generator().width()).isEqualTo(32);
  }

  @Test
  void whatIsNoGeneratorIsRefusedAtOnce() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"inception_v3", "wrong-network-kind"},
          {"nobody", "unknown-model"},
          {"gen@0123456789abcdef0123456789abcdef", "unknown-model"}
        }) {
      Order order =
          order("{'start':{'generator':'%s','width':99,'height':99}}".formatted(wrong[0]));
      assertThatThrownBy(() -> dreams.gateway().submit(order)).hasMessageContaining(wrong[1]);
    }
    String id = dreams.gateway().send(CommandLineTest.GENERATOR, "output", "tanh");
    assertThatThrownBy(
            () -> dreams.gateway().submit(Order.of(photo, spec("{'model':'%s'}".formatted(id)))))
        .hasMessageContaining("wrong-network-kind");
  }

  @Test
  void aRegionIsNotItsOutside() throws Exception {
    String spec = "{%s,'layers':[{'name':'mixed3','region':'%s'}]}";
    assertThat(dream(spec.formatted(SMALL, "mask"), false, true))
        .isNotEqualTo(dream(spec.formatted(SMALL, "outside"), false, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'layers':[{'name':'mixed2','measure':'guide'}] | true | false",
        "'layers':[{'name':'mixed2','measure':'guide-channels'}] | true | false",
        "'layers':[{'name':'mixed2','measure':'style'}] | true | false",
        "'mode':'fast' | false | true",
        "'layers':[{'name':'mixed3','region':'mask'},{'name':'mixed2','region':'outside'}] | false | true"
      })
  void otherPicturesCountAndGiveTheSameBytes(String said, boolean guided, boolean masked)
      throws Exception {
    String spec = "{%s,%s}".formatted(SMALL, said);
    byte[] once = dream(spec, guided, masked);
    assertThat(once).isNotEqualTo(plain);
    assertThat(dream(spec, guided, masked)).isEqualTo(once);
  }

  @Test
  void aDreamOfNothingHasTheSizeThatIsSaid() throws Exception {
    Path out = folder.resolve("nothing.png");
    DreamSnapshot end =
        dreams.dream(
            order("{%s,'start':{'from':'noise','width':200,'height':160}}".formatted(SMALL)),
            out,
            s -> {});
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
    BufferedImage batch = ImageIO.read(ofNothing(spec.formatted(3, "", 3)).toFile());
    assertThat(new Dimension(batch.getWidth(), batch.getHeight()))
        .isEqualTo(new Dimension(256, 224));
    for (int i = 0; i < 3; i++) {
      BufferedImage alone = ImageIO.read(ofNothing(spec.formatted(3 + i, "", 1)).toFile());
      assertThat(pixels(batch, i % 2 * 128, i / 2 * 112)).isEqualTo(pixels(alone, 0, 0));
    }
    String diverse = spec.formatted(3, ",{'name':'mixed3','measure':'diversity','weight':1e6}", 3);
    byte[] once = Files.readAllBytes(ofNothing(diverse));
    assertThat(pixels(ImageIO.read(new ByteArrayInputStream(once)), 0, 0))
        .isNotEqualTo(pixels(batch, 0, 0));
    assertThat(ofNothing(diverse)).hasBinaryContent(once);
  }

  private static Path ofNothing(String json) throws Exception {
    Path out = folder.resolve("nothing.png");
    DreamSnapshot end = dreams.dream(order(json), out, s -> {});
    assertThat(end.status()).as("%s: %s", json, end.problem()).isEqualTo(DreamStatus.COMPLETED);
    return out;
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
          dreams.dream(
              Order.of(photo, spec("{%s,'finish':{'strength':%s}}".formatted(SMALL, strength))),
              folder.resolve("strength.png"),
              s -> {});
      assertThat(end.outcome().change()).isGreaterThan(before);
      before = end.outcome().change();
    }
  }

  @Test
  void stopAtEndsAnOctaveEarly() throws Exception {
    byte[] stopped = dream("{%s,'ascent':{'stopAt':1.0001}}".formatted(SMALL), false, false);
    assertThat(stopped).isEqualTo(dream("{%s,'iterations':1}".formatted(SMALL), false, false));
  }

  @Test
  void deepZoomTilesMakeUpThePicture() throws Exception {
    Path out = folder.resolve("zoomed.png");
    DreamSnapshot end =
        dreams.dream(
            Order.of(photo, spec("{%s,'finish':{'deepZoom':true}}".formatted(SMALL))),
            out,
            s -> {});
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
    DreamSnapshot end = dreams.dream(Order.of(photo, spec("{%s}".formatted(SMALL))), out, s -> {});
    JsonNode sidecar = Json.MAPPER.readTree(dreams.gateway().sidecar(end.id()));
    assertThat(sidecar.at("/recipe/modelSha256").asText()).hasSize(64);
    assertThat(sidecar.at("/recipe/seed").asInt()).isEqualTo(3);
    assertThat(sidecar.at("/outcome/change").asDouble()).isGreaterThan(0.1);
    assertThat(sidecar.at("/outcome/devices/0").asText()).startsWith("cpu-");
    assertThat(sidecar.at("/outcome/version").asText()).isNotBlank();
    assertThat(sidecar.at("/pictures/image").asText()).hasSize(64);
    assertThat(dream(sidecar.get("spec").toString(), false, false)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'layers':[{'name':'mixed3','measure':'content'}]",
        "'layers':[{'name':'mixed3','measure':'strongest'}]",
        "'layers':[{'measure':'class','classes':['1']}]",
        "'ascent':{'normalise':'bands'}",
        "'ascent':{'optimiser':'adam'}",
        "'ascent':{'flip':true}",
        "'ascent':{'stopAt':2}",
        "'regularise':{'decay':0.1}",
        "'start':{'parametrisation':'fourier'}"
      })
  void whatNeedsThePictureWholeIsRefusedForTilesAtOnce(String said) {
    try {
      dreams.gateway().submit(Order.of(photo, spec("{'octaves':1,'tile':256,%s}".formatted(said))));
    } catch (GatewayException e) {
      assertThat(e).hasMessageContaining(ProblemCode.WHOLE_PICTURE_NEEDED.code());
      assertThat(e).hasMessageContaining("Take a larger tile, at most 4096");
      return;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("it was taken");
  }

  private static byte[] dream(String json, boolean guided, boolean masked) throws Exception {
    Path out = folder.resolve("out.png");
    Order order =
        new Order(
            spec(json),
            Optional.of(photo),
            guided ? Optional.of(guide) : Optional.empty(),
            masked ? Optional.of(guide) : Optional.empty());
    DreamSnapshot end = dreams.dream(order, out, s -> {});
    assertThat(end.status()).as("%s: %s", json, end.problem()).isEqualTo(DreamStatus.COMPLETED);
    // Another kind of device would explain other bytes.
    assertThat(end.outcome().devices()).as(json).isEqualTo(devices(end.outcome().devices()));
    return Files.readAllBytes(out);
  }

  /** Those of the first dream. */
  private static List<String> devices(List<String> ofThisDream) {
    devices = devices == null ? ofThisDream : devices;
    return devices;
  }

  private static Order order(String json) {
    return new Order(spec(json), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The last of two values for one field counts. */
  private static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.replace('\'', '"').getBytes());
  }
}
