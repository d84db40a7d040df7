package io.oneiros.gateway.intake;

import io.oneiros.engine.zoo.Preprocessing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network that is sent along: of {@code input} and {@code output} one is there.
 *
 * @param file gone when the request ends
 * @param name of the file, as its owner calls it
 * @param input what the network wants of pixels
 * @param output what the numbers of a generator's picture mean
 * @param layers to dream of when nobody names any; may be empty
 */
public record SentNetwork(
    Path file,
    String name,
    Optional<Preprocessing> input,
    Optional<Preprocessing> output,
    List<String> layers) {
  public SentNetwork {
    layers = List.copyOf(layers);
  }
}
