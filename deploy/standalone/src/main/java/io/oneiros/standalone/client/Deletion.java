package io.oneiros.standalone.client;

import java.time.Duration;

/** Has dreams deleted that nobody else knows of. */
public final class Deletion {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 100;

  private Deletion() {}

  /**
   * Deletes a dream and waits a little until it is gone; if it is not, a later run of the system
   * ends it.
   */
  public static void of(GatewayClient gateway, String id) throws InterruptedException {
    if (!ask(gateway, id)) {
      return;
    }
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < limit && gateway.knows(id)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * The same without waiting.
   *
   * @return whether the gateway could be reached: where it could not, nobody dreams it, or whoever
   *     looks after the gateway will see it
   */
  public static boolean ask(GatewayClient gateway, String id) {
    try {
      gateway.cancel(id);
      return true;
    } catch (UnreachableException e) {
      return false;
    }
  }
}
