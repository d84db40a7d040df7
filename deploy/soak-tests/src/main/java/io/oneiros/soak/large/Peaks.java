package io.oneiros.soak.large;

import io.oneiros.soak.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * The most memory that each process of a house has had resident, in MB, read off Linux twice a
 * second until it is closed. Pages of files count where they are mapped.
 */
final class Peaks implements AutoCloseable {
  private static final long PERIOD_MILLIS = 500;
  private static final String PEAK = "VmHWM:";

  private final House house;
  private final Map<String, Long> megabytes = new ConcurrentSkipListMap<>();
  private final Thread sampler = new Thread(this::sample, "peaks");

  Peaks(House house) {
    this.house = house;
    sampler.setDaemon(true);
    sampler.start();
  }

  /** Whether this machine says what a process takes. */
  static boolean possible() {
    return Files.isReadable(Path.of("/proc/self/status"));
  }

  /** By process, from the house's beginning until now. */
  Map<String, Long> now() {
    house.names("").forEach(this::read);
    return new TreeMap<>(megabytes);
  }

  private void sample() {
    try {
      while (true) {
        house.names("").forEach(this::read);
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void read(String process) {
    Path status = Path.of("/proc", Long.toString(house.pid(process)), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(PEAK)) {
          long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
          megabytes.merge(process, kilobytes * 1024 / 1_000_000, Math::max);
        }
      }
    } catch (NoSuchFileException e) {
      // It has died; what it had before counts.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sampler.interrupt();
  }
}
