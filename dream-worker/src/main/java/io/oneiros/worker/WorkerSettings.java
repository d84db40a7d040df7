package io.oneiros.worker;

import io.oneiros.engine.torch.Executor;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a dream worker. */
@ConfigMapping(prefix = "oneiros.worker")
public interface WorkerSettings {
  /** Name in heartbeats and results; the host's name and process id. */
  Optional<String> id();

  /**
   * What is computed on: {@code cpu}; CUDA devices by number, {@code cuda:0,1}; {@code auto}, all
   * CUDA devices or else the processor. Each works on a tile of its own.
   */
  @WithDefault("auto")
  String device();

  /**
   * Threads the engine computes with, 1 to 16; all processors. The bytes do not depend on it. More
   * processors are better used by more workers.
   */
  OptionalInt threads();

  /**
   * How gradients are computed: {@code plain}, {@code float32} or {@code bfloat16}. It changes the
   * bytes, so workers of one cluster should do alike; what is quickest here and exact enough.
   */
  Optional<Executor> executor();

  /** Tiles in hand for each device: one computes while the next one's region is read; 2. */
  @WithDefault("2")
  int hands();

  /** How often signs of life are sent; 2 s. */
  @WithDefault("2s")
  Duration heartbeat();

  /** How long a tile may go on after SIGTERM before it is handed back; 5 s. */
  @WithDefault("5s")
  Duration grace();

  /**
   * How long one step may compute before the worker is held to hang and ends itself, so that others
   * get its tiles; 5 min.
   */
  @WithDefault("5m")
  Duration hang();

  /**
   * How long a step takes on devices that are not there but simulated: for measuring what is around
   * the computing. What comes out is no dream; unset.
   */
  Optional<Duration> simulate();

  /** How many devices are simulated, where {@code simulate} is set; 1. */
  @WithDefault("1")
  int simulated();

  /**
   * Memory that the engine may have on each device, such as {@code 8G}; what the device has, or the
   * machine or container beyond the Java heap. A tile that needs more is refused before it is
   * begun.
   */
  Optional<MemorySize> memory();

  /**
   * Java heap for the pieces of canvases that were read last: tiles beside one another share some;
   * 64 MiB.
   */
  @WithDefault("64M")
  MemorySize cache();

  /** How many workers share what the device has, where {@code memory} is not set; 1. */
  @WithDefault("1")
  int sharers();

  /** The model that is loaded before the first tile; {@code inception_v3}. */
  @WithDefault("inception_v3")
  String warm();

  /** Whether a model that is not there is pulled; true. */
  @WithDefault("true")
  boolean pull();
}
