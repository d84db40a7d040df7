package io.oneiros.standalone;

import io.oneiros.engine.zoo.Zoo;
import io.oneiros.standalone.launch.Home;

/** The home's networks. */
record Models(Zoo zoo) {
  static Models of(Home home) {
    return new Models(Zoo.inEnvironment(home.models()));
  }

  /**
   * @param model null for the default one
   */
  void pullIfMissing(String model) {
    String id = model == null ? Zoo.DEFAULT : model;
    if (!zoo.isPresent(id)) {
      pull(id);
    }
  }

  void pull(String id) {
    Terminal.say("Pulling " + id + " ...");
    zoo.pull(id, (what, done, total) -> {});
  }
}
