package io.oneiros.engine.zoo;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Chw;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Shapes;

/**
 * A network that has been opened and makes a picture of a code (Nguyen et al. 2016). Immutable;
 * weights are not decoded yet.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @param graph whose last node is the picture, [1, 3, H, W]
 * @param output what the numbers of that mean: it is read as if they had been made of pixels so
 */
public record Generator(String id, String sha256, Graph graph, Preprocessing output) {
  /**
   * @throws ModelException {@code wrong-network-kind} if the file's network is no generator, {@code
   *     model-unavailable} if something in it cannot be computed
   */
  static Generator of(String id, String sha256, NetworkFile file, Preprocessing output) {
    if (file.graph().code().isEmpty()) {
      throw ModelException.wrongKind(
          "%s looks at pictures: it is no generator, which makes a picture of a code, [1, numbers] or [1, numbers, 1, 1]."
              .formatted(id));
    }
    // One operation less is another picture: nothing may be left out.
    file.unread().values().stream()
        .findFirst()
        .ifPresent(
            why -> {
              throw ModelException.unavailable("%s cannot be opened: %s".formatted(id, why), null);
            });
    Generator generator = new Generator(id, sha256, file.graph(), output);
    Chw made = generator.shape(id);
    if (made.channels() != Channels.PICTURE) {
      throw ModelException.wrongKind(
          "%s makes %s of its code: a generator makes a picture, [1, 3, height, width]."
              .formatted(id, made));
    }
    return generator;
  }

  private Chw shape(String id) {
    try {
      return shape();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ModelException.unavailable("%s cannot be opened: %s".formatted(id, e.getMessage()), e);
    }
  }

  /** How many numbers its code has. */
  public int code() {
    return graph.channels();
  }

  /** Of its picture. */
  public int width() {
    return shape().width();
  }

  /** Of its picture. */
  public int height() {
    return shape().height();
  }

  /** The name of the node that is the picture. */
  public String picture() {
    return graph.nodes().get(graph.nodes().size() - 1).name();
  }

  private Chw shape() {
    return Shapes.of(graph, 1, 1).get(picture());
  }
}
