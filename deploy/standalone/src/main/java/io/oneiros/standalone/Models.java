package io.oneiros.standalone;

import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.show.PullView;
import java.nio.file.Path;

/** The home's networks. */
record Models(Zoo zoo) {
  static Models of(Home home) {
    return new Models(Zoo.inEnvironment(home.models()));
  }

  /**
   * What was sent along is not pulled: it lies in the system's object store.
   *
   * @param model null for the default one
   * @return whether it was missing
   */
  boolean pullIfMissing(String model) {
    String id = model == null ? Zoo.DEFAULT : model;
    if (ShelfNames.isId(id) || zoo.isPresent(id)) {
      return false;
    }
    pull(id);
    return true;
  }

  /**
   * @return the network's file
   */
  Path pull(String id) {
    try (PullView view = new PullView(System.err, Terminal.isTerminal())) {
      return zoo.pull(id, view);
    }
  }
}
