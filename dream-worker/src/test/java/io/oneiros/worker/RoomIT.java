package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.Device;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the real default network: a tile of 1024 x 1024 takes some 600 MB, one of 256 x 256 100. */
class RoomIT {
  private final Zoo zoo = new Zoo(Checkout.root().resolve("dream-worker/target/home/models"), null);

  @Test
  void whatNeedsMoreMemoryThanThereIsIsRefusedByNameAndSetting() {
    Room room = room(Optional.of(new MemorySize(BigInteger.valueOf(300 << 20))));

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> room.check(task(null), side(1024)));

    assertThat(refused.problem().code()).isEqualTo(ProblemCode.NOT_ENOUGH_MEMORY);
    assertThat(refused.problem().detail())
        .contains("mixed3", Zoo.DEFAULT, "1024 x 1024", "315 MB", "tile");
    assertThat(refused.problem().setting()).isEqualTo("oneiros.worker.memory");
    assertThatCode(() -> room.check(task(null), side(256))).doesNotThrowAnyException();
  }

  @Test
  void theDreamsLargestTilesCountFromItsFirstOne() {
    Room room = room(Optional.of(new MemorySize(BigInteger.valueOf(300 << 20))));
    assertThatCode(() -> room.check(task(new Size(512, 512)), side(256)))
        .doesNotThrowAnyException();

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> room.check(task(new Size(1024, 900)), side(256)));

    assertThat(refused.problem().detail()).contains("1024 x 900");
  }

  /** They go through the network one after the other. */
  @Test
  void picturesThatAreDreamedTogetherNeedTheRoomOfOne() {
    Room room = room(Optional.of(new MemorySize(BigInteger.valueOf(300 << 20))));
    TileTask batch = TestTiles.but(task(null), Map.of("batch", 4));
    assertThatCode(() -> room.check(batch, side(1024))).doesNotThrowAnyException();
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> room.check(batch, side(2048)))
                .problem()
                .detail())
        .contains("1024 x 1024", "315 MB");
  }

  @Test
  void whereNothingIsSetThereIsWhatTheMachineHas() {
    Room room = room(Optional.empty());
    assertThatCode(() -> room.check(task(null), side(512))).doesNotThrowAnyException();
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> room.check(task(null), side(60_000)));
    assertThat(refused.problem().code()).isEqualTo(ProblemCode.NOT_ENOUGH_MEMORY);
  }

  @Test
  void workersOfOneMachineShareIt() {
    Room room = room(Optional.empty(), 100_000);
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> room.check(task(null), side(256)))
                .problem()
                .code())
        .isEqualTo(ProblemCode.NOT_ENOUGH_MEMORY);
  }

  private Room room(Optional<MemorySize> memory) {
    return room(memory, 1);
  }

  private Room room(Optional<MemorySize> memory, int sharers) {
    Models models = new Models(zoo, false);
    try (Lane lane = new Lane(models, Device.cpu(), Optional.of(Executor.FLOAT32))) {
      return Room.of(
          memory, sharers, new MemorySize(BigInteger.ZERO), models, new Lanes(List.of(lane)));
    }
  }

  private static Area side(int side) {
    return new Area(0, 0, side, side);
  }

  private TileTask task(Size largest) {
    zoo.pull(Zoo.DEFAULT, Progress.NONE);
    TileTask task = TestTiles.whole(TestTiles.id("d1", 1), zoo.open(Zoo.DEFAULT));
    Map<String, Object> changes = new HashMap<>();
    changes.put("layers", List.of(new LayerWeight("mixed3", 1.0)));
    changes.put("largest", largest);
    return TestTiles.but(task, changes);
  }
}
