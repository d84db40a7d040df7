package io.oneiros.standalone;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.launch.Standalone;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** A whole system for a test, and dreams in it. */
public record Dreams(Standalone system, GatewayClient gateway) implements AutoCloseable {

  /** Starts everything in a folder of its own. */
  public static Dreams start(Path home, Options options) throws IOException {
    Standalone system = Standalone.start(home(home), options);
    return new Dreams(system, new GatewayClient(system.gateway()));
  }

  /** A new home; the network is pulled, and the native library unpacked, once for all tests. */
  public static Path home(Path home) throws IOException {
    Path target = Checkout.root().resolve("deploy/standalone/target");
    new Zoo(target.resolve("models"), null).pull(Zoo.DEFAULT, Progress.NONE);
    Files.createDirectories(home);
    for (String shared : new String[] {"models", "djl"}) {
      Files.createDirectories(target.resolve(shared));
      Files.createSymbolicLink(home.resolve(shared), target.resolve(shared));
    }
    return home;
  }

  /**
   * Dreams to the end, whichever it is.
   *
   * @param out where the picture goes; null for nowhere
   */
  public DreamSnapshot dream(Path photo, DreamSpec spec, Path out, Consumer<DreamSnapshot> progress)
      throws Exception {
    return dream(Order.of(photo, spec), out, progress);
  }

  /** Likewise, with other pictures. */
  public DreamSnapshot dream(Order order, Path out, Consumer<DreamSnapshot> progress)
      throws Exception {
    return await(gateway.submit(order), out, progress);
  }

  /** The same with a dream that has been asked for. */
  public DreamSnapshot await(String id, Path out, Consumer<DreamSnapshot> progress)
      throws Exception {
    DreamSnapshot last = new DreamFollower(gateway, () -> {}).follow(id, progress);
    if (out != null && last.status() == DreamStatus.COMPLETED) {
      gateway.image(id, out);
    }
    return last;
  }

  /** The top left corner of the photo that is shipped with the project, as a PNG. */
  public static Path photo(Path folder, int width, int height) throws IOException {
    BufferedImage alps = ImageIO.read(Checkout.root().resolve("docs/pictures/alps.jpg").toFile());
    Path photo = folder.resolve("photo-" + width + "x" + height + ".png");
    ImageIO.write(alps.getSubimage(0, 0, width, height), "png", photo.toFile());
    return photo;
  }

  @Override
  public void close() {
    system.close();
  }
}
