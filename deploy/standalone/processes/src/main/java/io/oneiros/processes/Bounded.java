package io.oneiros.processes;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Holds what is done with somebody's input to some memory and time. */
public final class Bounded {
  /** So long that only what does not end takes it, on a busy machine too. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is done, by the thread that asks for it alone. */
  public interface Work {
    void run() throws Exception;
  }

  private Bounded() {}

  /**
   * @param bytes that it may allocate, those that it gives back included
   * @throws AssertionError if it has taken more, or 20 seconds
   */
  public static void run(long bytes, Work work) throws Exception {
    long taken = taken(work);
    if (taken > bytes) {
      // Classes are loaded once, and it is not the input that takes the memory for them.
      taken = taken(work);
    }
    if (taken > bytes) {
      throw new AssertionError(
          "%,d bytes were allocated; at most %,d may be".formatted(taken, bytes));
    }
  }

  private static long taken(Work work) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    work.run();
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    if (time.compareTo(SOON) > 0) {
      throw new AssertionError("it took %s".formatted(time));
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
