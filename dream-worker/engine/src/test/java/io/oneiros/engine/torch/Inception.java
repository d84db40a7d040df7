package io.oneiros.engine.torch;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** The real default network and real photos, for integration tests. */
final class Inception {
  private static final Path MODELS = Path.of(System.getProperty("oneiros.models", "target/models"));

  private Inception() {}

  /** Skips the test if the network's file cannot be had. */
  static Network open() {
    Zoo zoo = new Zoo(MODELS, null);
    try {
      zoo.pull(Zoo.DEFAULT, Progress.NONE);
    } catch (ModelException e) {
      Assumptions.abort(e.getMessage());
    }
    return zoo.open(Zoo.DEFAULT);
  }

  /** In float32 all the way: what tiles change can be told from rounding. */
  static TorchNetwork run(Network network) {
    return run(network, Executor.FLOAT32);
  }

  static TorchNetwork run(Network network, Executor executor) {
    return new TorchNetwork(network.graph(), network.preprocessing(), executor);
  }

  /** Half the sum of squares of these layers, or of the default ones. */
  static Objective squares(Network network, String... layers) {
    return new Objective(
        network.facts(List.of(layers)).nodes().stream()
            .map(node -> new Objective.Layer(node, 1))
            .toList());
  }

  /** 512 x 480 of a photo of the Alps. */
  static Picture alps() throws IOException {
    try (InputStream in = Inception.class.getResourceAsStream("alps.png")) {
      return picture(ImageIO.read(in));
    }
  }

  /** A photo that need not be here; skips the test if it is not. */
  static Picture photo(String name) throws IOException {
    Path file = Path.of(System.getProperty("oneiros.root", "."), "..", "shared", "photos", name);
    Assumptions.assumeTrue(file.toFile().exists(), () -> "there is no " + file);
    return picture(ImageIO.read(file.toFile()));
  }

  private static Picture picture(BufferedImage image) {
    Picture picture = Picture.blank(image.getWidth(), image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < Picture.CHANNELS; c++) {
          picture.values()[picture.index(c, y, x)] = (rgb >> (16 - 8 * c) & 0xff) / 255f;
        }
      }
    }
    return picture;
  }
}
