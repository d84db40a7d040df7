package io.oneiros.standalone.launch;

import io.oneiros.processes.RealObjects.Keys;
import io.oneiros.standalone.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What system to start.
 *
 * @param workers number of worker processes, at least 1
 * @param port of the gateway on 127.0.0.1; 0 for a free one
 * @param kafka bootstrap servers of somebody else's cluster; empty to start a broker
 * @param objects somebody else's S3; empty to start one
 * @param settings passed to every service, such as {@code oneiros.limits.max-pixels}
 */
public record Options(
    int workers,
    int port,
    Optional<String> kafka,
    Optional<Objects> objects,
    Map<String, String> settings) {
  /** An S3 endpoint and the keys to it. */
  public record Objects(String endpoint, Keys keys) {}

  /** Each is a Java process with a network in its memory. */
  private static final int MAX_WORKERS = 64;

  private static final int MAX_PORT = 65_535;

  public Options {
    if (workers < 1 || workers > MAX_WORKERS) {
      throw new Failure(
          "The number of workers is %s; it must be from 1 to %s.".formatted(workers, MAX_WORKERS));
    }
    if (port < 0 || port > MAX_PORT) {
      throw new Failure("The port is %s; it must be from 0 to %s.".formatted(port, MAX_PORT));
    }
    settings = Map.copyOf(settings);
  }

  /** A system of its own: a broker, an object store, and a gateway on a free port. */
  public static Options workers(int workers) {
    return new Options(workers, 0, Optional.empty(), Optional.empty(), Map.of());
  }

  /**
   * With somebody else's Kafka where {@code KAFKA_BOOTSTRAP_SERVERS} is set, and S3 where {@code
   * ONEIROS_OBJECTS_ENDPOINT} is.
   */
  public static Options of(int workers, int port, Map<String, String> environment) {
    Optional<Objects> objects =
        given(environment, "ONEIROS_OBJECTS_ENDPOINT")
            .map(
                endpoint ->
                    new Objects(
                        endpoint,
                        new Keys(
                            needed(environment, "ONEIROS_OBJECTS_ACCESS_KEY"),
                            needed(environment, "ONEIROS_OBJECTS_SECRET_KEY"))));
    return new Options(
        workers, port, given(environment, "KAFKA_BOOTSTRAP_SERVERS"), objects, Map.of());
  }

  /**
   * The same, with workers that load this network before their first tile.
   *
   * @param model null for the workers' own default
   */
  public Options warm(String model) {
    if (model == null) {
      return this;
    }
    return with(Map.of("oneiros.worker.warm", model));
  }

  /** The same with these settings, which go before those it has. */
  public Options with(Map<String, String> others) {
    Map<String, String> more = new HashMap<>(settings);
    more.putAll(others);
    return new Options(workers, port, kafka, objects, more);
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static String needed(Map<String, String> environment, String name) {
    return given(environment, name)
        .orElseThrow(() -> new Failure("ONEIROS_OBJECTS_ENDPOINT is set but " + name + " is not."));
  }
}
