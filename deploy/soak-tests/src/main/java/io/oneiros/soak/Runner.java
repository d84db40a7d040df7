package io.oneiros.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs scenarios one after the other; those of one shape share a house as long as it keeps its
 * promises. What a scenario's pictures are to be comes from a house that nothing was done to.
 */
public final class Runner implements AutoCloseable {
  private final Path folder;
  private final Path shared;
  private final Orders orders;
  private final Map<Integer, byte[]> pictures = new HashMap<>();
  private Shape shape;
  private House house;
  private int houses;

  /**
   * @param folder for the houses
   * @param shared folder whose {@code models} and {@code djl} are used, and filled
   */
  public Runner(Path folder, Path shared) {
    this.folder = folder;
    this.shared = shared;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    orders = Orders.in(folder);
  }

  /**
   * @throws BrokenPromiseException if what is promised is not what happened
   */
  public Verdict run(Scenario scenario) throws InterruptedException {
    try {
      settleIn(scenario.shape());
      if (pictures.isEmpty()) {
        trial(Scenarios.REFERENCE);
      }
      return trial(scenario);
    } catch (InterruptedException | RuntimeException e) {
      moveOut();
      throw e;
    }
  }

  private Verdict trial(Scenario scenario) throws InterruptedException {
    try (Journal journal = new Journal(house.kafka())) {
      Verdict verdict = new Trial(new Stage(house), orders, pictures, folder).run(scenario);
      house.mend();
      journal.requireToldOnce();
      return verdict;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void settleIn(Shape next) {
    if (house != null && !next.equals(shape)) {
      moveOut();
    }
    if (house == null) {
      house = House.build(folder.resolve("house-" + ++houses), shared, next);
      shape = next;
    }
  }

  private void moveOut() {
    if (house != null) {
      house.close();
      house = null;
    }
  }

  @Override
  public void close() {
    moveOut();
  }
}
