package io.oneiros.standalone.client;

import io.oneiros.contract.DreamSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows one dream to its end. Events make it prompt; asking whenever they are silent makes it
 * sure: a lost stream, a restarted gateway or a proxy that buffers only make it slower.
 */
public final class DreamFollower {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final GatewayClient gateway;
  private final Runnable check;
  private final Duration patience;

  /**
   * @param check called about every second; throws where waiting has become pointless
   */
  public DreamFollower(GatewayClient gateway, Runnable check) {
    this(gateway, check, PATIENCE);
  }

  /**
   * @param patience with a gateway that tells nothing of the dream
   */
  DreamFollower(GatewayClient gateway, Runnable check, Duration patience) {
    this.gateway = gateway;
    this.check = check;
    this.patience = patience;
  }

  /**
   * @param progress gets every snapshot that is newer than the one before
   * @return the last snapshot, of a terminal status
   * @throws UnreachableException if the gateway is silent for 30 s
   * @throws GatewayException if it says no, or for 30 s that it knows no such dream or is out of
   *     order
   */
  public DreamSnapshot follow(String id, Consumer<DreamSnapshot> progress)
      throws InterruptedException {
    BlockingQueue<DreamSnapshot> events = new LinkedBlockingQueue<>();
    listen(id, events);
    long sequence = -1;
    long lastHeard = System.nanoTime();
    while (true) {
      DreamSnapshot snapshot = events.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
      check.run();
      try {
        snapshot = snapshot == null ? gateway.snapshot(id) : snapshot;
        lastHeard = System.nanoTime();
      } catch (UnreachableException | GatewayException e) {
        boolean patient = System.nanoTime() - lastHeard < patience.toNanos();
        if (!patient || e instanceof GatewayException no && !no.passing()) {
          throw e;
        }
        continue;
      }
      if (snapshot.sequence() > sequence) {
        sequence = snapshot.sequence();
        progress.accept(snapshot);
      }
      if (snapshot.status().terminal()) {
        return snapshot;
      }
    }
  }

  private void listen(String id, BlockingQueue<DreamSnapshot> events) {
    Thread listener =
        new Thread(
            () -> {
              try {
                gateway.follow(id, events::add);
              } catch (IOException | RuntimeException e) {
                // The follower asks by itself once the events are silent.
              }
            },
            "events");
    listener.setDaemon(true);
    listener.start();
  }
}
