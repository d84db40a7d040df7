package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.ModelException.Code.UNKNOWN_MODEL;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which networks there are, and where their files belong.
 *
 * @param manifest of the zoo
 * @param cache folder with one folder for each network of the zoo
 * @param own folder of the user's own networks, or null
 * @param borrowed networks that were sent along
 */
record Catalogue(Manifest manifest, Path cache, Path own, Borrowed borrowed) {

  List<String> ids() {
    return Stream.concat(ownFiles().keySet().stream(), manifest.networks().stream().map(Entry::id))
        .distinct()
        .toList();
  }

  Place place(String id) {
    Path description = ownFiles().get(id);
    if (description != null) {
      return new Place(Manifest.entry(description), own, Place.Origin.OWN);
    }
    return ofZoo(id)
        .or(() -> borrowed.place(id))
        .orElseThrow(
            () ->
                new ModelException(
                    UNKNOWN_MODEL,
                    "There is no network '%s'; there are %s. For one of your own give its file to --model, or put it and an ID.json into a folder and name that in %s."
                        .formatted(id, String.join(", ", ids()), Zoo.FOLDER_SETTING)));
  }

  /** Also where the user has one of his own with that id. */
  Optional<Place> ofZoo(String id) {
    return manifest.networks().stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .map(entry -> new Place(entry, cache.resolve(id), Place.Origin.ZOO));
  }

  private Map<String, Path> ownFiles() {
    return own == null ? Map.of() : Manifest.folder(own);
  }
}
