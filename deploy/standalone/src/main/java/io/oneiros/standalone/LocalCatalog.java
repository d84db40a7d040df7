package io.oneiros.standalone;

import io.oneiros.catalog.EngineCatalog;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Zoo;
import java.util.List;
import java.util.Optional;

/** Knows the networks whose files are on this machine: the zoo's, and those to be sent along. */
record LocalCatalog(Zoo zoo, List<Upload> uploads) implements EngineCatalog {

  /** Nothing can be said of a network: its file is elsewhere, or still to be pulled. */
  static final class ElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * @throws ElsewhereException if the network's file is not here
   */
  @Override
  public Network open(String id) {
    return upload(id)
        .map(own -> Zoo.openFile(own.file(), Preprocessing.parse(own.pixels())))
        .orElseGet(() -> zoo.open(here(id)));
  }

  /**
   * @throws ElsewhereException likewise
   */
  @Override
  public Generator openGenerator(String id) {
    return upload(id)
        .map(own -> Zoo.openGenerator(own.file(), Preprocessing.parse(own.pixels())))
        .orElseGet(() -> zoo.generator(here(id)));
  }

  private Optional<Upload> upload(String id) {
    return uploads.stream().filter(own -> own.id().equals(id)).findFirst();
  }

  private String here(String id) {
    if (ShelfNames.isId(id) || !zoo.isPresent(id)) {
      throw new ElsewhereException();
    }
    return id;
  }
}
