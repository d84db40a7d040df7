package io.oneiros.worker;

import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.Tile;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * One device and the one thread that computes on it: several threads that each use all processors
 * would slow each other down. Networks stay loaded.
 */
final class Lane implements AutoCloseable {
  private final Models models;
  private final int threads;
  private final Optional<Executor> executor;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(Lane::thread);
  private final Map<String, Loaded> networks = new HashMap<>();

  /**
   * @param result what the climb gave
   * @param seconds it took, without waiting for the lane
   */
  record Climbed(TileAscent.Result result, double seconds) {}

  private record Loaded(Network network, TorchNetwork torch) {}

  /**
   * @param threads that one operation may use; the bytes do not depend on it
   * @param executor of gradients; empty for the quickest that is exact enough
   */
  Lane(Models models, int threads, Optional<Executor> executor) {
    this.models = models;
    this.threads = threads;
    this.executor = executor;
  }

  /** Loads the native library, checks that it computes, and loads a network, before any tile. */
  void warm(String model) throws InterruptedException {
    onThread(() -> loaded(model, null));
  }

  /** The kind of device: pictures are equal to the byte on one kind. */
  String device() {
    return "cpu-" + executor.orElseGet(Executor::best).name().toLowerCase(Locale.ROOT);
  }

  /** Stride of the deepest layer that a task asks for, in pixels. */
  int stride(TileTask task) throws InterruptedException {
    return onThread(
        () ->
            loaded(task.model(), task.modelSha256())
                .network()
                .facts(task.layers().stream().map(LayerWeight::name).toList())
                .stride());
  }

  /**
   * Climbs once the lane is free.
   *
   * @param region pixels of the tile's footprint
   */
  Climbed climb(TileTask task, Tile tile, Picture region, BooleanSupplier cancelled)
      throws InterruptedException {
    return onThread(
        () -> {
          long start = System.nanoTime();
          TileAscent.Result result = new TileAscent(gradient(task)).run(tile, region, cancelled);
          return new Climbed(result, (System.nanoTime() - start) / 1e9);
        });
  }

  private GradientSource gradient(TileTask task) {
    Loaded loaded = loaded(task.model(), task.modelSha256());
    List<Objective.Layer> layers =
        task.layers().stream()
            .map(l -> new Objective.Layer(loaded.network().layer(l.name()), l.weight()))
            .toList();
    return loaded.torch().gradient(new Objective(layers));
  }

  private Loaded loaded(String model, String sha256) {
    Loaded loaded =
        networks.computeIfAbsent(
            model,
            id -> {
              Network network = models.open(id);
              return new Loaded(network, torch(network));
            });
    if (sha256 != null && !sha256.equals(loaded.network().sha256())) {
      throw new ProblemException(
          ProblemCode.MODEL_UNAVAILABLE,
          "The dream was planned for %s with SHA-256 %s; this worker has %s."
              .formatted(model, sha256, loaded.network().sha256()));
    }
    return loaded;
  }

  private TorchNetwork torch(Network network) {
    return executor
        .map(e -> new TorchNetwork(network.graph(), network.preprocessing(), threads, e))
        .orElseGet(() -> new TorchNetwork(network.graph(), network.preprocessing(), threads));
  }

  private <T> T onThread(Callable<T> work) throws InterruptedException {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "lane");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.submit(() -> networks.values().forEach(loaded -> loaded.torch().close()));
    thread.shutdown();
  }
}
