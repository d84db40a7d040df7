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

  /**
   * @param check called about every second; throws where waiting has become pointless
   */
  public DreamFollower(GatewayClient gateway, Runnable check) {
    this.gateway = gateway;
    this.check = check;
  }

  /**
   * @param progress gets every snapshot that is newer than the one before
   * @return the last snapshot, of a terminal status
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
      } catch (UnreachableException e) {
        if (System.nanoTime() - lastHeard > PATIENCE.toNanos()) {
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
