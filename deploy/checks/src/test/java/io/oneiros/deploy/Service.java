package io.oneiros.deploy;

import io.oneiros.processes.Checkout;
import java.nio.file.Path;

/** A service of ours: its folder in the checkout, which is its image's name too. */
enum Service {
  GATEWAY("gateway"),
  SCHEDULER("octave-scheduler"),
  STORAGE("storage"),
  WORKER("dream-worker");

  private final String folder;

  Service(String folder) {
    this.folder = folder;
  }

  /**
   * @param component of the chart
   */
  static Service of(String component) {
    return valueOf(component.replaceFirst("-.*", "").toUpperCase());
  }

  static Service ofImage(String name) {
    for (Service service : values()) {
      if (service.folder.equals(name)) {
        return service;
      }
    }
    throw new IllegalArgumentException("no service has an image " + name);
  }

  String image() {
    return folder;
  }

  /** The program as Quarkus has built it. */
  Path app() {
    return Checkout.built(folder + "/target/quarkus-app");
  }

  /** Its image, if one was built. */
  Path tar() {
    return Checkout.root().resolve("deploy/images/target/" + folder + ".tar");
  }
}
