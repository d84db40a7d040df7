package io.oneiros.standalone;

import io.oneiros.canvas.picture.Exif;
import io.oneiros.canvas.picture.Orientation;
import io.oneiros.canvas.picture.PictureFile;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Says of an order what the gateway would say of it, by the same rules and in the same words, as
 * far as that can be told without one: not of a network whose file is not here, nor of the size of
 * a picture that only the gateway can read. The gateway checks it again.
 */
record LocalCheck(SpecCheck spec) {

  /**
   * @param uploads networks that are sent along with the order
   * @param environment which a system that is started has its limits from, too
   */
  static LocalCheck of(Zoo zoo, List<Upload> uploads, Map<String, String> environment) {
    return new LocalCheck(new SpecCheck(limits(environment), new LocalCatalog(zoo, uploads)));
  }

  /**
   * @param order whose pictures are whole files
   * @throws ProblemException naming what is wrong with it
   */
  void check(Order order) {
    spec.terms(order.spec(), "");
    Recipe recipe;
    try {
      recipe = spec.resolve(order.spec());
    } catch (LocalCatalog.ElsewhereException e) {
      return;
    }
    spec.pictures(
        recipe, order.photo().isPresent(), order.guide().isPresent(), order.mask().isPresent());
    order.guide().flatMap(LocalCheck::size).ifPresent(size -> spec.guide(recipe, size));
    order.photo().flatMap(LocalCheck::size).ifPresent(size -> spec.fits(recipe, size));
  }

  /** As its header says; empty for a form that Java cannot read by itself. */
  private static Optional<Size> size(Path picture) {
    try {
      PictureFile format = PictureFile.of(picture).orElseThrow();
      Iterator<ImageReader> readers =
          ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
      Orientation held = Exif.orientation(picture, format);
      return readers.hasNext()
          ? size(picture, readers.next()).map(held::upright)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Size> size(Path picture, ImageReader reader) throws IOException {
    try (FileImageInputStream in = new FileImageInputStream(picture.toFile())) {
      reader.setInput(in, true, true);
      return Optional.of(new Size(reader.getWidth(0), reader.getHeight(0)));
    } catch (IOException | RuntimeException e) {
      // The gateway's reader may make more of it, and says what is wrong if it does not.
      return Optional.empty();
    } finally {
      reader.dispose();
    }
  }

  /** Those that {@code ONEIROS_LIMITS_...} moves. */
  static Limits limits(Map<String, String> environment) {
    Limits d = Limits.DEFAULTS;
    return new Limits(
        limit(environment, "MAX_PIXELS", d.maxPixels()),
        limit(environment, "MAX_BYTES", d.maxBytes()),
        (int) limit(environment, "MAX_OCTAVES", d.maxOctaves()),
        (int) limit(environment, "MAX_ITERATIONS", d.maxIterations()),
        (int) limit(environment, "MAX_JITTER", d.maxJitter()),
        (int) limit(environment, "MIN_TILE", d.minTile()),
        (int) limit(environment, "MAX_TILE", d.maxTile()),
        (int) limit(environment, "MAX_HALO", d.maxHalo()),
        (int) limit(environment, "MAX_LAYERS", d.maxLayers()));
  }

  private static long limit(Map<String, String> environment, String name, long otherwise) {
    String variable = "ONEIROS_LIMITS_" + name;
    String value = environment.get(variable);
    try {
      return value == null || value.isBlank() ? otherwise : Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      throw new Failure("%s is '%s'; it must be a whole number.".formatted(variable, value), e);
    }
  }
}
