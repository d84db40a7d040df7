package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tiles may do to a picture: the design's thresholds, always against the untiled dream of the
 * same seed, two-sided, for a strip that is too smooth is a seam too. One octave, because after
 * several even a change of 1e-6 in the source has grown to a different picture.
 */
@ExtendWith(SharedSystem.class)
class TilingIT {
  private static final int WIDTH = 768;
  private static final int HEIGHT = 484;

  /** Where a grid of tiles of at most 256 cuts the picture. */
  private static final List<Integer> COLUMNS = List.of(256, 512);

  private static final List<Integer> ROWS = List.of(242);
  private static final List<Integer> SEEDS = List.of(1, 2);

  /** All at once that looks at no more of a picture than a tile and its halo. */
  private static final String LOCAL =
      "'ascent':{'normalise':'deviation','blur':0.5,'blurGrowth':1},'regularise':{'tv':50,'l2':20},'finish':{'luminance':true,'strength':0.8}";

  private static final String FAST = "'tile':256,'mode':'fast'";
  private static final String EXACT = "'tile':256,'mode':'exact'";
  private static final String NO_TILES = "'tile':1024";

  /** Dreams by what their specs say; all at once, for one without tiles is one worker's. */
  private static final Map<String, String> IDS = new HashMap<>();

  @TempDir static Path folder;
  private static Path photo;
  private static Path mask;
  private static Picture source;

  @BeforeAll
  static void start() throws Exception {
    photo = Dreams.photo(folder, WIDTH, HEIGHT);
    source = read(photo);
    mask = mask();
    for (int seed : SEEDS) {
      ask(seed, "", NO_TILES);
      ask(seed, "", FAST);
    }
    ask(1, "", EXACT);
    for (String options : List.of(NO_TILES, FAST, EXACT)) {
      ask(1, LOCAL, options);
    }
  }

  private static void ask(int seed, String both, String options) throws Exception {
    String json = json(seed, both, options);
    Optional<Path> masked = both.isEmpty() ? Optional.empty() : Optional.of(mask);
    Order order = new Order(Said.spec(json), Optional.of(photo), Optional.empty(), masked);
    IDS.put(json, SharedSystem.dreams().gateway().submit(order));
  }

  private static String json(int seed, String both, String options) {
    String more = both.isEmpty() ? options : both + "," + options;
    return "{'octaves':1,'iterations':10,'seed':" + seed + "," + more + "}";
  }

  /** Means over the seeds of what a tiled dream has, relative to the untiled one. */
  private record Relative(double gain, double contrast, double seam, double unevenTile) {}

  @Test
  void fastTilesLookLikeNoTiles() throws Exception {
    hold(relative("", FAST, SEEDS));
  }

  @Test
  void exactTilesLookLikeNoTiles() throws Exception {
    hold(relative("", EXACT, SEEDS.subList(0, 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {FAST, EXACT})
  void soTheyDoWithNormsBlurPenaltiesAMaskAndKeptColours(String tiles) throws Exception {
    hold(relative(LOCAL, tiles, SEEDS.subList(0, 1)));
  }

  /** The negative control: two dreams pasted together along the cuts, hard and smeared. */
  @Test
  void seamsAreFoundOut() throws Exception {
    Picture one = untiled(1, "").minus(source);
    Picture other = untiled(2, "").minus(source);
    Picture pasted = one.copy();
    Picture smeared = one.copy();
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int i = one.index(c, y, x);
          if ((x / 256 + y / 242) % 2 == 1) {
            pasted.values()[i] = other.values()[i];
          }
          if (x > 0 && x < WIDTH - 1 && y > 0 && y < HEIGHT - 1) {
            smeared.values()[i] =
                (one.at(c, y - 1, x)
                        + one.at(c, y + 1, x)
                        + one.at(c, y, x - 1)
                        + one.at(c, y, x + 1))
                    / 4;
          }
        }
      }
    }

    assertThat(seam(pasted) / seam(one)).isGreaterThan(1.2);
    assertThat(seam(smeared) / seam(one)).isLessThan(0.8);
  }

  /** Of one octave of ten steps at the default step size; measured 3.29. */
  @Test
  void anUntiledDreamGainsWhatItShould() throws Exception {
    double gain = objective(untiled(1, "")) / objective(source);
    assertThat(gain).isBetween(2.7, 3.9);
  }

  private static void hold(Relative tiled) {
    assertThat(tiled.gain()).as("gain / untiled").isBetween(0.90, 1.12);
    assertThat(tiled.contrast()).as("std of the change / untiled").isBetween(0.93, 1.07);
    assertThat(tiled.seam()).as("seam energy / untiled").isBetween(0.80, 1.20);
    assertThat(tiled.unevenTile()).as("std of a tile's change / untiled").isLessThanOrEqualTo(1.2);
  }

  /**
   * @param both what tiled and untiled dreams say, and dream with a mask if it is anything
   */
  private static Relative relative(String both, String options, List<Integer> seeds)
      throws Exception {
    double gain = 0;
    double contrast = 0;
    double seam = 0;
    double uneven = 0;
    for (int seed : seeds) {
      Picture untiled = untiled(seed, both);
      Picture tiled = dream(seed, both, options);
      gain += objective(tiled) / objective(untiled) / seeds.size();
      Picture whole = untiled.minus(source);
      Picture pieces = tiled.minus(source);
      contrast += deviation(pieces, 0, 0, WIDTH, HEIGHT) / deviation(whole, 0, 0, WIDTH, HEIGHT);
      seam += seam(pieces) / seam(whole);
      uneven = Math.max(uneven, unevenTile(pieces, whole));
    }
    Relative result = new Relative(gain, contrast / seeds.size(), seam / seeds.size(), uneven);
    System.out.println(both + options + ": " + result);
    return result;
  }

  private static Picture untiled(int seed, String both) throws Exception {
    return dream(seed, both, NO_TILES);
  }

  private static Picture dream(int seed, String both, String options) throws Exception {
    Path out = folder.resolve("out.png");
    String id = IDS.get(json(seed, both, options));
    DreamSnapshot end = SharedSystem.dreams().await(id, out, progress -> {});
    assertThat(end.status()).as("%s", end.problem()).isEqualTo(DreamStatus.COMPLETED);
    return read(out);
  }

  /** White on the left, ever darker from the middle on. */
  private static Path mask() throws IOException {
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < WIDTH; x++) {
      int level = Math.min(255, 2 * 255 * (WIDTH - x) / WIDTH);
      for (int y = 0; y < HEIGHT; y++) {
        grey.getRaster().setSample(x, y, 0, level);
      }
    }
    Path file = folder.resolve("mask.png");
    ImageIO.write(grey, "png", file.toFile());
    return file;
  }

  private static double objective(Picture picture) {
    Network network =
        new Zoo(Checkout.root().resolve("deploy/standalone/target/models"), null).open(Zoo.DEFAULT);
    List<Objective.Layer> layers =
        network.facts(List.of()).nodes().stream().map(n -> new Objective.Layer(n, 1)).toList();
    try (TorchNetwork torch = new TorchNetwork(network.graph(), network.preprocessing())) {
      return torch.gradient(new Objective(layers)).at(picture).objective();
    }
  }

  private static double deviation(Picture p, int left, int top, int right, int bottom) {
    double sum = 0;
    double squares = 0;
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          double v = p.at(c, y, x);
          sum += v;
          squares += v * v;
        }
      }
    }
    double n = (double) Picture.CHANNELS * (right - left) * (bottom - top);
    return Math.sqrt(squares / n - sum / n * (sum / n));
  }

  private static double unevenTile(Picture pieces, Picture whole) {
    double worst = 0;
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        int[] box = {x * 256, y * 242, (x + 1) * 256, (y + 1) * 242};
        worst =
            Math.max(
                worst,
                deviation(pieces, box[0], box[1], box[2], box[3])
                    / deviation(whole, box[0], box[1], box[2], box[3]));
      }
    }
    return worst;
  }

  /** Mean absolute second difference across the cuts. */
  private static double seam(Picture change) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int x : COLUMNS) {
        for (int y = 0; y < HEIGHT; y++, count++) {
          sum += bend(change.at(c, y, x - 2), change.at(c, y, x - 1), change.at(c, y, x));
          sum += bend(change.at(c, y, x - 1), change.at(c, y, x), change.at(c, y, x + 1));
        }
      }
      for (int y : ROWS) {
        for (int x = 0; x < WIDTH; x++, count++) {
          sum += bend(change.at(c, y - 2, x), change.at(c, y - 1, x), change.at(c, y, x));
          sum += bend(change.at(c, y - 1, x), change.at(c, y, x), change.at(c, y + 1, x));
        }
      }
    }
    return sum / count;
  }

  private static double bend(double before, double at, double after) {
    return Math.abs(before - 2 * at + after);
  }

  private static Picture read(Path file) throws Exception {
    BufferedImage image = ImageIO.read(file.toFile());
    Picture picture = Picture.blank(image.getWidth(), image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < Picture.CHANNELS; c++) {
          picture.values()[picture.index(c, y, x)] = (rgb >> 16 - 8 * c & 255) / 255f;
        }
      }
    }
    return picture;
  }
}
