package io.oneiros.engine.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of a network's classes, in the order of its outputs. */
record Labels(Catalogue catalogue) {

  /**
   * @return nothing if the file they are in is not here
   * @throws ModelException {@code model-unavailable} if it has another hash than it should
   */
  List<String> of(Place place) {
    Entry entry = place.entry();
    if (entry.labels() == null && entry.labelsOf() != null) {
      return catalogue.ofZoo(entry.labelsOf()).map(Labels::read).orElse(List.of()).stream()
          .skip(1)
          .toList();
    }
    return read(place);
  }

  private static List<String> read(Place place) {
    Entry.Part labels = place.entry().labels();
    if (labels == null || !Files.exists(place.folder().resolve(labels.file()))) {
      return List.of();
    }
    Path file = place.folder().resolve(labels.file());
    try {
      if (!Sha256.of(file).equals(labels.sha256())) {
        throw place.altered(file, labels.sha256());
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }
}
