package io.oneiros.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Shelf;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Shelved;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ZooCatalogTest {
  private static final Path NETWORK =
      Checkout.root().resolve("octave-scheduler/src/test/resources/models/tiny.tflite");

  @TempDir Path cache;
  private String id;
  private Map<String, byte[]> objects;

  @BeforeEach
  void sendAlong() throws Exception {
    Shelved shelved =
        Shelved.of(NETWORK, "tiny.tflite", Preprocessing.parse("rgb"), List.of("net/block/concat"));
    id = shelved.network().id();
    objects =
        Map.of(
            ShelfNames.file(shelved.network().sha256()),
            Files.readAllBytes(NETWORK),
            ShelfNames.description(id),
            shelved.description().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void unknownModelHasTheStableCode() {
    try (ZooCatalog catalog = catalog(null)) {
      assertProblem(catalog, "no_such_net", ProblemCode.UNKNOWN_MODEL);
    }
    try (ZooCatalog catalog = catalog(key -> Optional.empty())) {
      assertProblem(catalog, id, ProblemCode.UNKNOWN_MODEL);
    }
  }

  @Test
  void knownModelWhoseFileIsMissingHasTheStableCode() {
    try (ZooCatalog catalog = catalog(null)) {
      assertProblem(catalog, null, ProblemCode.MODEL_UNAVAILABLE);
    }
  }

  @Test
  @Timeout(30)
  void networkThatTakesLongIsUnavailableUntilItIsHereAndNobodyWaits() throws Exception {
    Semaphore slow = new Semaphore(0);
    try (ZooCatalog catalog =
        catalog(
            key -> {
              slow.acquireUninterruptibly();
              return Optional.of(new ByteArrayInputStream(objects.get(key)));
            })) {
      assertProblem(catalog, id, ProblemCode.UNAVAILABLE);
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertProblem(catalog, id, ProblemCode.UNAVAILABLE);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

      slow.release(2);
      assertThat(awaitFacts(catalog).layers()).containsExactly("net/block/concat");
      assertThat(catalog.facts(id, List.of("stem")).model()).isEqualTo(id);
    }
  }

  @Test
  @Timeout(30)
  void objectStoreThatCannotBeReachedIsAskedAgain() throws Exception {
    CountDownLatch outage = new CountDownLatch(3);
    try (ZooCatalog catalog =
        catalog(
            key -> {
              if (outage.getCount() > 0) {
                outage.countDown();
                throw new IllegalStateException("connection refused");
              }
              return Optional.of(new ByteArrayInputStream(objects.get(key)));
            })) {
      assertProblem(catalog, id, ProblemCode.UNAVAILABLE);
      assertThat(awaitFacts(catalog).model()).isEqualTo(id);
      assertThat(outage.getCount()).isZero();
    }
  }

  private ZooCatalog catalog(Shelf shelf) {
    return new ZooCatalog(new Zoo(cache, null, shelf));
  }

  private ModelFacts awaitFacts(ZooCatalog catalog) throws InterruptedException {
    while (true) {
      try {
        return catalog.facts(id, List.of());
      } catch (ProblemException e) {
        assertThat(e.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
        Thread.sleep(20);
      }
    }
  }

  private static void assertProblem(ZooCatalog catalog, String model, ProblemCode code) {
    assertThatThrownBy(() -> catalog.facts(model, List.of()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
