package io.oneiros.gateway.webhook;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The pauses of events before they are sent again. That of an event that is over is forgotten. */
final class Pauses implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

  Pauses() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * @param over when it completes first, in whatever way, nothing comes of the pause
   * @param then what to do after it
   */
  void begin(Duration pause, CompletableFuture<Void> over, Runnable then) {
    Future<?> end = timer.schedule(then, pause.toMillis(), TimeUnit.MILLISECONDS);
    over.whenComplete((done, e) -> end.cancel(false));
  }

  /** Pauses that have not ended. */
  int size() {
    return timer.getQueue().size();
  }

  boolean closed() {
    return timer.isShutdown();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
