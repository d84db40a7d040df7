package io.oneiros.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.storage.ingest.Pictures;
import io.quarkus.runtime.configuration.MemorySize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRunnerIT {
  private static final TaskId TASK = TaskId.of("d1/k3/o0/r0/ingest/0/a1");

  /** Its pixels are more than are decoded on the heap. */
  private static final int SIDE = 4096;

  @TempDir Path home;

  @Test
  void diskWithoutRoomIsWaitedForLikeAStoreThatIsAway() throws IOException {
    try (RealStore store = new RealStore(home)) {
      store.objects().put(ObjectKeys.upload("d1"), picture(), "image/png");
      StorageTask.Ingest task =
          new StorageTask.Ingest(TASK, ObjectKeys.upload("d1"), null, null, Recipes.of(""));

      Result.OfTask result = runner(store, home.resolve("no-such-folder")).run(task);

      assertThat(result)
          .isInstanceOfSatisfying(
              Result.TaskFailed.class,
              failed -> {
                assertThat(failed.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
                assertThat(failed.problem().detail()).contains("no-such-folder", "java.io.tmpdir");
                assertThat(failed.retryable()).isTrue();
              });
    }
  }

  private record Config(String name, Duration heartbeat, MemorySize cache, Duration hang)
      implements StorageConfig {}

  private static TaskRunner runner(RealStore store, Path disk) {
    Config config = new Config("storage-1", Duration.ZERO, null, Duration.ZERO);
    String before = System.setProperty("java.io.tmpdir", disk.toString());
    try {
      return new TaskRunner(store.objects(), store.canvases(), Pictures.atMost(1L << 30), config);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  private Path picture() throws IOException {
    Path file = home.resolve("large.png");
    BufferedImage black = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_BINARY);
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageIO.write(black, "png", out);
    }
    return file;
  }
}
