package io.oneiros.engine.zoo;

import java.util.List;

/**
 * A value of a network that can be dreamed of.
 *
 * @param name the canonical one: the field's where there is one, else the file's
 * @param aliases its other names
 * @param stride pixels between neighbouring activations
 * @param receptiveField side of what one activation sees, in pixels
 */
public record Layer(
    String name, List<String> aliases, int channels, int stride, int receptiveField) {
  public Layer {
    aliases = List.copyOf(aliases);
  }
}
