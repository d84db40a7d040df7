package io.oneiros.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.TileTask;
import io.oneiros.traces.WorkTimes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a worker tells of itself as metrics; docs/reference/metrics.md lists them. */
final class WorkerMetrics {
  private static final String SLOTS = "oneiros.worker.slots";
  private static final String BUSY = "oneiros.worker.slots.busy";
  private static final String COMPUTING = "oneiros.worker.computing";
  private static final String DEVICES = "oneiros.worker.devices";
  private static final String NETWORKS = "oneiros.worker.networks.loaded";
  private static final String MEMORY = "oneiros.worker.memory";
  private static final String MEMORY_USED = "oneiros.worker.memory.used";
  private static final String STEPS = "oneiros.gradient.steps";
  private static final String PIXEL_STEPS = "oneiros.pixel.steps";
  private static final String PHASE = "oneiros.worker.tile";
  private static final String DELIVERY = "oneiros.tile.delivery";
  private static final String BEAT = "oneiros.worker.heartbeat.age";
  private static final String DEAD_LETTERS = "oneiros.dead.letters";

  private final MeterRegistry registry;
  private final Counter deadLetters;

  /** What is done for a tile, one after the other. */
  enum Phase {
    READ,
    /** Computing, without waiting for the device. */
    COMPUTE,
    WRITE
  }

  WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
    deadLetters =
        Counter.builder(DEAD_LETTERS)
            .description("Messages and work that were given up, by what was wrong")
            .tag("code", ProblemCode.INVALID_MESSAGE.code())
            .register(registry);
  }

  /** The devices of one kind. */
  void devices(Crew crew) {
    List<Lane> lanes = crew.lanes().all();
    Tags tags = Tags.of("kind", crew.lanes().kind());
    gauge(DEVICES, "Devices that this worker computes on", tags, lanes::size);
    gauge(SLOTS, "Tiles that this worker takes at a time", tags, crew::slots);
    gauge(BUSY, "Tiles in hand", tags, () -> crew.bench().busy().size());
    gauge(
        NETWORKS,
        "Networks that are loaded",
        tags,
        () -> lanes.stream().mapToInt(lane -> lane.loaded().size()).sum());
    bytes(MEMORY, "Memory of the devices", tags, () -> DeviceMemory.of(lanes).total());
    bytes(MEMORY_USED, "Memory in use", tags, () -> DeviceMemory.of(lanes).used());
    FunctionCounter.builder(COMPUTING, lanes, WorkerMetrics::computing)
        .description("Time that devices have computed")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
  }

  private static double computing(List<Lane> lanes) {
    return lanes.stream().mapToDouble(lane -> lane.computed().toNanos() / 1e9).sum();
  }

  /**
   * @param age since the broker has acknowledged a sign of life
   */
  void heartbeats(Supplier<Duration> age) {
    TimeGauge.builder(BEAT, () -> age.get().toMillis(), TimeUnit.MILLISECONDS)
        .description("Since the broker has taken a sign of life")
        .strongReference(true)
        .register(registry);
  }

  private void gauge(String name, String what, Tags tags, Supplier<Number> now) {
    Gauge.builder(name, now).description(what).tags(tags).strongReference(true).register(registry);
  }

  private void bytes(String name, String what, Tags tags, Supplier<Number> now) {
    Gauge.builder(name, now)
        .description(what)
        .baseUnit("bytes")
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** A tile came out of the queue; clocks that disagree may make it a little less than nothing. */
  void delivered(Duration time) {
    Timer.builder(DELIVERY)
        .description("A tile's way from the scheduler through the queue to a worker")
        .serviceLevelObjectives(WorkTimes.bounds())
        .register(registry)
        .record(time.isNegative() ? Duration.ZERO : time);
  }

  <T> T timed(Phase phase, Callable<T> work) throws InterruptedException {
    long start = System.nanoTime();
    try {
      return work.call();
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      phase(phase).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * A tile was dreamed.
   *
   * @param steps that were climbed; fewer than asked for where the objective was reached before
   * @param seconds of computing
   */
  void dreamed(TileTask task, String kind, int steps, double seconds) {
    phase(Phase.COMPUTE).record((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    counter(STEPS, "Gradient steps, of each picture of a batch", kind)
        .increment((double) steps * task.batch());
    counter(PIXEL_STEPS, "Pixels of tiles' cores, times gradient steps: the work done", kind)
        .increment((double) task.core().pixels() * steps);
  }

  void deadLetter() {
    deadLetters.increment();
  }

  private Counter counter(String name, String what, String kind) {
    return Counter.builder(name).description(what).tag("kind", kind).register(registry);
  }

  private Timer phase(Phase phase) {
    return Timer.builder(PHASE)
        .description("What is done for a tile: reading, computing, writing")
        .tag("phase", phase.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(WorkTimes.bounds())
        .register(registry);
  }
}
