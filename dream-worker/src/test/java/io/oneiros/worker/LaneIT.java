package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Result.TileDreamed;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.oneiros.processes.RealObjects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes, with a real object store and the real default network. */
class LaneIT {
  private final Zoo zoo = new Zoo(Checkout.root().resolve("dream-worker/target/home/models"), null);
  private RealObjects server;
  private ObjectStore objects;
  private CanvasStore canvases;

  @BeforeEach
  void writeCanvas(@TempDir Path folder) {
    zoo.pull(Zoo.DEFAULT, Progress.NONE);
    server = RealObjects.s3proxy(folder);
    objects = new ObjectStore(WorkerParts.store(server));
    objects.createBucket();
    canvases = new CanvasStore(objects);
    Planes planes = Planes.of(TestTiles.PICTURE.width(), TestTiles.PICTURE.height());
    Random random = new Random(1);
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = random.nextFloat();
    }
    canvases.create(TestTiles.CANVAS, TestTiles.PICTURE);
    canvases.writeRegion(TestTiles.CANVAS, TestTiles.PICTURE, TestTiles.PICTURE.whole(), planes);
  }

  @AfterEach
  void close() {
    canvases.close();
    objects.close();
    server.close();
  }

  @Test
  void aRegionIsReadWhileTheLaneComputesAnotherTile() throws Exception {
    Models models = new Models(zoo, false);
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    TileTask first = TestTiles.whole(TestTiles.id("d5", 1), zoo.open(Zoo.DEFAULT));
    TileTask lost =
        TestTiles.but(
            TestTiles.whole(TestTiles.id("d6", 1), zoo.open(Zoo.DEFAULT)),
            Map.of("canvas", "dreams/d6/none/"));
    try (Lane lane = new Lane(models, Device.cpu(), Optional.empty())) {
      TileDreamer dreamer = dreamer(models, lane);
      CompletableFuture<TileDreamed> other =
          dreaming(
              dreamer,
              first,
              () -> {
                computing.countDown();
                awaitQuietly(goOn);
                return false;
              });
      assertThat(computing.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(lane.hangs(Duration.ofMinutes(5))).isFalse();
      assertThat(lane.hangs(Duration.ZERO)).isTrue();

      // It can fail for its missing canvas only once it has tried to read that.
      assertThatThrownBy(() -> dreaming(dreamer, lost, () -> false).get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("dreams/d6/none/");

      assertThat(other).isNotDone();
      goOn.countDown();
      assertThat(other.get(60, TimeUnit.SECONDS).statistics()).hasSize(1);
      assertThat(lane.hangs(Duration.ZERO)).isFalse();
    }
  }

  @Test
  void aTileGoesToWhicheverDeviceIsFree() throws Exception {
    Models models = new Models(zoo, false);
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Lane one = simulated(models);
        Lane other = simulated(models)) {
      TileDreamer dreamer = dreamer(models, one, other);
      CompletableFuture<TileDreamed> held =
          dreaming(
              dreamer,
              TestTiles.whole(TestTiles.id("d7", 1), zoo.open(Zoo.DEFAULT)),
              () -> {
                computing.countDown();
                awaitQuietly(goOn);
                return false;
              });
      assertThat(computing.await(60, TimeUnit.SECONDS)).isTrue();

      for (int attempt = 1; attempt <= 3; attempt++) {
        TileTask task = TestTiles.whole(TestTiles.id("d8", attempt), zoo.open(Zoo.DEFAULT));
        assertThat(dreaming(dreamer, task, () -> false).get(30, TimeUnit.SECONDS).kind())
            .isEqualTo("simulated");
      }

      assertThat(held).isNotDone();
      goOn.countDown();
      assertThat(held.get(30, TimeUnit.SECONDS).statistics()).hasSize(1);
    }
  }

  @Test
  void ofTwoDevicesThatAreFreeATileGoesToTheOneThatHasItsNetworkLoaded() throws Exception {
    Models models = new Models(zoo, false);
    try (Lane cold = new Lane(models, Device.cpu(), Optional.empty());
        Lane warm = new Lane(models, Device.cpu(), Optional.empty())) {
      warm.warm(Zoo.DEFAULT);
      TileDreamer dreamer = dreamer(models, cold, warm);
      for (int attempt = 1; attempt <= 2; attempt++) {
        TileTask task = TestTiles.whole(TestTiles.id("d9", attempt), zoo.open(Zoo.DEFAULT));
        dreaming(dreamer, task, () -> false).get(60, TimeUnit.SECONDS);
      }

      assertThat(cold.loaded()).isEmpty();
      assertThat(new Lanes(List.of(cold, warm)).loaded()).containsExactly(Zoo.DEFAULT);
    }
  }

  @Test
  void aTileThatIsCancelledLoadsNothingAndGivesItsDeviceBack() throws Exception {
    Models models = new Models(zoo, false);
    try (Lane lane = new Lane(models, Device.cpu(), Optional.empty())) {
      TileDreamer dreamer = dreamer(models, lane);
      TileTask task = TestTiles.whole(TestTiles.id("d10", 1), zoo.open(Zoo.DEFAULT));

      assertThatThrownBy(() -> dreaming(dreamer, task, () -> true).get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancellationException.class);
      assertThat(lane.loaded()).isEmpty();

      dreaming(dreamer, task, () -> false).get(60, TimeUnit.SECONDS);
      assertThat(lane.loaded()).containsExactly(Zoo.DEFAULT);
    }
  }

  @Test
  void devicesOfOneKindBelongTogether() {
    Models models = new Models(zoo, false);
    try (Lane one = simulated(models);
        Lane processor = new Lane(models, Device.cpu(), Optional.of(Executor.PLAIN));
        Lane other = simulated(models)) {
      assertThat(Lanes.byKind(List.of(one, processor, other)))
          .extracting(Lanes::all)
          .containsExactly(List.of(processor), List.of(one, other));
    }
  }

  private static Lane simulated(Models models) {
    return new Lane(
        models, Device.cpu(), Optional.of(Executor.PLAIN), Optional.of(Duration.ofMillis(1)));
  }

  private TileDreamer dreamer(Models models, Lane... lanes) {
    Lanes all = new Lanes(List.of(lanes));
    Room room = new Room(Long.MAX_VALUE, Runtime.getRuntime().maxMemory(), models, all.executor());
    return new TileDreamer(
        canvases, objects, models, room, all, new WorkerMetrics(new SimpleMeterRegistry()), "w");
  }

  private static CompletableFuture<TileDreamed> dreaming(
      TileDreamer dreamer, TileTask task, BooleanSupplier cancelled) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return dreamer.dream(task, cancelled);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
