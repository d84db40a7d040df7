package io.oneiros.worker;

import com.sun.management.OperatingSystemMXBean;
import io.oneiros.contract.GeneratorFacts;
import io.oneiros.contract.Grid;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Size;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.torch.Devices;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.TorchGenerator;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Recent;
import io.quarkus.runtime.configuration.MemorySize;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether there is memory enough for a tile, asked before anything is read or computed for it: a
 * worker that the system kills for its memory takes other tiles with it. What other networks that
 * stay loaded take is not counted.
 */
final class Room {
  private static final int KEPT = 256;
  private static final String SETTING = "oneiros.worker.memory";

  private final long bytes;
  private final long heap;
  private final Models models;
  private final Executor executor;
  private final Recent<Work, Long> needs = new Recent<>(KEPT);

  private record Work(
      String sha256,
      List<LayerWeight> layers,
      GeneratorFacts generator,
      Size guide,
      int width,
      int height,
      int batch) {}

  /**
   * @param bytes of native memory that there are
   * @param heap bytes of Java's heap that there are for tiles
   */
  Room(long bytes, long heap, Models models, Executor executor) {
    this.bytes = bytes;
    this.heap = heap;
    this.models = models;
    this.executor = executor;
  }

  /**
   * @param memory that is set; else this worker's share of what the device has, of a machine beyond
   *     the Java heap
   * @param sharers workers on the machine, this one included
   * @param remembered what is not for tiles, of Java's heap
   */
  static Room of(
      Optional<MemorySize> memory, int sharers, MemorySize remembered, Models models, Lanes lanes) {
    long heap = Runtime.getRuntime().maxMemory();
    long bytes =
        memory
            .map(MemorySize::asLongValue)
            .orElseGet(
                () -> lanes.device().isGpu() ? least(lanes) / sharers : machine() / sharers - heap);
    return new Room(bytes, heap - remembered.asLongValue(), models, lanes.executor());
  }

  /** Devices of one name may have more of it or less. */
  private static long least(Lanes lanes) {
    return lanes.all().stream()
        .mapToLong(lane -> Devices.memory(lane.device()))
        .min()
        .orElseThrow();
  }

  /** Of the machine, or of the container that this runs in. */
  private static long machine() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /**
   * @param footprint what the task computes, halo and all, in pixels
   * @throws ProblemException {@code not-enough-memory}, also if that will do but not for the
   *     dream's larger tiles, which come last
   */
  void check(TileTask task, Area footprint) {
    int width = footprint.width();
    int height = footprint.height();
    if (task.largest() != null) {
      width = Math.max(width, task.largest().width());
      height = Math.max(height, task.largest().height());
    }
    Size one = Grid.of(task.batch()).picture(new Size(width, height));
    // A frame is as wide in all as its both sides at their widest, in whole cells of the grid.
    int pad = Translation.robustness(task).pad();
    int frame = pad == 0 ? 0 : 2 * pad + models.stride(task);
    check(task, one.width() + frame, one.height() + frame);
    checkHeap(task, (long) width * height);
  }

  /** What is computed in Java is not the native library's memory. */
  private void checkHeap(TileTask task, long pixels) {
    long needed = Heap.bytes(task, pixels);
    if (needed > heap) {
      throw new ProblemException(
          new Problem(
              ProblemCode.NOT_ENOUGH_MEMORY,
              "A tile and its halo of %,d pixels need %s of Java's heap with what is asked of them; this worker has %s. Ask for a smaller picture or \"tile\", or give the worker more (-Xmx)."
                  .formatted(pixels, megabytes(needed), megabytes(heap)),
              null));
    }
  }

  private void check(TileTask task, int width, int height) {
    List<String> layers = task.layers().stream().map(LayerWeight::name).toList();
    long needed =
        needs.get(
            new Work(
                task.modelSha256(),
                task.layers(),
                task.generator(),
                guide(task),
                width,
                height,
                task.batch()),
            work ->
                TorchNetwork.memory(
                        models.network(task),
                        Translation.objective(
                            task,
                            models.network(task),
                            Scenery.unread(task, new Area(0, 0, width, height))),
                        executor,
                        height,
                        width,
                        task.batch())
                    + generator(task));
    if (needed > bytes) {
      throw new ProblemException(
          new Problem(
              ProblemCode.NOT_ENOUGH_MEMORY,
              "%s of %s needs %s for %s x %s pixels (a tile and its halo); this worker has %s. Ask for a smaller \"tile\", or give the worker more."
                  .formatted(
                      String.join("+", layers),
                      task.model(),
                      megabytes(needed),
                      width,
                      height,
                      megabytes(bytes)),
              SETTING));
    }
  }

  private long generator(TileTask task) {
    return task.generator() == null ? 0 : TorchGenerator.memory(models.generator(task), executor);
  }

  private static Size guide(TileTask task) {
    return task.scene() == null || task.scene().guide() == null
        ? null
        : task.scene().guide().size();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.round(bytes / 1e6));
  }
}
