package io.oneiros.worker;

import ai.djl.Device;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.spec.Start.Parametrisation;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.Tile;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.torch.Devices;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.Torch;
import io.oneiros.engine.torch.TorchGenerator;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.Network;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One device and the one thread that computes on it: several threads that each use all processors
 * would slow each other down. The networks used last stay loaded.
 */
final class Lane implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Lane.class);
  private static final long IDLE = Long.MIN_VALUE;
  private static final String SIMULATED = "simulated";

  private final Models models;
  private final Device device;
  private final Optional<Executor> executor;
  private final Optional<Duration> simulate;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(Lane::thread);
  private final Map<String, TorchNetwork> networks = new Loaded<>(TorchNetwork::close);
  private final Map<String, TorchGenerator> generators = new Loaded<>(TorchGenerator::close);

  /** Ids of the networks that are loaded, for other threads. */
  private volatile Set<String> loaded = Set.of();

  /** Replaced by the lane's thread alone. */
  private volatile Work work = new Work(IDLE, 0);

  /**
   * What the lane computes.
   *
   * @param began when the step that computes now began, in nanoTime
   * @param before nanoseconds of the steps that are over
   */
  private record Work(long began, long before) {
    long nanos() {
      return before + (began == IDLE ? 0 : System.nanoTime() - began);
    }
  }

  /** Anybody may send networks along: those used longest ago make room. */
  private static final class Loaded<T> extends LinkedHashMap<String, T> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 8;

    private final transient Consumer<T> close;

    Loaded(Consumer<T> close) {
      super(MOST, 0.75f, true);
      this.close = close;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
      boolean tooMany = size() > MOST;
      if (tooMany) {
        close.accept(eldest.getValue());
      }
      return tooMany;
    }
  }

  /**
   * @param result what the climb gave
   * @param seconds it took, without waiting for the lane
   * @param device the kind that it was computed on
   */
  record Climbed(TileAscent.Result result, double seconds, String device) {}

  /**
   * @param executor of gradients; empty for the quickest that is exact enough
   */
  Lane(Models models, Device device, Optional<Executor> executor) {
    this(models, device, executor, Optional.empty());
  }

  /**
   * @param simulate how long each step takes of a device that is not there; empty for a real one
   */
  Lane(Models models, Device device, Optional<Executor> executor, Optional<Duration> simulate) {
    this.models = models;
    this.device = device;
    this.executor = executor;
    this.simulate = simulate;
  }

  /**
   * Loads the native library, checks that it computes, and loads a network, before any tile.
   *
   * @throws IllegalStateException if the library cannot be loaded or computes wrong numbers
   */
  void warm(String model) throws InterruptedException {
    if (simulate.isPresent()) {
      return;
    }
    onThread(
        () -> {
          Torch.start(device);
          try {
            return torch(models.network(model));
          } catch (ProblemException e) {
            LOG.warnf("%s is not loaded beforehand: %s", model, e.getMessage());
            return null;
          }
        });
  }

  /**
   * The kind of device, where nothing forces a simpler executor: pictures are equal to the byte on
   * one kind.
   */
  String kind() {
    return simulate.isPresent() ? SIMULATED : Devices.kind(device, executor());
  }

  Device device() {
    return device;
  }

  /** What gradients are computed with, where nothing forces a simpler one. */
  Executor executor() {
    return executor.orElseGet(() -> Executor.best(device));
  }

  /** Whether a step has been computing for so long that it will never end. */
  boolean hangs(Duration limit) {
    long began = work.began();
    return began != IDLE && System.nanoTime() - began > limit.toNanos();
  }

  /**
   * Climbs once the lane is free.
   *
   * @param region pixels of the tile's footprint
   * @param scenery read for that footprint
   * @throws CancellationException once {@code cancelled} says so
   */
  Climbed climb(
      TileTask task, Tile tile, Picture region, Scenery scenery, BooleanSupplier cancelled)
      throws InterruptedException {
    return onThread(
        () -> {
          long start = System.nanoTime();
          BooleanSupplier asked = () -> stepped(cancelled);
          if (asked.getAsBoolean()) {
            throw new CancellationException("cancelled before it is begun");
          }
          Way way = way(task, scenery);
          GradientSource source = way.source();
          TileAscent.Result result =
              task.batch() == 1 && task.parametrisation() == Parametrisation.PIXELS
                  ? new TileAscent(source)
                      .run(
                          tile,
                          region,
                          scenery.mask().filter(mask -> Scenery.masksTheChange(task)),
                          asked)
                  : Batch.of(task)
                      .climb(source, () -> torch(models.generator(task)), region, asked);
          double seconds = (System.nanoTime() - start) / 1e9;
          return new Climbed(result, seconds, way.device());
        });
  }

  /**
   * Where gradients come from.
   *
   * @param device the kind
   */
  private record Way(GradientSource source, String device) {}

  private Way way(TileTask task, Scenery scenery) {
    if (simulate.isPresent()) {
      return new Way(new Simulated(simulate.get(), models.stride(task)), SIMULATED);
    }
    Objective objective = Translation.objective(task, models.network(task), scenery);
    TorchNetwork network = torch(models.network(task));
    return new Way(network.gradient(objective), Devices.kind(device, network.executor(objective)));
  }

  /** How long it has computed so far, in all. */
  Duration computed() {
    return Duration.ofNanos(work.nanos());
  }

  private boolean stepped(BooleanSupplier cancelled) {
    work = new Work(System.nanoTime(), work.nanos());
    return cancelled.getAsBoolean();
  }

  /** Ids of the networks that are loaded. */
  Set<String> loaded() {
    return loaded;
  }

  private TorchNetwork torch(Network network) {
    TorchNetwork torch =
        networks.computeIfAbsent(
            network.id(),
            id -> new TorchNetwork(network.graph(), network.preprocessing(), device, executor));
    loaded = Set.copyOf(networks.keySet());
    return torch;
  }

  private TorchGenerator torch(Generator generator) {
    return generators.computeIfAbsent(
        generator.id(), id -> new TorchGenerator(generator, device, executor));
  }

  private <T> T onThread(Callable<T> task) throws InterruptedException {
    try {
      return thread.submit(() -> watched(task)).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private <T> T watched(Callable<T> task) throws Exception {
    work = new Work(System.nanoTime(), work.nanos());
    try {
      return task.call();
    } finally {
      work = new Work(IDLE, work.nanos());
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "lane");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.submit(() -> networks.values().forEach(TorchNetwork::close));
    thread.submit(() -> generators.values().forEach(TorchGenerator::close));
    thread.shutdown();
  }
}
