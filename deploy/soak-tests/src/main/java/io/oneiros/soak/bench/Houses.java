package io.oneiros.soak.bench;

import io.oneiros.soak.House;
import io.oneiros.soak.Scratch;
import io.oneiros.soak.Shape;
import io.oneiros.standalone.launch.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Systems to be measured: each in a folder of its own, which is deleted afterwards. */
final class Houses {
  private Houses() {}

  /** What is done with a system. */
  @FunctionalInterface
  interface Use {
    void of(House house) throws IOException, InterruptedException;
  }

  static void with(Shape shape, Use use) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("oneiros-bench-");
    try (House house = House.build(folder, Home.of(System.getenv()).folder(), shape)) {
      use.of(house);
    } finally {
      Scratch.delete(folder);
    }
  }
}
