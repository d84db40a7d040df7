package io.oneiros.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a house is made of.
 *
 * @param faulty whether a {@link FaultyStore} stands between the services and the object store
 * @param settings of all services
 * @param clocks what each process's clock is off by, such as {@code +300s}, by its name
 * @param jvms options of a process's JVM, which count before its usual ones, likewise
 */
public record Shape(
    int workers,
    int schedulers,
    int storages,
    int gateways,
    boolean faulty,
    Map<String, String> settings,
    Map<String, String> clocks,
    Map<String, List<String>> jvms) {
  /** Two of what shares work, one of what need not, and leases that tests need not wait out. */
  public static final Shape PLAIN =
      new Shape(2, 1, 1, 1, false, Map.of("oneiros.scheduler.lease", "10s"), Map.of());

  public Shape {
    settings = Map.copyOf(settings);
    clocks = Map.copyOf(clocks);
    jvms = Map.copyOf(jvms);
  }

  public Shape(
      int workers,
      int schedulers,
      int storages,
      int gateways,
      boolean faulty,
      Map<String, String> settings,
      Map<String, String> clocks) {
    this(workers, schedulers, storages, gateways, faulty, settings, clocks, Map.of());
  }

  public Shape jvms(Map<String, List<String>> options) {
    return new Shape(workers, schedulers, storages, gateways, faulty, settings, clocks, options);
  }

  Shape workers(int number) {
    return new Shape(number, schedulers, storages, gateways, faulty, settings, clocks, jvms);
  }

  Shape schedulers(int number) {
    return new Shape(workers, number, storages, gateways, faulty, settings, clocks, jvms);
  }

  Shape storages(int number) {
    return new Shape(workers, schedulers, number, gateways, faulty, settings, clocks, jvms);
  }

  Shape gateways(int number) {
    return new Shape(workers, schedulers, storages, number, faulty, settings, clocks, jvms);
  }

  Shape withFaultyStore() {
    return new Shape(workers, schedulers, storages, gateways, true, settings, clocks);
  }

  Shape clock(String process, String offset) {
    Map<String, String> more = new HashMap<>(clocks);
    more.put(process, offset);
    return new Shape(workers, schedulers, storages, gateways, faulty, settings, more, jvms);
  }
}
