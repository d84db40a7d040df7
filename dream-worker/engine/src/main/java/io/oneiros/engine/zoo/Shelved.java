package io.oneiros.engine.zoo;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network to be put on a {@link Shelf}: its file has been understood.
 *
 * @param network without default layers
 * @param description JSON, to be put under {@link ShelfNames#description} once the file lies under
 *     {@link ShelfNames#file}
 */
public record Shelved(Network network, String description) {
  /**
   * @param fileName as its owner calls it; its end tells the kind
   * @param layers to dream of when nobody names any; may be empty
   * @throws ModelException {@code model-unavailable} if the file cannot be understood, {@code
   *     unknown-layer}
   */
  public static Shelved of(Path file, String fileName, Preprocessing input, List<String> layers) {
    Network network = Zoo.openFile(file, fileName, input);
    List<String> known = layers.isEmpty() ? List.of() : network.facts(layers).names();
    try {
      Entry entry =
          new Entry(
              network.id(),
              ShelfNames.nameIn(network.id()) + FileKinds.ending(fileName).orElseThrow(),
              Files.size(file),
              network.sha256(),
              null,
              null,
              Entry.Input.of(input),
              null,
              null,
              known,
              null,
              null);
      return new Shelved(network, Manifest.json(entry));
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }

  /**
   * Whether a description that lies under this one's key is of the same file and preprocessing; its
   * layers may be others. An id is a hash that is cut short: it does not say so by itself.
   */
  public boolean isDescribedBy(String there) {
    String json = network.id() + Manifest.JSON;
    try {
      return ShelfNames.isSame(
          Manifest.entry(new StringReader(there), json),
          Manifest.entry(new StringReader(description), json));
    } catch (JsonParseException | IllegalArgumentException e) {
      return false;
    }
  }
}
