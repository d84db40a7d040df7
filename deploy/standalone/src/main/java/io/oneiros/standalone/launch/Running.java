package io.oneiros.standalone.launch;

import io.oneiros.standalone.client.GatewayClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A system that takes dreams: somebody's cluster, a {@code serve} in this home, or one's own. */
public final class Running implements AutoCloseable {
  private static final long POLL_MILLIS = 500;

  private final URI gateway;
  private final boolean own;
  private final Supplier<List<String>> check;
  private final Runnable close;

  private Running(URI gateway, boolean own, Supplier<List<String>> check, Runnable close) {
    this.gateway = gateway;
    this.own = own;
    this.check = check;
    this.close = close;
  }

  /** A gateway that somebody else looks after. */
  public static Running at(URI gateway) {
    return new Running(gateway, false, List::of, () -> {});
  }

  /**
   * The home's {@code serve} if one runs, else a system of one's own. One home has one system:
   * where another dream runs its own, this waits for its end.
   *
   * @param beforeStart what to do before a system of one's own is started
   * @param say told in one line why it takes longer
   */
  public static Running inHome(
      Home home, Options options, Runnable beforeStart, Consumer<String> say)
      throws InterruptedException {
    boolean told = false;
    while (true) {
      Optional<HomeLock> lock = HomeLock.tryAcquire(home);
      if (lock.isPresent()) {
        return start(home, options, beforeStart, lock.get());
      }
      Optional<URI> served = served(home);
      if (served.isPresent()) {
        say.accept("Using the system that serves at " + served.get() + ".");
        return at(served.get());
      }
      if (!told) {
        say.accept("Another dream is running in " + home.folder() + "; waiting for its end.");
        told = true;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * A system of one's own that later dreams in this home use too, until it is closed.
   *
   * @return empty where the home has a running system already
   */
  public static Optional<Running> serve(Home home, Options options) {
    return HomeLock.tryAcquire(home)
        .map(
            lock -> {
              Running own = start(home, options, () -> {}, lock);
              write(urlFile(home), own.gateway);
              return own;
            });
  }

  public URI gateway() {
    return gateway;
  }

  /** Whether it was started for this one dream, and ends with it. */
  public boolean own() {
    return own;
  }

  /**
   * Fails, naming the process and its log, where the system cannot dream any more.
   *
   * @return what else has died since the last call, a line each
   */
  public List<String> check() {
    return check.get();
  }

  /** Stops what was started for this; leaves alone what was found. */
  @Override
  public void close() {
    close.run();
  }

  private static Running start(Home home, Options options, Runnable beforeStart, HomeLock lock) {
    try {
      Files.deleteIfExists(urlFile(home));
      beforeStart.run();
      Standalone system = Standalone.start(home.folder(), options);
      return new Running(
          system.gateway(),
          true,
          system::check,
          () -> {
            system.close();
            lock.close();
          });
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The gateway of the home's {@code serve}, if it answers. */
  public static Optional<URI> served(Home home) {
    try {
      URI gateway = URI.create(Files.readString(urlFile(home)).strip());
      return new GatewayClient(gateway).healthy() ? Optional.of(gateway) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, URI gateway) {
    try {
      Files.writeString(file, gateway + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path urlFile(Home home) {
    return home.run().resolve("gateway.url");
  }
}
