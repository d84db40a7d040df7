package io.oneiros.engine.torch;

import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * How many threads PyTorch computes with, which changes no bit of a picture.
 *
 * <p>oneDNN plans each convolution for a number of threads, and with another plan it adds up in
 * another order. So it is always told the same number, {@link #MOST}, and OpenMP lets a plan run on
 * as many threads as the process may have. What that is, libgomp reads once, from its environment.
 */
public final class Threads {
  /** The most that a process computes with; a machine with more processors runs more workers. */
  public static final int MOST = 16;

  private static final String LIMIT = "OMP_THREAD_LIMIT";
  private static int limit = Math.min(MOST, Runtime.getRuntime().availableProcessors());
  private static boolean set;

  private Threads() {}

  /**
   * To be called before PyTorch is started; all processors otherwise, at most {@link #MOST}.
   *
   * @param threads of this process, 1 to {@link #MOST}
   * @throws IllegalStateException if PyTorch has been started with another number
   */
  public static synchronized void limit(int threads) {
    if (threads < 1 || threads > MOST) {
      throw new IllegalArgumentException(
          "threads is %s; it must be from 1 to %s".formatted(threads, MOST));
    }
    if (set && threads != limit) {
      throw new IllegalStateException(
          "PyTorch has been started with %s threads; they cannot become %s"
              .formatted(limit, threads));
    }
    limit = threads;
  }

  /** To be called before libgomp is loaded. */
  static synchronized void set() {
    if (set) {
      return;
    }
    Function setenv = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv");
    if (setenv.invokeInt(new Object[] {LIMIT, Integer.toString(limit), 1}) != 0) {
      throw new IllegalStateException(LIMIT + " cannot be set");
    }
    set = true;
  }

  /** PyTorch keeps it for each calling thread. */
  static void plan() {
    JniUtils.setNumThreads(MOST);
  }
}
