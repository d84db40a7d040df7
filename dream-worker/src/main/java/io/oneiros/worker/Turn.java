package io.oneiros.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Which of a device's hands looks for its next tile. It is passed on when that tile begins to
 * compute, so a device that has nothing to do asks the broker once, and one that computes fetches
 * one tile ahead: no device gets a second tile while another one that waited as long has none.
 */
final class Turn {
  private Thread holder;

  /**
   * Makes it the caller's turn, unless it is already.
   *
   * @param patience how long it is waited for
   * @return false if it stayed another's
   */
  synchronized boolean take(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (holder != null && holder != Thread.currentThread()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    holder = Thread.currentThread();
    return true;
  }

  /**
   * Anybody's turn, if it was this hand's.
   *
   * @param hand its thread
   */
  synchronized void pass(Thread hand) {
    if (holder == hand) {
      holder = null;
      notifyAll();
    }
  }
}
