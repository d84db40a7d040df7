package io.oneiros.standalone;

import io.oneiros.contract.LayerWeight;
import io.oneiros.engine.zoo.Layer;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network that {@code --model} names by its file.
 *
 * @param input what the network wants of pixels, as the user wrote it
 */
record OwnNetwork(Path file, String input, Network network) {
  private static final int EXAMPLES = 5;

  /**
   * Whether {@code --model} or {@code --generator} names a file: nothing else has such an end, or a
   * folder before it.
   */
  static boolean isFile(String model) {
    return model != null
        && (Zoo.isNetworkFile(model) || model.contains("/") || model.contains(File.separator));
  }

  /**
   * @throws Failure if there is no such file
   * @throws ModelException if it cannot be understood
   */
  static OwnNetwork open(String model, String input) {
    Path file = Upload.readable(model);
    return new OwnNetwork(file, input, Zoo.openFile(file, Preprocessing.parse(input)));
  }

  /**
   * @param layers that are asked for, or null
   * @return the same
   * @throws Failure naming some layers, if none is asked for
   * @throws ModelException if it has no such layer
   */
  OwnNetwork with(List<LayerWeight> layers) {
    if (layers == null) {
      List<Layer> all = network.layers();
      String some =
          all.stream()
              .skip(Math.max(0, all.size() / 2 - EXAMPLES / 2))
              .limit(EXAMPLES)
              .map(Layer::name)
              .collect(Collectors.joining(", "));
      throw new Failure(
          "%s has no layer to dream of by default: name one with --layer, such as %s; 'deploy/dream models layers %s' lists them."
              .formatted(file, some, file));
    }
    network.facts(
        layers.stream()
            .map(layer -> layer.name() == null ? Network.LOGITS : layer.name())
            .toList());
    return this;
  }

  Upload upload() {
    return new Upload(file, "input", input, network.id());
  }
}
