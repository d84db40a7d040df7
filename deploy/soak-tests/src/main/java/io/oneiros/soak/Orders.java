package io.oneiros.soak;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.processes.Checkout;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The dreams that are dreamed: small, but real ones of a photo. */
final class Orders {
  /** How many different ones there are. */
  static final int KINDS = 3;

  /** Two octaves of 2 x 1 and 2 x 2 tiles, each with exact rounds and a fast one. */
  private static final String SPEC =
      "{\"octaves\":2,\"octaveScale\":1.2,\"iterations\":5,\"tile\":256,\"halo\":32,\"layers\":[{\"name\":\"mixed0\"}],\"seed\":%d}";

  private static final String TINY =
      "{\"octaves\":1,\"iterations\":1,\"jitter\":0,\"layers\":[{\"name\":\"mixed0\"}]}";

  private static final String ENDLESS =
      "{\"start\":{\"from\":\"noise\",\"width\":320,\"height\":304},\"octaves\":1,\"iterations\":1000,\"mode\":\"fast\",\"layers\":[{\"name\":\"mixed3\"}]}";

  private static final String BRIEF =
      "{\"start\":{\"from\":\"noise\",\"width\":320,\"height\":304},\"octaves\":1,\"iterations\":3,\"tile\":256,\"halo\":32,\"layers\":[{\"name\":\"mixed0\"}]}";

  private final Path photo;
  private final Path stamp;

  private Orders(Path photo, Path stamp) {
    this.photo = photo;
    this.stamp = stamp;
  }

  /** Cuts the pictures from the photo that is shipped with the project. */
  static Orders in(Path folder) {
    return new Orders(photo(folder, 320, 304), photo(folder, 80, 80));
  }

  /**
   * @param kind from 0
   */
  Order of(int kind) {
    return Order.of(photo, spec(SPEC.formatted(kind + 1)));
  }

  /** One of one tile that takes minutes. */
  static Order endless() {
    return fromNothing(ENDLESS);
  }

  /** One of two tiles and a few steps, from noise. */
  static Order brief() {
    return fromNothing(BRIEF);
  }

  private static Order fromNothing(String spec) {
    return new Order(spec(spec), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** One of one tile, one step and 80 x 80 pixels. */
  Order tiny() {
    return Order.of(stamp, spec(TINY));
  }

  private static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Path photo(Path folder, int width, int height) {
    try {
      BufferedImage alps = ImageIO.read(Checkout.root().resolve("docs/pictures/alps.jpg").toFile());
      Path photo = folder.resolve("photo-" + width + "x" + height + ".png");
      ImageIO.write(alps.getSubimage(40, 60, width, height), "png", photo.toFile());
      return photo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
