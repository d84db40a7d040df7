package io.oneiros.gateway.intake;

import io.oneiros.engine.zoo.Preprocessing;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that is sent along.
 *
 * @param file gone when the request ends
 * @param name of the file, as its owner calls it
 * @param layers to dream of when nobody names any; may be empty
 */
public record SentNetwork(Path file, String name, Preprocessing input, List<String> layers) {
  public SentNetwork {
    layers = List.copyOf(layers);
  }
}
