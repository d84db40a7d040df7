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
 * @param sha256 of its file
 * @param description JSON, to be put under {@link ShelfNames#description} once the file lies under
 *     {@link ShelfNames#file}
 */
public record Shelved(String id, String sha256, String description) {
  /**
   * @param fileName as its owner calls it; its end tells the kind
   * @param layers to dream of when nobody names any; may be empty
   * @throws ModelException {@code model-unavailable} if the file cannot be understood, {@code
   *     wrong-network-kind}, {@code unknown-layer}
   */
  public static Shelved of(Path file, String fileName, Preprocessing input, List<String> layers) {
    Network network = Zoo.openFile(file, fileName, input);
    List<String> known = layers.isEmpty() ? List.of() : network.facts(layers).names();
    return of(file, fileName, network.id(), network.sha256(), Entry.Input.of(input), null, known);
  }

  /**
   * A generator.
   *
   * @param output what the numbers of its picture mean
   * @throws ModelException {@code model-unavailable} if the file cannot be understood, {@code
   *     wrong-network-kind}
   */
  public static Shelved ofGenerator(Path file, String fileName, Preprocessing output) {
    Generator generator = Zoo.openGenerator(file, fileName, output);
    return of(
        file,
        fileName,
        generator.id(),
        generator.sha256(),
        null,
        Entry.Input.of(output),
        List.of());
  }

  private static Shelved of(
      Path file,
      String fileName,
      String id,
      String sha256,
      Entry.Input input,
      Entry.Input output,
      List<String> layers) {
    try {
      Entry entry =
          new Entry(
              id,
              ShelfNames.nameIn(id) + FileKinds.ending(fileName).orElseThrow(),
              Files.size(file),
              sha256,
              null,
              null,
              input,
              output,
              null,
              null,
              layers,
              null,
              null);
      return new Shelved(id, sha256, Manifest.json(entry));
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }

  /**
   * Whether a description that lies under this one's key is of the same file and preprocessing; its
   * layers may be others. An id is a hash that is cut short: it does not say so by itself.
   */
  public boolean isDescribedBy(String there) {
    String json = id + Manifest.JSON;
    try {
      return ShelfNames.isSame(
          Manifest.entry(new StringReader(there), json),
          Manifest.entry(new StringReader(description), json));
    } catch (JsonParseException | IllegalArgumentException e) {
      return false;
    }
  }
}
