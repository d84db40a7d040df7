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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private volatile Instant now = Instant.EPOCH;

  @BeforeEach
  void sendAlong() throws Exception {
    Shelved shelved =
        Shelved.of(NETWORK, "tiny.tflite", Preprocessing.parse("rgb"), List.of("net/block/concat"));
    id = shelved.id();
    objects =
        Map.of(
            ShelfNames.file(shelved.sha256()),
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
      assertAskingManyTimesTakesNoTime(catalog);

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

  @Test
  @Timeout(30)
  void objectStoreThatIsAwayIsWaitedForOnce() throws Exception {
    try (ZooCatalog catalog =
        catalog(
            key -> {
              sleep(200);
              throw new IllegalStateException("connection refused");
            })) {
      assertProblem(catalog, id, ProblemCode.UNAVAILABLE);
      assertAskingManyTimesTakesNoTime(catalog);
    }
  }

  /** If each waited for a tenth of a second only, the test's time-out would pass. */
  private void assertAskingManyTimesTakesNoTime(ZooCatalog catalog) {
    for (int i = 0; i < 600; i++) {
      assertProblem(catalog, id, ProblemCode.UNAVAILABLE);
    }
  }

  @Test
  @Timeout(30)
  void slowFailureIsToldToWhoAsksAgain() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    try (ZooCatalog catalog = catalog(key -> nothing(slow))) {
      assertProblem(catalog, id, ProblemCode.UNAVAILABLE);
      slow.countDown();
      assertThat(awaitProblem(catalog)).isEqualTo(ProblemCode.UNKNOWN_MODEL);
    }
  }

  @Test
  @Timeout(30)
  void failureThatNobodyAskedAboutIsNotToldToTheNextDream() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicBoolean sent = new AtomicBoolean();
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (ZooCatalog catalog =
        catalog(
            key -> {
              if (sent.get()) {
                return Optional.of(new ByteArrayInputStream(objects.get(key)));
              }
              looked.countDown();
              return nothing(slow);
            },
            ended::countDown)) {
      assertProblem(catalog, id, ProblemCode.UNAVAILABLE);
      looked.await();
      slow.countDown();
      ended.await();
      sent.set(true);
      now = now.plus(Opened.FRESH).plusMillis(1);
      assertThat(awaitFacts(catalog).model()).isEqualTo(id);
    }
  }

  private static Optional<InputStream> nothing(CountDownLatch slow) {
    try {
      slow.await();
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProblemCode awaitProblem(ZooCatalog catalog) throws InterruptedException {
    while (true) {
      try {
        catalog.facts(id, List.of());
      } catch (ProblemException e) {
        if (e.problem().code() != ProblemCode.UNAVAILABLE) {
          return e.problem().code();
        }
      }
      Thread.sleep(20);
    }
  }

  private ZooCatalog catalog(Shelf shelf) {
    return catalog(shelf, () -> {});
  }

  /**
   * @param timed runs whenever it has looked at the clock, first when a fetch has ended
   */
  private ZooCatalog catalog(Shelf shelf, Runnable timed) {
    return new ZooCatalog(
        new Zoo(cache, null, shelf),
        () -> {
          Instant at = now;
          timed.run();
          return at;
        });
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
