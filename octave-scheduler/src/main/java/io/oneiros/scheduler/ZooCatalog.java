package io.oneiros.scheduler;

import io.oneiros.catalog.EngineCatalog;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Zoo;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Facts from the zoo's files; those that were asked for last stay open, their weights unread. What
 * is not here yet is {@code unavailable}: see {@link Opened}.
 */
final class ZooCatalog implements EngineCatalog, AutoCloseable {
  private static final int FETCHERS = 4;

  private final ExecutorService fetchers =
      Executors.newFixedThreadPool(FETCHERS, ZooCatalog::thread);
  private final Opened<Network> networks;
  private final Opened<Generator> generators;

  ZooCatalog(Zoo zoo, InstantSource clock) {
    this.networks = new Opened<>(zoo::open, fetchers, clock);
    this.generators = new Opened<>(zoo::generator, fetchers, clock);
  }

  @Override
  public Network open(String id) {
    return networks.get(id);
  }

  @Override
  public Generator openGenerator(String id) {
    return generators.get(id);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fetch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    fetchers.shutdownNow();
  }
}
