package io.oneiros.engine.zoo;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the manifest says about one network. In a file of its own, {@code ID.json}, all but {@code
 * id}, {@code file}, {@code sha256} and {@code input}, or of a generator {@code output}, may be
 * left out.
 *
 * @param file name of the network's file
 * @param bytes its length, 0 if not stated
 * @param sha256 of the file, in hexadecimal
 * @param sources where to pull it from, the preferred one first
 * @param input what a network wants of pixels; null for a generator
 * @param output what the numbers of a generator's picture mean; null for other networks
 * @param labels the names of the classes, one a line in the order of the outputs; or null
 * @param labelsOf a network of the zoo whose classes, less its first (none of them), are these too;
 *     or null
 * @param layers to dream of when nobody names any
 * @param layer the same, where it is only one
 * @param aliases the field's names for values of the file
 */
record Entry(
    String id,
    String file,
    long bytes,
    String sha256,
    String license,
    List<Source> sources,
    Input input,
    Input output,
    Part labels,
    String labelsOf,
    List<String> layers,
    String layer,
    Map<String, String> aliases) {

  Entry {
    sha256 = sha256 == null ? null : sha256.toLowerCase(Locale.ROOT);
    output = output == null ? null : output.completed();
    // What is null in them is for who reads the entry to refuse.
    sources = sources == null ? List.of() : Collections.unmodifiableList(sources);
    layers =
        layers != null
            ? Collections.unmodifiableList(layers)
            : layer != null ? List.of(layer) : List.of();
    aliases = aliases == null ? Map.of() : Collections.unmodifiableMap(aliases);
  }

  boolean isGenerator() {
    return output != null;
  }

  /** Of what goes in, or of a generator of what comes out. */
  Preprocessing pixels() {
    return (isGenerator() ? output : input).preprocessing();
  }

  /** One file of the network. */
  record Part(String file, long bytes, String sha256) {}

  /** All its files, the network's own last: when that one is there, all are. */
  List<Part> parts() {
    Part network = new Part(file, bytes, sha256);
    return labels == null ? List.of(network) : List.of(labels, network);
  }

  /**
   * What goes into the network, or what made of pixels so would come out of a generator.
   *
   * @param order RGB or BGR
   * @param range that black and white are mapped to before the mean is taken off
   */
  record Input(String order, float[] range, float[] mean, float[] std) {

    /** To the last bit. */
    static Input of(Preprocessing input) {
      float[] asTheyAre = {0, 255};
      return new Input(input.bgr() ? "BGR" : "RGB", asTheyAre, input.mean(), input.std());
    }

    /** With nothing done where nothing is said, but for the range. */
    private Input completed() {
      return new Input(
          order == null ? "RGB" : order,
          range,
          mean == null ? new float[3] : mean,
          std == null ? new float[] {1, 1, 1} : std);
    }

    /** The same, for pixels in 0..255. */
    Preprocessing preprocessing() {
      double unit = (range[1] - range[0]) / 255.0;
      float[] means = new float[mean.length];
      float[] stds = new float[std.length];
      for (int c = 0; c < mean.length; c++) {
        means[c] = (float) ((mean[c] - range[0]) / unit);
        stds[c] = (float) (std[c] / unit);
      }
      return new Preprocessing(order.equals("BGR"), means, stds);
    }
  }
}
