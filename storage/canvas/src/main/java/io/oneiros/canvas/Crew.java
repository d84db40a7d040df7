package io.oneiros.canvas;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A few threads that work for many callers, on several items of each at a time. Callers take turns,
 * item by item: one who has thousands does not keep out one who has two. Safe for use by many
 * threads, but not by its own.
 */
public final class Crew implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  /**
   * @param name of the threads
   */
  public Crew(String name, int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Waits until all are done. After a failure, or when the caller is interrupted, none is begun,
   * and those that have been are waited for: then nothing is on its way any more.
   *
   * @throws RuntimeException what the first that failed has thrown
   * @throws ObjectStoreException if the caller was interrupted
   */
  public <T> void forEach(List<T> items, Consumer<T> work) {
    int lanes = Math.min(threads, items.size());
    Job<T> job = new Job<>(items.iterator(), work, lanes);
    for (int i = 0; i < lanes; i++) {
      next(job);
    }
    job.await();
  }

  private void next(Job<?> job) {
    try {
      pool.execute(
          () -> {
            if (job.step()) {
              // At the end of the queue: others' turn.
              next(job);
            } else {
              job.over.countDown();
            }
          });
    } catch (RejectedExecutionException e) {
      job.stop(new ObjectStoreException("Closed at work.", e));
      job.over.countDown();
    }
  }

  /** Begins nothing more; who waits is told that it was closed. */
  @Override
  public void close() {
    pool.shutdown();
  }

  private static final class Job<T> {
    private final Iterator<T> items;
    private final Consumer<T> work;
    private final CountDownLatch over;
    private Throwable failure;

    Job(Iterator<T> items, Consumer<T> work, int lanes) {
      this.items = items;
      this.work = work;
      this.over = new CountDownLatch(lanes);
    }

    /** Does one item, if there is one. */
    boolean step() {
      T item;
      synchronized (this) {
        if (failure != null || !items.hasNext()) {
          return false;
        }
        item = items.next();
      }
      try {
        work.accept(item);
      } catch (RuntimeException | Error e) {
        stop(e);
      }
      return true;
    }

    synchronized void stop(Throwable why) {
      failure = failure == null ? why : failure;
    }

    void await() {
      boolean interrupted = false;
      while (true) {
        try {
          over.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          stop(new ObjectStoreException("Interrupted at work.", e));
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      synchronized (this) {
        if (failure instanceof Error error) {
          throw error;
        }
        if (failure != null) {
          throw (RuntimeException) failure;
        }
      }
    }
  }
}
